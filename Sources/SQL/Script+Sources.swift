import Pipeline
import Table

extension Script {
  /// The rows of a source that have happened by the end of the business date; the times in them
  /// that have not are null.
  func known(_ source: SourceDefinition) -> String {
    table(
      .known(source.name), named: "known_\(source.name)",
      "\(source.name) as known at the end of \(today)"
    ) {
      let later = source.columns.contains(where: \.isAsOf)
      let columns = source.columns.map { column in
        let name = identifier(column.name)
        guard column.isAsOf else { return name }
        return "CASE WHEN \(name) <= \(end(of: column)) THEN \(name) END AS \(name)"
      }
      var select = Select(later ? columns : ["*"], from: identifier(source.name))
      if let time = source.eventTime.flatMap(source.column) {
        let name = identifier(time.name)
        select.conditions = ["(\(name) IS NULL OR \(name) <= \(end(of: time)))"]
      }
      return select.text
    }
  }

  /// The last moment of the business date, as the column would write it.
  private func end(of column: FieldDefinition) -> String {
    literal(column.type.columnType == .timestamp ? "\(today)T23:59:59" : today)
  }

  /// The column of a link's table that holds a part of the target's key.
  func target(_ key: String) -> String { identifier("target_\(key)") }

  /// For every known row the key of the row that the link leads to, null if to none: by the first
  /// step that leaves exactly one candidate.
  func link(_ link: LinkDefinition, of source: SourceDefinition) -> String {
    let other = self.source(link.source)
    return table(
      .link(source: source.name, link.name), named: "\(source.name)_\(link.name)",
      "the one \(other.name) row of every \(source.name) row, by the first step that finds one"
    ) {
      var select = Select(
        source.key.map { "this.\(identifier($0))" }, from: "\(known(source)) AS this")
      var found: [String] = []
      for (index, step) in link.steps.enumerated() {
        let alias = "step_\(index + 1)"
        let candidates = self.candidates(step, from: source, to: other)
        select.joins.append(
          "LEFT JOIN (\n\(candidates.text.indented)\n) AS \(alias)\n  ON "
            + source.key.map { "\(alias).\(identifier($0)) = this.\(identifier($0))" }
            .joined(separator: " AND "))
        found.append(alias)
      }
      // Joined for the sake of the column itself: an expression would have no affinity in SQLite,
      // and comparisons with it no index.
      select.joins.append(
        leftJoin(
          known(other), as: "target",
          on: other.key.map { key in
            let values = found.map { "\($0).\(target(key))" }
            let first = values.count == 1 ? values[0] : SQLExpression.coalesce(values).text
            return "target.\(identifier(key)) = \(first.hanging)"
          }))
      select.columns += other.key.map { "target.\(identifier($0)) AS \(target($0))" }
      return select.text
    }
  }

  /// For every value of a step's `within` the column on the latest known row that has one.
  private func lent(
    _ step: MatchStep, _ carried: MatchStep.Carried, of source: SourceDefinition
  ) -> String {
    let (column, within) = (identifier(step.column), identifier(carried.within))
    return table(
      .lent(
        source: source.name, step.column, within: carried.within, latestBy: carried.latestBy),
      named: "\(source.name)_\(step.column)_by_\(carried.within)",
      "the \(step.column) of the latest \(source.name) row of each \(carried.within) that has one"
    ) {
      let order = carried.latestBy + source.key.filter { !carried.latestBy.contains($0) }
      let place = rowNumber(of: [within], by: order.map { "\(identifier($0)) DESC" })
      var numbered = Select([within, column, "\(place) AS place"], from: known(source))
      numbered.conditions = ["\(column) IS NOT NULL"]
      var select = Select([within, column], from: "(\n\(numbered.text.indented)\n) AS numbered")
      select.conditions = ["place = 1"]
      return select.text
    }
  }

  /// The rows for which a step finds exactly one target.
  private func candidates(
    _ step: MatchStep, from source: SourceDefinition, to other: SourceDefinition
  ) -> Select {
    func own(_ column: String) -> String { "own.\(identifier(column))" }
    func their(_ column: String) -> String { "their.\(identifier(column))" }
    let keys = source.key.map(own)
    let lent = step.carried.map { (table: self.lent(step, $0, of: source), within: $0.within) }
    let column = lent == nil ? own(step.column) : "lent.\(identifier(step.column))"
    var select = Select(
      keys + other.key.map { "MIN(\(their($0))) AS \(target($0))" },
      from: "\(known(source)) AS own")
    if let lent {
      select.joins = [
        innerJoin(
          lent.table, as: "lent", on: ["lent.\(identifier(lent.within)) = \(own(lent.within))"])
      ]
      select.conditions = ["\(own(step.column)) IS NULL"]
    }
    select.joins.append(
      innerJoin(
        known(other), as: "their",
        on: ["\(their(step.target)) = \(column)"]
          + step.andEqual.map { "\(their($0.other)) = \(own($0.own))" }))
    select.conditions += step.unlessDiffer.map { pair in
      let (mine, other) = (own(pair.own), their(pair.other))
      return "(\(mine) IS NULL OR \(other) IS NULL OR \(mine) = \(other))"
    }
    select.grouping = keys
    select.having = "COUNT(*) = 1"
    return select
  }
}
