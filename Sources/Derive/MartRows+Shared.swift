import Pipeline
public import Table

extension SharedColumns {
  /// Works the columns out once for each linked row, in place of the first of the mart's rows that is
  /// linked to it; nil if that does not pay.
  ///
  /// - Parameter known: the formulas of many rows, for the mart's rows.
  init?(
    _ linked: LinkedColumns, of plan: MartPlan, _ rule: SharingRule, from day: DayTables,
    known: ManyRowValues, threads: Int
  ) {
    let links = day.link(linked.link, of: plan.source)
    guard linked.columns.count >= rule.leastColumns, !links.isEmpty else { return nil }
    let groups = LinkedRows(
      links, targetCount: day.target(of: linked.link, from: plan.source).rowCount)
    let count = groups.targets.count
    guard links.count >= rule.leastRows * count else { return nil }
    let names = Set(linked.columns)
    let columns = plan.columns.filter { names.contains($0.name) }
    let standIns = (link: linked.link, targets: groups.targets)
    let knownOfFirst = known.gather(groups.first)
    let starts = Array(stride(from: 0, to: count, by: SharedColumns.rowsAtATime))
    let parts = Workers.map(starts.count, threads: threads) { run -> Table in
      let rows = starts[run]..<min(starts[run] + SharedColumns.rowsAtATime, count)
      var evaluator = Evaluator(
        day: day, source: plan.source, rows: rows, known: knownOfFirst, standIns: standIns)
      return evaluator.table(plan.name, columns)
    }
    var table = parts[0]
    table.reserveCapacity(count)
    for part in parts.dropFirst() { table.append(contentsOf: part) }
    self.init(table: table, places: groups.places)
  }

  /// What is worked out does not depend on it.
  private static let rowsAtATime = 1 << 15
}

extension MartRows {
  /// The columns of a run of the mart's rows that each row has for itself: all that are not shared.
  ///
  /// O(rows × nodes of their formulas).
  ///
  /// - Parameter read: as `table` takes it.
  public func own(_ rows: Range<Int>, of read: Table? = nil) -> Table {
    guard let shared else { return table(rows, of: read) }
    let names = shared.names
    let columns = plan.columns.filter { !names.contains($0.name) }
    let asked = Set(columns.flatMap(\.formula.ownColumns))
    var evaluator = Evaluator(
      day: day, source: plan.source, rows: rows, passing: read, known: known)
    for column in shared.columns(of: rows, only: asked) {
      evaluator.own[column.name] = column.values
    }
    return evaluator.table(plan.name, columns)
  }
}
