public import Pipeline
public import Table

extension Table {
  /// Makes a mart: one row for each known row of its source, in the source's order, with the
  /// plan's columns. A boolean column holds 1 or 0: null counts as false.
  ///
  /// O(rows × nodes of the formulas).
  public init(
    mart plan: MartPlan, from day: DayTables, permissions: any PermissionSource
  ) {
    let base = day.table(plan.source)
    var evaluator = Evaluator(
      day: day, source: plan.source, rowCount: base.rowCount, own: [:], permissions: permissions)
    var columns: [Column] = []
    for column in plan.columns {
      var values = evaluator.evaluate(column.formula).column(base.rowCount)
      if column.type == .bool, case .numbers(let numbers) = values {
        values = .numbers(numbers.map { $0 == 1 ? 1 : 0 })
      }
      evaluator.own[column.name] = values
      columns.append(Column(column.name, column.type, values))
    }
    self.init(plan.name, columns, rowCount: base.rowCount)
  }
}
