import Table
import TestSupport

/// Writes expressions of every kind over `FormulaWorld`, the same for the same seed.
struct FormulaWriter {
  private var random: SeededGenerator
  /// Columns of the mart that may be named, by type.
  private var own: [ColumnType: [String]] = [:]

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// The columns of a mart, of which those of the second half may name those of the first. A third layer
  /// would make nothing new, and SQLite puts what is named in the place of its name.
  mutating func columns(_ count: Int) -> [(name: String, type: ColumnType, expression: String)] {
    var first: [ColumnType: [String]] = [:]
    return (1...count).map { number in
      let type = random.pick([.int, .int, .int, .date, .timestamp, .text, .bool] as [ColumnType])
      let name = "column_\(number)"
      let expression = expression(type, 3)
      if number <= count / 2 { first[type, default: []].append(name) }
      if number == count / 2 { own = first }
      return (name, type, expression)
    }
  }

  /// An expression of a type, so many levels deep at most.
  private mutating func expression(_ type: ColumnType, _ levels: Int) -> String {
    guard levels > 0, random.chance(0.9) else { return leaf(type) }
    let next = levels - 1
    if type != .bool, random.chance(0.35) { return anyOfOneType(type, next) }
    switch type {
    case .int: return number(next)
    case .date: return date(next)
    case .text: return text(next)
    case .bool: return condition(next)
    default: return leaf(type)
    }
  }

  private mutating func leaf(_ type: ColumnType) -> String {
    if let name = own[type].flatMap({ random.chance(0.3) ? random.pick($0) : nil }) { return name }
    let leaves: [String] =
      switch type {
      case .int:
        [
          "n", "m", "person.points", "3", "-2", "365", "9007199254740992", "count(visits)",
          "sum(visits.pages where pages > 1)", "max(visits.pages)",
        ]
      case .date: ["d", "e", "person.born_on", "today", "date(at)", "min(visits.seen_on)"]
      case .timestamp: ["at", "person.joined_at"]
      case .text: ["t", "u", "'ab'", "''", "'保険'", "last(visits.page by seen_on)"]
      default:
        [
          "b", "linked(person)", "exists(visits where pages > 2)", "true",
          "is_latest(d, n within person_id)",
        ]
      }
    return random.pick(leaves)
  }

  /// Functions that give what they are given.
  private mutating func anyOfOneType(_ type: ColumnType, _ levels: Int) -> String {
    var values = (0..<Int.random(in: 2...3, using: &random)).map { _ in expression(type, levels) }
    switch random.pick(["if", "coalesce", "greatest", "least", "greatest", "least"]) {
    case "if": return "if(\(condition(levels)), \(values[0]), \(values[1]))"
    case let name:
      if random.chance(0.2) { values.append("null") }
      return "\(name)(\(values.joined(separator: ", ")))"
    }
  }

  private mutating func number(_ levels: Int) -> String {
    switch random.next(below: 5) {
    case 0: return "(\(expression(.date, levels)) - \(expression(.date, levels)))"
    case 1:
      let functions = ["days_since", "days_until", "days_until_anniversary", "years_since"]
      let type = random.pick([.date, .timestamp] as [ColumnType])
      return "\(random.pick(functions))(\(expression(type, levels)))"
    default:
      let sign = random.pick(["+", "-", "*", "*"])
      let operation = "\(expression(.int, levels)) \(sign) \(expression(.int, levels))"
      return random.chance(0.5) ? operation.inBrackets : operation
    }
  }

  private mutating func date(_ levels: Int) -> String {
    let sign = random.pick(["+", "-"])
    return "(\(expression(.date, levels)) \(sign) \(expression(.int, levels).inBrackets))"
  }

  private mutating func text(_ levels: Int) -> String {
    random.chance(0.3)
      ? "age_group(\(expression(.date, levels)))"
      : "concat(\(expression(.text, levels)), \(expression(.text, levels)))"
  }

  private mutating func condition(_ levels: Int) -> String {
    guard levels > 0 else { return leaf(.bool) }
    let next = levels - 1
    switch random.next(below: 7) {
    case 0: return "not \(condition(next))".inBrackets
    case 1: return "\(condition(next)) \(random.pick(["and", "or"])) \(condition(next))".inBrackets
    case 2:
      let type = random.pick([.int, .date, .timestamp, .text] as [ColumnType])
      return "(\(expression(type, next)) is \(random.chance(0.5) ? "not " : "")null)"
    case 3: return "(\(expression(.int, next)) in (0, 1, 365))"
    case 4: return "(\(expression(.text, next)) contains 'a')"
    default:
      let type = random.pick([.int, .date, .timestamp, .text] as [ColumnType])
      let sign = random.pick(["=", "!=", "<", "<=", ">", ">="])
      return "(\(expression(type, next)) \(sign) \(expression(type, next)))"
    }
  }
}

extension String {
  fileprivate var inBrackets: String { "(\(self))" }
}
