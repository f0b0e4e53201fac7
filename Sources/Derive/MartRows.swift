public import Pipeline
public import Table

/// A mart that is made a run of rows at a time: one row for each known row of its source, in the
/// source's order, with the plan's columns.
///
/// What a row needs of other rows (aggregates, permissions, who is the latest) is worked out once,
/// when the value is made; the rest of a run depends on its own rows alone. So the rows are the same
/// however they are cut into runs, and several threads may make several runs at once.
public struct MartRows: Sendable {
  /// Its columns are those of every run, in that order.
  public let plan: MartPlan
  /// One for each known row of the source: a mart leaves none out.
  public let rowCount: Int
  /// The columns that are worked out once for many rows; nil if there are none, or it does not pay.
  public let shared: SharedColumns?
  let day: DayTables
  let known: ManyRowValues

  /// Works out what rows need of other rows, and what they share. O(rows × nodes of those formulas).
  ///
  /// - Parameters:
  ///   - linked: the columns that depend on a linked row alone.
  ///   - rule: when they are worked out once for each such row.
  public init(
    _ plan: MartPlan, from day: DayTables, permissions: any PermissionSource,
    folds: Folds = Folds(), linked: LinkedColumns? = nil, rule: SharingRule = SharingRule(),
    threads: Int = 1
  ) {
    self.plan = plan
    self.day = day
    rowCount = day.table(plan.source).rowCount
    var evaluator = Evaluator(
      day: day, source: plan.source, rows: 0..<rowCount, permissions: permissions, folds: folds)
    let needed = plan.columnsOfManyRows
    for column in plan.columns where needed.contains(column.name) { evaluator.add(column) }
    var parts: [Formula] = []
    for part in plan.columns.flatMap(\.formula.all) where part.isOfManyRows {
      if !parts.contains(part) { parts.append(part) }
    }
    let values = Workers.map(parts.count, threads: threads) { [evaluator, parts] number in
      evaluator.shared(parts[number])
    }
    var known = ManyRowValues()
    for (part, values) in zip(parts, values) { known[part] = values }
    self.known = known
    shared = linked.flatMap { [known] in
      SharedColumns($0, of: plan, rule, from: day, known: known, threads: threads)
    }
  }

  /// A run of the mart's rows. A boolean column holds 1 or 0: null counts as false.
  ///
  /// O(rows × nodes of the formulas).
  ///
  /// - Parameter read: those rows of the source, if the day does not hold its columns.
  public func table(_ rows: Range<Int>, of read: Table? = nil) -> Table {
    var evaluator = Evaluator(
      day: day, source: plan.source, rows: rows, passing: read, known: known)
    return evaluator.table(plan.name, plan.columns)
  }
}

extension Evaluator {
  /// Makes columns of the mart, of which the later may read the earlier.
  mutating func table(_ name: String, _ columns: [ColumnPlan]) -> Table {
    for column in columns { add(column) }
    return Table(
      name, columns.map { Column($0.name, $0.type, ownColumn($0.name)) }, rowCount: rowCount)
  }

  /// Makes a column of the mart.
  fileprivate mutating func add(_ column: ColumnPlan) {
    var values = evaluate(column.formula).column(rowCount)
    if column.type == .bool, case .numbers(let numbers) = values {
      values = .numbers(numbers.map { $0 == 1 ? 1 : 0 })
    }
    own[column.name] = values
  }
}

extension MartPlan {
  /// The columns that formulas of many rows read, and those that these are made of.
  fileprivate var columnsOfManyRows: Set<String> {
    var needed: Set<String> = []
    for column in columns.reversed() {
      let parts =
        needed.contains(column.name)
        ? [column.formula] : column.formula.all.filter(\.isOfManyRows)
      for part in parts { needed.formUnion(part.ownColumns) }
    }
    return needed
  }
}
