import Table

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

  /// Reads what `write` wrote.
  /// - Throws: `damaged`.
  static func list(_ text: String) throws(StoreError) -> [ReachedStep] {
    var steps: [ReachedStep] = []
    for part in text.split(separator: ",") {
      let words = part.split(separator: " ")
      guard words.count == 2, let date = CalendarDay.parse(String(words[1])) else {
        throw StoreError(.damaged, "the ledger holds a reached message that cannot be read")
      }
      steps.append(ReachedStep(String(words[0]), on: date))
    }
    return steps
  }
}
