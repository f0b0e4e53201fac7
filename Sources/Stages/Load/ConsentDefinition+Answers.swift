import Pipeline
import Table

extension ConsentDefinition {
  /// A note on each permission column of a source of which more answers cannot be read than can:
  /// nobody agrees by them, which is safe, but hardly what was meant.
  ///
  /// Answers of the records that were loaded are counted; an empty one is none. O(records).
  func unreadableAnswers(in source: LoadedSource) -> [String] {
    let columns = permissionColumns(of: source.name)
    guard !columns.isEmpty, source.issues.rowCount > 0 else { return [] }
    let places = source.issues["column"].text
    let values = source.table(of: Set(columns))
    return columns.compactMap { column in
      let unreadable = (0..<places.count).count {
        places[$0].map { $0.elementsEqual(column.utf8) } ?? false
      }
      let readable = values[column].numbers.count { $0 != nullNumber }
      guard unreadable > readable else { return nil }
      return
        "consent at risk in \(source.name): \(unreadable) of \(unreadable + readable) answers in "
        + "'\(column)' cannot be read; its words belong into true_words and false_words"
    }
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
