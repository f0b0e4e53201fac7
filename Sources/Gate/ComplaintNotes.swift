import Table

/// Reads the note on a customer (対応状況) by a rule.
struct ComplaintNotes: Sendable {
  private static let notYet = Array("未".utf8)

  private let column: TextColumn?
  private let suppress: [[UInt8]]
  private let cleared: [[UInt8]]
  private let harmless: [[UInt8]]

  /// `column` has one row a customer; nil where the pipeline has no such notes.
  init(_ column: TextColumn?, rule: HandlingRule?) {
    self.column = rule == nil ? nil : column
    suppress = rule?.suppress.map { Array($0.utf8) } ?? []
    cleared = rule?.cleared.map { Array($0.utf8) } ?? []
    harmless = rule?.harmless.map { Array($0.utf8) } ?? []
  }

  /// True if a complaint of the customer of that row is being handled.
  func isComplaint(_ row: Int) -> Bool {
    guard let note = column?[row] else { return false }
    guard suppress.contains(where: { Self.contains(note, $0) }) else { return false }
    if harmless.contains(where: { note.elementsEqual($0) }) { return false }
    return !cleared.contains { word in
      guard note.count >= word.count, note.suffix(word.count).elementsEqual(word) else {
        return false
      }
      let before = note.slice(0, note.count - word.count)
      return !Self.contains(before, Self.notYet)
    }
  }

  private static func contains(_ text: ByteView, _ word: [UInt8]) -> Bool {
    !word.isEmpty && word.withUnsafeBufferPointer { Bytes.contains(text, $0) }
  }
}
