import Pipeline

/// Every `earliest_after` over the rows of a table that is made already, joined to them.
struct EarliestJoins {
  private var made: [(formula: Formula, alias: String, clause: String)] = []

  var clauses: [String] { made.map(\.clause) }

  /// - Parameters:
  ///   - formulas: what is computed over the rows.
  ///   - table: the rows.
  ///   - row: the name by which a row is read.
  ///   - render: how a formula over the row is written, given what is joined to it.
  init(
    _ formulas: [Formula], over table: String, as row: String, in script: Script,
    render: (EarliestJoins) -> FormulaSQL
  ) {
    // What one is made of comes after it in `all` and must be made before it.
    for formula in formulas.flatMap(\.all).reversed() where column(formula) == nil {
      guard let earliest = Earliest(formula) else { continue }
      let rendered = render(self)
      var compared = Select(earliest.columns(rendered), from: "\(table) AS \(row)")
      compared.joins = made.filter { formula.all.contains($0.formula) }.map(\.clause)
      let answers = earliest.table(
        of: table, compared, keyCount: rendered.tieBreak.count, in: script)
      let alias = "earliest_\(made.count + 1)"
      made.append((formula, alias, Earliest.join(answers, as: alias, rendered)))
    }
  }

  /// Where its value is; nil if it is none of these.
  func column(_ formula: Formula) -> String? {
    made.first { $0.formula == formula }.map { "\($0.alias).moment" }
  }
}
