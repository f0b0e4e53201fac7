import Table
import TestSupport
import Testing

@testable import Derive

@Suite("Groups of rows")
struct GroupIDsTests {
  /// What a row holds in a column; nil is null.
  private typealias Value = String?

  private static func column(
    _ count: Int, _ random: inout SeededGenerator
  ) -> (vector: Vector, values: [Value]) {
    let kinds = Int.random(in: 1...9, using: &random)
    let numbers = (0..<count).map { _ in
      Int.random(in: 0..<8, using: &random) == 0 ? nil : Int.random(in: 0..<kinds, using: &random)
    }
    let values = numbers.map { $0.map { "value \($0)" } }
    switch Int.random(in: 0..<5, using: &random) {
    case 0, 1: return (.text(TextColumn(values)), values)
    case 2: return (.literal(TextColumn(["all"])), values.map { _ in "all" })
    default: return (.numbers(numbers.map { $0.map(Int64.init) ?? nullNumber }), values)
    }
  }

  @Test(
    "rows that agree in all columns are one group, a row with a null is in none",
    arguments: 0..<40 as Range<UInt64>)
  func refined(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 0...150, using: &random)
    var groups = GroupIDs(rowCount: count)
    var keys = [[String]?](repeating: [], count: count)
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let (vector, values) = Self.column(count, &random)
      groups.refine(by: vector)
      keys = zip(keys, values).map { key, value in
        key.flatMap { key in value.map { key + [$0] } }
      }
    }
    var idOfKey: [[String]: Int] = [:]
    var keyOfID: [Int: [String]] = [:]
    for row in 0..<count {
      let id = groups[row]
      #expect((id == nil) == (keys[row] == nil), "seed \(seed), row \(row)")
      guard let id, let key = keys[row] else { continue }
      #expect(id < groups.count)
      #expect(idOfKey[key, default: id] == id, "seed \(seed), row \(row)")
      #expect(keyOfID[id, default: key] == key, "seed \(seed), row \(row)")
      idOfKey[key] = id
      keyOfID[id] = key
    }
    var members = groups.members { $0 % 3 != 1 }
    for group in 0..<groups.count {
      let rows = (0..<count).filter { $0 % 3 != 1 && groups[$0] == group }.map { Int32($0) }
      #expect(Array(members[group]) == rows, "seed \(seed), group \(group)")
    }
    members.sort { $0 > $1 }
    for group in 0..<groups.count {
      #expect(members[group].elementsEqual(members[group].sorted(by: >)), "seed \(seed)")
    }
  }
}
