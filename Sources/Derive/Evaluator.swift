import Pipeline
import Table

/// Runs formulas over a run of rows of one table, a column for every operation. Comparisons and
/// conditions give 1, 0 or null as SQL does.
///
/// Each call is O(rows) for every node of the formula; intermediate columns are 8 bytes a row.
struct Evaluator {
  let day: DayTables
  /// The source whose rows are read; nil when only a mart's columns are.
  let source: String?
  /// The rows of the source, or of the mart's columns where there is none.
  let rows: Range<Int>
  /// The rows themselves, if the day does not hold the columns of their source.
  var passing: Table?
  /// Columns of the mart made so far, for these rows.
  var own: [String: ColumnValues] = [:]
  /// The formulas of many rows whose values are known already.
  var known = ManyRowValues()
  var permissions: (any PermissionSource)?
  var folds = Folds()
  /// For rows that stand for many: where the link leads that they have in common.
  var standIns: (link: String, targets: [Int32])?

  /// How many values each formula gives.
  var rowCount: Int { rows.count }

  func evaluate(_ formula: Formula) -> Vector {
    if formula.isOfManyRows, let values = known[formula] { return values.vector(rows) }
    return switch formula {
    case .literal(let literal): Self.vector(literal)
    case .today: .number(day.date)
    case .field(let name, _):
      Vector(passing?[name].values ?? base[name].values.slice(rows))
    case .own(let name, _): Vector(ownColumn(name))
    case .linked(let link, let column, _): Vector(linked(link, column))
    case .isLinked(let link): .numbers(linkRows(link)[rows].map { $0 >= 0 ? 1 : 0 })
    case .compare(let comparison, let left, let right): compare(comparison, left, right)
    case .and(let left, let right): logic(left, right, decisive: 0)
    case .or(let left, let right): logic(left, right, decisive: 1)
    case .not(let inner): map(inner) { 1 - $0 }
    case .isNull(let inner): isNull(inner)
    case .isIn(let value, let items): isIn(value, items)
    case .contains(let text, let part): contains(text, part)
    case .add(let left, let right):
      formula.type == .date
        ? combine(left, right) { $0.adding($1).asWritableDay }
        : combine(left, right) { $0.adding($1) }
    case .subtract(let left, let right):
      formula.type == .date
        ? combine(left, right) { $0.adding(-$1).asWritableDay }
        : combine(left, right) { $0.adding(-$1) }
    case .multiply(let left, let right): combine(left, right) { $0.multiplied($1) }
    case .choose(let test, let yes, let no): choose(test, yes, no)
    case .coalesce(let values): coalesce(values)
    case .greatest(let values): extreme(values, isGreatest: true)
    case .least(let values): extreme(values, isGreatest: false)
    case .date(let inner): map(inner) { CalendarDay.of(timestamp: $0) }
    case .daysSince(let inner):
      map(inner) { [date = day.date] in $0 > date ? nullNumber : date - $0 }
    case .daysUntil(let inner):
      map(inner) { [date = day.date] in $0 < date ? nullNumber : $0 - date }
    case .daysUntilAnniversary(let inner):
      map(inner) { [returns = Anniversaries(on: day.date)] in returns.daysUntilNext(of: $0) }
    case .yearsSince(let inner):
      map(inner) { [returns = Anniversaries(on: day.date)] in returns.years(since: $0) }
    case .ageGroup(let inner): ageGroup(inner)
    case .label(let inner, let labels): label(inner, labels)
    case .aggregate(let aggregate): shared(aggregate).vector(rows)
    case .permission(let channel, let link): permissions(on: channel, link).vector(rows)
    case .isLatest(let order, let within): isLatest(order, within)
    case .concat(let values): concat(values)
    case .earliestAfter(let value, let limit, let within): earliestAfter(value, limit, within)
    }
  }

  /// The rows' own source.
  var base: Table {
    guard let source else { preconditionFailure("a source's column in a condition over a mart") }
    return day.table(source)
  }

  func ownColumn(_ name: String) -> ColumnValues {
    guard let column = own[name] else { preconditionFailure("no column \(name)") }
    return column
  }

  func linkRows(_ link: String) -> [Int32] {
    guard let source else { preconditionFailure("a link in a condition over a mart") }
    if let standIns {
      precondition(standIns.link == link, "another link than that of rows that stand for many")
      return standIns.targets
    }
    return day.link(link, of: source)
  }

  private func linked(_ link: String, _ column: String) -> ColumnValues {
    guard let source else { preconditionFailure("a link in a condition over a mart") }
    return day.target(of: link, from: source)[column].values.gather(linkRows(link)[rows])
  }

  static func vector(_ literal: Literal) -> Vector {
    switch literal {
    case .null(let type): type.isText ? .nullText : .number(nullNumber)
    case .bool(let value): .number(value ? 1 : 0)
    case .int(let value): .number(value)
    case .date(let value): .number(value)
    case .text(let value): .literal(TextColumn([value]))
    }
  }

