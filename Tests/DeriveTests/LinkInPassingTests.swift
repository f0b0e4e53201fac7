import Pipeline
import Table
import TestSupport
import Testing

@testable import Derive
@testable import Pipeline

@Suite("Links followed in passing")
struct LinkInPassingTests {
  private static func step(
    _ column: String, _ target: String, unlessDiffer: [ColumnPair] = [],
    carried: MatchStep.Carried? = nil
  ) -> MatchStep {
    MatchStep(
      column: column, target: target, unlessDiffer: unlessDiffer, andEqual: [], carried: carried)
  }

  private static let carried = MatchStep.Carried(within: "visitor", latestBy: ["at", "place"])
  private static let family = ColumnPair(own: "family", other: "family")

  /// Rows of which many share a visitor, a time and a place, so that each column of the order comes
  /// to decide; ids of several lengths, some of them nobody's and some of two people.
  private static func views(_ count: Int, _ random: inout SeededGenerator) -> Table {
    func texts(_ values: [String]) -> [String?] {
      (0..<count).map { _ in
        Int.random(in: 0..<3, using: &random) == 0 ? nil : values.randomElement(using: &random)
      }
    }
    let people = texts(["p1", "p2", "p3", "p44", "p55", "p666", "nobody", "two"])
    let mails = texts(["m1", "m2", "m3", "m4"])
    let families = texts(["f1", "f2"])
    let visitors = texts((0..<12).map { "v\($0)" })
    let times = (0..<count).map { _ in
      Bool.random(using: &random) ? nullNumber : Int64.random(in: 0..<4, using: &random)
    }
    let places = texts(["a", "b", "cc"])
    let keys = (0..<count).shuffled(using: &random).map { "\($0)" }
    return Table(
      "views",
      [
        Column("id", texts: keys), Column("person", texts: people), Column("mail", texts: mails),
        Column("family", texts: families), Column("visitor", texts: visitors),
        Column("at", .int, .numbers(times)), Column("place", texts: places),
      ])
  }

  private static let people = Table(
    "people",
    [
      Column("id", texts: ["p1", "p2", "p3", "p44", "p55", "p666", "two", "two"]),
      Column("mail", texts: ["m1", "m2", "m2", "m3", "m3", nil, "m1", "m4"]),
      Column("family", texts: ["f1", "f1", "f2", "f2", nil, "f1", "f2", "f1"]),
    ])

  @Test(
    "lead where links lead that are followed for all rows at once",
    arguments: 0..<40 as Range<UInt64>)
  func same(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let views = Self.views(Int.random(in: 0...300, using: &random), &random)
    let links = [
      [Self.step("person", "id"), Self.step("person", "id", carried: Self.carried)],
      [
        Self.step("mail", "mail", unlessDiffer: [Self.family]), Self.step("person", "id"),
        Self.step("person", "id", carried: Self.carried),
      ],
      [Self.step("person", "id", carried: Self.carried)],
      [Self.step("person", "id"), Self.step("mail", "mail", unlessDiffer: [Self.family])],
    ]
    for steps in links {
      let whole = LinkRows(steps, from: views, to: Self.people, key: ["id"])
      for size in [1, 3, 50, 300] {
        var passing = try #require(
          LinkInPassing("person", steps, to: Self.people, key: ["id"]))
        for start in stride(from: 0, to: views.rowCount, by: size) {
          let run = views.slice(start..<min(start + size, views.rowCount))
          passing.add(passing.steps.look(at: run))
        }
        let linked = passing.linked()
        let what = "seed \(seed), \(steps.count) steps, \(size) rows at a time"
        #expect(linked.rows == whole.rows, "\(what)")
        #expect(linked.matchedByStep == whole.matchedByStep, "\(what)")
        #expect(linked.ambiguousByStep == whole.ambiguousByStep, "\(what)")
        #expect(linked.unmatched == whole.unmatched, "\(what)")
      }
    }
  }

  @Test("are not followed so if a carried value is compared with more, or not the last")
  func others() {
    let carried = Self.step("person", "id", carried: Self.carried)
    let ruled = Self.step(
      "person", "id", unlessDiffer: [Self.family], carried: Self.carried)
    for steps in [[ruled], [carried, Self.step("mail", "mail")], [carried, carried]] {
      #expect(LinkInPassing("person", steps, to: Self.people, key: ["id"]) == nil)
    }
  }
}
