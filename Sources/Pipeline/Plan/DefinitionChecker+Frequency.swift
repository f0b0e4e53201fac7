import Table

/// How often people want to be written to.
extension DefinitionChecker {
  /// A code that the column never holds would be a wish that nobody hears; so would a word that cannot
  /// be read where nobody counts it, and all of them where the column may be missing.
  func checkFrequency(of people: ConsentDefinition.People, in table: SourceDefinition) {
    for frequency in people.frequency {
      require(
        [.choice], frequency.column, of: table, what: "the frequency of '\(frequency.channel)'",
        at: frequency.places.value("column"), help: "'caps' goes by the codes of its choices")
      guard let column = table.column(frequency.column), column.type == .choice else { continue }
      if column.isReading || column.isOptional {
        sink.error(
          at: frequency.places.value("column"),
          "'\(column.name)' says how often people want to be written to, and is "
            + (column.isReading ? "a 'reading'" : "'optional'"),
          help: "a wish that is lost or cannot be read must be noticed")
      }
      let codes = column.choices.map(\.code)
      for (code, _) in frequency.caps
      where !codes.contains(where: { $0.utf8.elementsEqual(code.value.utf8) }) {
        sink.error(
          at: code.location, "'\(column.name)' is never '\(code.value)'",
          help: Suggestion.help(for: code.value, in: codes)
            ?? "one of \(codes.joined(separator: ", "))")
      }
    }
  }
}
