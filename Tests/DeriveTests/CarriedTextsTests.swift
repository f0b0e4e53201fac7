import Pipeline
import Table
import TestSupport
import Testing

@testable import Derive
@testable import Pipeline

@Suite("Carried values")
struct CarriedTextsTests {
  @Test(
    "are the latest of their group, on any number of threads", arguments: 0..<12 as Range<UInt64>)
  func latest(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 0...200, using: &random)
    func texts(_ prefix: String, of many: Int) -> [String?] {
      (0..<count).map { _ in
        Bool.random(using: &random) ? "\(prefix)\(Int.random(in: 0..<many, using: &random))" : nil
      }
    }
    let people = texts("p", of: 9)
    let visitors = texts("v", of: 12)
    // Many at the same time: then the greater key lends its value.
    let times = (0..<count).map { _ in Int64.random(in: 0..<5, using: &random) }
    let keys = (0..<count).shuffled(using: &random).map { "\(1000 + $0)" }
    let table = Table(
      "views",
      [
        Column("id", texts: keys), Column("person", texts: people),
        Column("visitor", texts: visitors), Column("at", .int, .numbers(times)),
      ])
    let expected = (0..<count).map { row -> String? in
      guard people[row] == nil, let visitor = visitors[row] else { return nil }
      let lenders = (0..<count).filter { visitors[$0] == visitor && people[$0] != nil }
      return lenders.max { (times[$0], keys[$0]) < (times[$1], keys[$1]) }.flatMap { people[$0] }
    }
    for threads in 1...3 {
      let carried = CarriedTexts(
        "person", MatchStep.Carried(within: "visitor", latestBy: ["at"]), of: table, key: ["id"],
        threads: threads)
      let half = count / 2
      let refs = carried.refs(0..<half) + carried.refs(half..<count)
      let found = refs.map { $0.isNull ? nil : carried.arena[$0].text }
      #expect(found == expected, "seed \(seed), \(threads) threads")
    }
  }
}
