import Pipeline

/// An `earliest_after` as tables: what it compares of every row, and from that the answer for each
/// row that has one. Rows meet by equal values only, so the work grows with the pairs of rows of
/// one person and not of all rows.
struct Earliest {
  private let value: Formula
  private let limit: Formula
  private let within: [Formula]

  init?(_ formula: Formula) {
    guard case .earliestAfter(let value, let limit, let within) = formula else { return nil }
    (self.value, self.limit, self.within) = (value, limit, within)
  }

  /// What is compared, for a SELECT over the rows: their key, `moment`, `bound`, `person_1`, …
  func columns(_ formulas: FormulaSQL) -> [String] {
    func column(_ formula: Formula, _ name: String) -> String {
      "\(formulas.value(formula).text) AS \(name)"
    }
    return formulas.tieBreak.enumerated().map { column($1, "key_\($0 + 1)") }
      + [column(value, "moment"), column(limit, "bound")]
      + within.enumerated().map { column($1, "person_\($0 + 1)") }
  }

  /// Makes the tables; the name of the one with the answers: the row's key and `moment`.
  ///
  /// - Parameter compared: a SELECT of `columns`.
  func table(of name: String, _ compared: Select, keyCount: Int, in script: Script) -> String {
    let moments = script.add(
      "moments_of_\(name)", ["a moment and a bound of every row, and by what its person is known"]
    ) { compared.text }
    return script.add(
      "earliest_of_\(name)",
      ["the earliest moment after a row's bound, of the other rows of the same person"]
    ) {
      let keys = (1...max(keyCount, 1)).map { "key_\($0)" }
      let isSame = keys.map { "other.\($0) = this.\($0)" }
      let isOther =
        isSame.count == 1
        ? "other.key_1 <> this.key_1" : "NOT (\(isSame.joined(separator: " AND ")))"
      return Select.union(
        within.indices.map { index in
          let person = "person_\(index + 1)"
          var select = Select(
            keys.map { "this.\($0)" } + ["MIN(other.moment) AS moment"], from: "\(moments) AS this")
          select.joins = [
            innerJoin(moments, as: "other", on: ["other.\(person) = this.\(person)"])
          ]
          select.conditions =
            (0..<index).map { "this.person_\($0 + 1) IS NULL" }
            + ["other.moment > this.bound", isOther]
          select.grouping = keys.map { "this.\($0)" }
          return select.text
        })
    }
  }

  /// Joins the answers to the rows.
  static func join(_ table: String, as alias: String, _ formulas: FormulaSQL) -> String {
    leftJoin(
      table, as: alias,
      on: formulas.tieBreak.enumerated().map { index, key in
        "\(alias).key_\(index + 1) = \(formulas.value(key).text)"
      })
  }
}
