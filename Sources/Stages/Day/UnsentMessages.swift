import Gate
import Scenario
import Table

/// What became of messages of the days before that were not sent.
struct UnsentMessages: Sendable {
  private let ids: KeyIndex
  /// By the first row of an id that comes again, the last.
  private let lastRows: [Int: Int]
  private let reasons: TextColumn
  private let details: TextColumn

  /// - Parameter exclusions: one row each, with send_id, reason and detail; of an id that comes
  ///   again the last row counts. O(rows).
  init(_ exclusions: Table) {
    var lastRows: [Int: Int] = [:]
    ids = KeyIndex(of: exclusions["send_id"].text) { row, first in lastRows[first] = row }
    self.lastRows = lastRows
    reasons = exclusions["reason"].text
    details = exclusions["detail"].text
  }

  /// What became of a message, or nil if it is none of them. Expected O(1).
  func fate(of id: ByteView) -> MessageFate? {
    guard let first = ids.find(id) else { return nil }
    let row = lastRows[first] ?? first
    if let reason = reasons[row], reason.elementsEqual(Reason.duplicateDestination.code.utf8),
      let kept = details.string(row)
    {
      return .duplicate(ofSend: kept)
    }
    return .excluded
  }
}