  private func permissions(on channel: String, _ link: String?) -> SharedValues {
    guard let source, let permissions else { preconditionFailure("no record of consent") }
    return permissions.permissions(of: source, channel: channel, link: link, on: day)
  }

  /// The value of a formula of many rows for every row. These must be all rows of the source.
  func shared(_ formula: Formula) -> SharedValues {
    switch formula {
    case .aggregate(let aggregate): shared(aggregate)
    case .permission(let channel, let link): permissions(on: channel, link)
    default: SharedValues(evaluate(formula).column(rowCount))
    }
  }
}

extension Evaluator {
  /// A number out of each row. `body` is not called for null, which stays null.
  func map(_ formula: Formula, _ body: (Int64) -> Int64) -> Vector {
    switch evaluate(formula) {
    case .number(let number): return .number(number == nullNumber ? nullNumber : body(number))
    case .numbers(let numbers):
      return .numbers(numbers.map { $0 == nullNumber ? nullNumber : body($0) })
    case .text, .literal, .nullText: preconditionFailure("a text where the plan has a number")
    }
  }

  /// A number out of two. Null if either is null.
  func combine(_ left: Formula, _ right: Formula, _ body: (Int64, Int64) -> Int64) -> Vector {
    let a = evaluate(left).numberReader
    let b = evaluate(right).numberReader
    func value(_ row: Int) -> Int64 {
      let x = a[row]
      let y = b[row]
      return x == nullNumber || y == nullNumber ? nullNumber : body(x, y)
    }
    return a.isConstant && b.isConstant ? .number(value(0)) : numbers(value)
  }

  /// A column made row by row.
  func numbers(_ body: (Int) -> Int64) -> Vector {
    .numbers(
      [Int64](unsafeUninitializedCapacity: rowCount) { out, count in
        for row in 0..<rowCount { out[row] = body(row) }
        count = rowCount
      })
  }

  /// Three-valued `and` (a 0 decides) and `or` (a 1 decides).
  private func logic(_ left: Formula, _ right: Formula, decisive: Int64) -> Vector {
    let a = evaluate(left).numberReader
    let b = evaluate(right).numberReader
    return numbers { row in
      let x = a[row]
      let y = b[row]
      if x == decisive || y == decisive { return decisive }
      return x == nullNumber || y == nullNumber ? nullNumber : 1 - decisive
    }
  }

  private func compare(_ comparison: Formula.Comparison, _ left: Formula, _ right: Formula)
    -> Vector
  {
    if left.type.isText {
      let a = evaluate(left).textReader
      let b = evaluate(right).textReader
      return numbers { row in
        guard let x = a[row], let y = b[row] else { return nullNumber }
        return switch comparison {
        case .equal: Bytes.equal(x, y) ? 1 : 0
        case .unequal: Bytes.equal(x, y) ? 0 : 1
        case .less: Bytes.compare(x, y) < 0 ? 1 : 0
        case .lessOrEqual: Bytes.compare(x, y) <= 0 ? 1 : 0
        case .greater: Bytes.compare(x, y) > 0 ? 1 : 0
        case .greaterOrEqual: Bytes.compare(x, y) >= 0 ? 1 : 0
        }
      }
    }
    return switch comparison {
    case .equal: combine(left, right) { $0 == $1 ? 1 : 0 }
    case .unequal: combine(left, right) { $0 != $1 ? 1 : 0 }
    case .less: combine(left, right) { $0 < $1 ? 1 : 0 }
    case .lessOrEqual: combine(left, right) { $0 <= $1 ? 1 : 0 }
    case .greater: combine(left, right) { $0 > $1 ? 1 : 0 }
    case .greaterOrEqual: combine(left, right) { $0 >= $1 ? 1 : 0 }
    }
  }

  private func isNull(_ formula: Formula) -> Vector {
    if formula.type.isText {
      let reader = evaluate(formula).textReader
      return numbers { reader.ref($0).isNull ? 1 : 0 }
    }
    let reader = evaluate(formula).numberReader
    return numbers { reader[$0] == nullNumber ? 1 : 0 }
  }
}

extension Int64 {
  /// A day that no date can say is null.
  @inline(__always)
  fileprivate var asWritableDay: Int64 { CalendarDay.writable.contains(self) ? self : nullNumber }

  /// The sum of two numbers that are not null; the largest or the least number that a column holds
  /// where it would be beyond.
  @inline(__always)
  func adding(_ other: Int64) -> Int64 {
    let (sum, isBeyond) = addingReportingOverflow(other)
    if !isBeyond, sum != nullNumber { return sum }
    return other < 0 ? -Int64.max : Int64.max
  }

  /// The product of two numbers that are not null, by the same rule.
  @inline(__always)
  fileprivate func multiplied(_ other: Int64) -> Int64 {
    let (product, isBeyond) = multipliedReportingOverflow(by: other)
    if !isBeyond, product != nullNumber { return product }
    return (self < 0) == (other < 0) ? Int64.max : -Int64.max
  }
}
