import Table

extension ReachedStep {
  /// `A 2026-11-19, A' 2026-11-20`; empty for none.
  /// - Throws: `unwritable` if a name is empty or holds a blank or a comma: it would not be read.
  static func text(_ steps: [ReachedStep]) throws(StoreError) -> String {
    for step in steps where step.step.isEmpty || step.step.contains(where: { " ,".contains($0) }) {
      throw StoreError(.unwritable, "a step's name is empty or holds a blank or a comma")
    }
    return steps.map { "\($0.step) \(CalendarDay.text($0.date))" }.joined(separator: ", ")
  }

  /// Reads what `text` wrote.
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
