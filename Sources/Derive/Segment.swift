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

  /// One row of the waterfall: a condition, and who is left after it.
  public struct Step: Sendable, Equatable {
    /// The condition as written; nil for the start.
    public let condition: String?
    /// Rows of the mart that meet this condition and all before it.
    public let rows: Int
  }

  /// Applies an entry's conditions to a mart. Rows whose subject is null cannot enter; of several
  /// rows of one subject the greatest by `latestBy` enters (the first of equals).
  public init(_ plan: SegmentPlan, over mart: Table, day: DayTables) {
    var search = SegmentSearch([plan], date: day.date)
    search.add(search.find(in: mart))
    self = search.segments[0]
  }

  init(_ plan: SegmentPlan, _ waterfall: [Step], _ candidates: Candidates) {
    self.waterfall = waterfall
    let entering =
      plan.isSubjectUnique
      ? Array(0..<Int32(candidates.rows.count)) : candidates.latest()
    rows = entering.map { candidates.rows[Int($0)] }
    table = Table(
      "segment_" + plan.scenario,
      [
        Column("subject_key", .text, .text(candidates.subjects.gather(entering))),
        Column("row_key", .text, .text(candidates.keys.gather(entering))),
      ])
  }
}

extension Segment {
  /// For each guard, whether it holds for every row of the mart; in the plan's order.
  public static func guards(_ plan: SegmentPlan, over mart: Table, day: DayTables) -> [[Bool]] {
    let evaluator = Evaluator(mart, on: day.date)
    return plan.guards.map { item in
      let values = evaluator.evaluate(item.condition.formula).numberReader
      return (0..<mart.rowCount).map { values[$0] == 1 }
    }
  }

  /// For each row of a mart the number of the first condition of an entry that does not hold; nil
  /// for a row that may enter, but for a null subject and for rows that come after it.
  public static func firstFailures(
    _ plan: SegmentPlan, over mart: Table, day: DayTables
  ) -> [Int?] {
    let evaluator = Evaluator(mart, on: day.date)
    let values = plan.conditions.map { evaluator.evaluate($0.formula).numberReader }
    return (0..<mart.rowCount).map { row in values.firstIndex { $0[row] != 1 } }
  }
}
