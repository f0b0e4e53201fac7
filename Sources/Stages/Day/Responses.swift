import Scenario
import Table

/// How people answered to sends, by the end of the date.
struct Responses: Sendable {
  /// Sends that were opened or clicked on.
  private let sends: KeyIndex
  /// For each of them the most that is known of it.
  private let best: [MessageResponse]

  /// `events` has the columns send_id and kind; nil without delivery events. O(events).
  init(_ events: Table?) {
    var sends = KeyIndex()
    var best: [MessageResponse] = []
    if let events {
      let ids = events["send_id"].text
      let kinds = events["kind"].text
      for row in 0..<events.rowCount {
        guard let id = ids[row], let response = kinds[row].flatMap(Self.response) else { continue }
        let (place, isNew) = sends.insert(id)
        if isNew { best.append(response) } else { best[place] = max(best[place], response) }
      }
    }
    self.sends = sends
    self.best = best
  }

  func response(to sendID: String) -> MessageResponse {
    var sendID = sendID
    return sendID.withUTF8 { sends.find($0) }.map { best[$0] } ?? .none
  }

  /// What a kind of event says; nil for one that is no answer.
  private static func response(_ kind: ByteView) -> MessageResponse? {
    switch kind {
    case _ where Bytes.equal(kind, "open"): .opened
    case _ where Bytes.equal(kind, "click"): .clicked
    default: nil
    }
  }
}
