import Pipeline
import Table

extension ConsentDefinition {
  /// A note on each permission column of a source of which more answers cannot be read than can:
  /// nobody agrees by them, which is safe, but hardly what was meant. And on each column by which
  /// people choose to be written to less often: what cannot be read there is a wish not heard.
  ///
  /// Answers of the records that were loaded are counted; an empty one is none. O(records).
  func unreadableAnswers(in source: LoadedSource) -> [String] {
    let (columns, choices) = (permissionColumns(of: source.name), frequencyColumns(of: source.name))
    guard !columns.isEmpty || !choices.isEmpty, source.issues.rowCount > 0 else { return [] }
    let places = source.issues["column"].text
    func unreadable(_ column: String) -> Int {
      (0..<places.count).count { places[$0].map { $0.elementsEqual(column.utf8) } ?? false }
    }
    let values = source.table(of: Set(columns))
    let answers: [String] = columns.compactMap { column in
      let unreadable = unreadable(column)
      let readable = values[column].numbers.count { $0 != nullNumber }
      guard unreadable > readable else { return nil }
      return
        "consent at risk in \(source.name): \(unreadable) of \(unreadable + readable) answers in "
        + "'\(column)' cannot be read; its words belong into true_words and false_words"
    }
    return answers
      + choices.compactMap { column in
        let count = unreadable(column)
        guard count > 0 else { return nil }
        return
          "consent at risk in \(source.name): \(count) "
          + "\(count == 1 ? "wish" : "wishes") in '\(column)' cannot be read, and nobody is written "
          + "to less often by \(count == 1 ? "it" : "them"); its words belong into its choices"
      }
  }

  /// The columns of a source by which people choose how often they are written to, each once.
  private func frequencyColumns(of source: String) -> [String] {
    guard source == people.source else { return [] }
    var seen: Set<String> = []
    return people.frequency.map(\.column).filter { seen.insert($0).inserted }
  }

  /// The columns of a source that say whether somebody agreed, each once.
  func permissionColumns(of source: String) -> [String] {
    var columns: [String] = []
    if source == people.source { columns += people.permissions.map(\.column) }
    for form in forms where form.source == source { columns += form.answers.map(\.permission) }
    if source == lineMembers?.source { columns.append("line_permission") }
    var seen: Set<String> = []
    return columns.filter { seen.insert($0).inserted }
  }
}
