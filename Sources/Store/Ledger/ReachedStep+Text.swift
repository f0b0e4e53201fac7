public import Table

extension ReachedStep {
  /// Adds `A 2026-11-19, A' 2026-11-20`; nothing for none.
  /// - Throws: `unwritable` if a name is empty or holds a blank or a comma: it would not be read.
  static func write(_ steps: [ReachedStep], to buffer: ByteBuffer) throws(StoreError) {
    for (place, step) in steps.enumerated() {
      guard !step.step.isEmpty, !step.step.utf8.contains(where: { $0 == 0x20 || $0 == 0x2C }) else {
        throw StoreError(.unwritable, "a step's name is empty or holds a blank or a comma")
      }
      if place > 0 { buffer.append(", ") }
      buffer.append(text: step.step)
      buffer.append(UInt8(ascii: " "))
      buffer.append(date: step.date)
    }
  }

  /// Reads what `write` wrote. O(bytes).
  /// - Throws: `damaged`.
  public static func list(_ text: ByteView) throws(StoreError) -> [ReachedStep] {
    var steps: [ReachedStep] = []
    var start = 0
    while start < text.count {
      // A name holds no comma, so the next one ends the step.
      let end = text[start...].firstIndex(of: UInt8(ascii: ",")) ?? text.count
      // What stands last is ` 2026-11-19`.
      let blank = end - 11
      guard blank > start, text[blank] == UInt8(ascii: " "),
        let date = DateTexts.day(text.slice(blank + 1, end))
      else { throw unreadable }
      let name = text.slice(start, blank)
      guard !name.contains(UInt8(ascii: " ")) else { throw unreadable }
      steps.append(ReachedStep(name.text, on: date))
      if end == text.count { return steps }
      guard end + 2 < text.count, text[end + 1] == UInt8(ascii: " ") else { throw unreadable }
      start = end + 2
    }
    return steps
  }

  static func list(_ text: String) throws(StoreError) -> [ReachedStep] {
    var text = text
    return try text.withUTF8 { bytes in Result { () throws(StoreError) in try list(bytes) } }.get()
  }

  private static var unreadable: StoreError {
    StoreError(.damaged, "the ledger holds a reached message that cannot be read")
  }
}
