public import Pipeline
public import Table

/// Who may enter a scenario on a date.
public struct Segment: Sendable {
  /// One row a subject: `subject_key` and `row_key`, the mart row that fills its messages; in the
  /// mart's order.
  public let table: Table
  /// The mart's row of each subject.
  public let rows: [Int32]
  /// How many rows are left after each condition, in order; the first entry is all of them.
  public let waterfall: [Step]

  public struct Step: Sendable, Equatable {
    /// The condition as written; nil for the start.
    public let condition: String?
    public let rows: Int
  }

  /// Applies an entry's conditions to a mart. Rows whose subject is null cannot enter; of several
  /// rows of one subject the greatest by `latestBy` enters (the first of equals).
  public init(_ plan: SegmentPlan, over mart: Table, day: DayTables) {
    let evaluator = Evaluator(
      day: day, source: nil, rowCount: mart.rowCount,
      own: Dictionary(uniqueKeysWithValues: mart.columns.map { ($0.name, $0.values) }),
      permissions: nil)
    var holds = [Bool](repeating: true, count: mart.rowCount)
    var steps = [Step(condition: nil, rows: mart.rowCount)]
    for condition in plan.conditions {
      let values = evaluator.evaluate(condition.formula).numberReader
      var left = 0
      for row in 0..<mart.rowCount where holds[row] {
        holds[row] = values[row] == 1
        if holds[row] { left += 1 }
      }
      steps.append(Step(condition: condition.written, rows: left))
    }
    let subjects = mart[plan.subject].text
    var rows = holds.indices.filter { holds[$0] && !subjects.isNull($0) }.map { Int32($0) }
    if plan.subject != plan.key || !plan.latestBy.isEmpty {
      rows = Self.latest(of: rows, subjects, plan.latestBy.map { mart[$0].values }, evaluator)
    }
    self.rows = rows
    waterfall = steps
    table = Table(
      "segment_" + plan.scenario,
      [
        Column("subject_key", .text, .text(subjects.gather(rows))),
        Column("row_key", .text, mart[plan.key].values.gather(rows)),
      ])
  }

  private static func latest(
    of rows: [Int32], _ subjects: TextColumn, _ order: [ColumnValues], _ evaluator: Evaluator
  ) -> [Int32] {
    let orders = order.map { OrderReader(evaluator.vector($0)) }
    var ids = KeyIndex(capacity: rows.count)
    var best: [Int32] = []
    for row in rows {
      guard let subject = subjects[Int(row)] else { continue }
      let (id, isNew) = ids.insert(subject)
      if isNew {
        best.append(row)
      } else if OrderReader.compare(orders, Int(row), Int(best[id])) > 0 {
        best[id] = row
      }
    }
    return best.sorted()
  }
}

extension Segment {
  /// For each guard, whether it holds for every row of the mart; in the plan's order.
  public static func guards(_ plan: SegmentPlan, over mart: Table, day: DayTables) -> [[Bool]] {
    let evaluator = Evaluator(
      day: day, source: nil, rowCount: mart.rowCount,
      own: Dictionary(uniqueKeysWithValues: mart.columns.map { ($0.name, $0.values) }),
      permissions: nil)
    return plan.guards.map { item in
      let values = evaluator.evaluate(item.condition.formula).numberReader
      return (0..<mart.rowCount).map { values[$0] == 1 }
    }
  }
}

extension Segment {
  /// For each row of a mart the number of the first condition of an entry that does not hold; nil
  /// for a row that may enter, but for a null subject and for rows that come after it.
  public static func firstFailures(
    _ plan: SegmentPlan, over mart: Table, day: DayTables
  ) -> [Int?] {
    let evaluator = Evaluator(
      day: day, source: nil, rowCount: mart.rowCount,
      own: Dictionary(uniqueKeysWithValues: mart.columns.map { ($0.name, $0.values) }),
      permissions: nil)
    let values = plan.conditions.map { evaluator.evaluate($0.formula).numberReader }
    return (0..<mart.rowCount).map { row in values.firstIndex { $0[row] != 1 } }
  }
}
