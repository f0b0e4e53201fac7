public import Pipeline
public import Table

/// Finds who may enter each scenario of one mart, whose rows come in runs.
public struct SegmentSearch: Sendable {
  private let plans: [SegmentPlan]
  private let date: Int64
  private var rowCount = 0
  /// By plan: how many rows are left after each condition.
  private var left: [[Int]]
  /// By plan: the rows that meet every condition.
  private var candidates: [Candidates]

  /// `plans` are entries over the same mart.
  public init(_ plans: [SegmentPlan], date: Int64) {
    self.plans = plans
    self.date = date
    left = plans.map { $0.conditions.map { _ in 0 } }
    candidates = plans.map { _ in Candidates() }
  }

  /// False if a condition looks at other rows than its own: then all rows must come in one run.
  public var takesRuns: Bool {
    !plans.flatMap(\.conditions).contains { $0.formula.all.contains(where: \.isOfManyRows) }
  }

  /// What was found in a run of rows.
  public struct Found: Sendable {
    fileprivate let run: Table
    /// By plan: the run's rows that meet every condition.
    fileprivate let rows: [[Int]]
    fileprivate let left: [[Int]]

    /// The run's rows that meet every condition of the entry with that number.
    public func rows(of entry: Int) -> [Int] { rows[entry] }
  }

  /// Applies the conditions of every entry to a run of rows. Several threads may search at once.
  public func find(in run: Table) -> Found {
    let evaluator = Evaluator(run, on: date)
    var found: [[Int]] = []
    var left: [[Int]] = []
    for plan in plans {
      var rows = Array(0..<run.rowCount)
      var counts: [Int] = []
      for condition in plan.conditions {
        if !rows.isEmpty {
          let values = evaluator.evaluate(condition.formula).numberReader
          rows.removeAll { values[$0] != 1 }
        }
        counts.append(rows.count)
      }
      let subjects = run[plan.subject].text
      found.append(rows.filter { !subjects.isNull($0) })
      left.append(counts)
    }
    return Found(run: run, rows: found, left: left)
  }

  /// Takes what was found in the next run, in the order of the mart's rows.
  public mutating func add(_ found: Found) {
    for (number, plan) in plans.enumerated() {
      for (step, count) in found.left[number].enumerated() { left[number][step] += count }
      candidates[number].add(found.rows[number], of: found.run, from: rowCount, plan)
    }
    rowCount += found.run.rowCount
  }

  /// The segments of the runs so far, in the order of the plans.
  public var segments: [Segment] {
    plans.indices.map { number in
      let steps = zip(plans[number].conditions, left[number]).map { condition, rows in
        Segment.Step(condition: condition.written, rows: rows)
      }
      return Segment(
        plans[number], [Segment.Step(condition: nil, rows: rowCount)] + steps, candidates[number])
    }
  }
}

/// Rows of a mart that meet every condition of an entry, with a copy of what is needed of them.
struct Candidates {
  private(set) var rows: [Int32] = []
  private(set) var subjects = TextColumn()
  private(set) var keys = TextColumn()
  /// What the latest of a subject is chosen by.
  private var orders: [ColumnValues] = []

  mutating func add(_ found: [Int], of run: Table, from first: Int, _ plan: SegmentPlan) {
    let runSubjects = run[plan.subject].text
    let runKeys = run[plan.key].text
    for row in found {
      rows.append(Int32(first + row))
      subjects.append(runSubjects[row])
      keys.append(runKeys[row])
    }
    let selection = found.map { Int32($0) }
    let found = plan.latestBy.map { run[$0].values.gather(selection) }
    if orders.isEmpty { orders = found.map(\.none) }
    for index in orders.indices { orders[index].append(copying: found[index]) }
  }

  /// The place of the greatest row of each subject, in order.
  func latest() -> [Int32] {
    let orders = orders.map { OrderReader($0) }
    var ids = KeyIndex(capacity: rows.count)
    var best: [Int32] = []
    for place in rows.indices {
      guard let subject = subjects[place] else { continue }
      let (id, isNew) = ids.insert(subject)
      if isNew {
        best.append(Int32(place))
      } else if OrderReader.compare(orders, place, Int(best[id])) > 0 {
        best[id] = Int32(place)
      }
    }
    return best.sorted()
  }
}

extension Evaluator {
  /// For conditions over a run of a mart's rows.
  init(_ run: Table, on date: Int64) {
    self.init(
      day: DayTables(date: date), source: nil, rows: 0..<run.rowCount,
      own: Dictionary(uniqueKeysWithValues: run.columns.map { ($0.name, $0.values) }))
  }
}
