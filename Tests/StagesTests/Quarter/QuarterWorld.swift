import Pipeline
import Store
import Table
import TestSupport

/// A small insurer's customers living through a quarter: the rows that its systems would export,
/// growing and changing day by day, and beside them what happened in plain words.
final class QuarterWorld {
  let rows: [String: SourceRows]
  var facts = QuarterFacts()
  var random: SeededGenerator
  /// What is still to happen, by day.
  var agenda: [Int64: [(QuarterWorld) -> Void]] = [:]
  var people: [String] = []
  /// Customers with a contract in force, and their contracts' rows.
  var contracts: [String: [Int]] = [:]
  var firstContract: [String: Int64] = [:]
  var renewals: [Int: Int64] = [:]
  /// Whom the latest sends went to: life happens to people in the middle of a journey too.
  var recent: [LedgerSend] = []
  private var serial = 0

  init(_ plan: Plan, seed: UInt64) {
    rows = Insurance.rows(plan)
    random = SeededGenerator(seed: seed)
  }

  func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  /// A second of a day's working hours.
  func time(_ day: Int64) -> Int64 { day * 86400 + Int64(number(28_800...75_600)) }

  /// True, false or not known, in the given per cents.
  func permission(_ yes: Int, _ no: Int) -> Bool? {
    let drawn = number(0...99)
    return drawn < yes ? true : drawn < yes + no ? false : nil
  }

  func id(_ prefix: String) -> String {
    serial += 1
    let digits = String(serial)
    let length = prefix == "U" ? 32 : 7
    return prefix + String(repeating: "0", count: max(0, length - digits.count)) + digits
  }

  func later(_ day: Int64, _ change: @escaping (QuarterWorld) -> Void) {
    agenda[day, default: []].append(change)
  }

  /// A customer, as a rule one that something was sent to lately.
  func somebody() -> String {
    if chance(60), let customer = recent.randomElement(using: &random)?.customerID {
      return customer
    }
    return random.pick(people)
  }

  /// A day passes.
  func live(_ day: Int64) {
    for change in agenda.removeValue(forKey: day) ?? [] { change(self) }
    for _ in 0..<number(7...10) { request(day) }
    for _ in 0..<number(7...10) { quote(day) }
    for _ in 0..<number(7...10) { reserve(day) }
    for _ in 0..<number(20...30) { view(day) }
    for _ in 0..<number(7...10) { grant(day) }
    for _ in 0..<number(7...10) { join(day) }
    for _ in 0..<number(3...6) { conclude(day) }
    for _ in 0..<2 { cancelContract(day) }
    renew(day)
    for _ in 0..<6 { refuse(day) }
    for _ in 0..<4 { agree(day) }
    for _ in 0..<4 { correct(day) }
    for _ in 0..<2 { suppress(day) }
    if chance(60) { complain(day) }
  }
}

extension SourceRows.Cell {
  init(_ value: Bool?) { self = value.map { .number($0 ? 1 : 0) } ?? .null }
}
