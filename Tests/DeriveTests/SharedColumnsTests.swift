import Derive
import Pipeline
import Table
import Testing

@Suite("Columns that rows of a mart share")
struct SharedColumnsTests {
  private static let columns: [(name: String, type: ColumnType, expression: String)] = [
    ("name", .text, "person.name"), ("minutes", .int, "minutes"),
    ("gold", .bool, "label(person.rank) = 'ゴールド'"),
    ("orders", .int, "count(orders)"),
    ("large", .bool, "exists(orders where amount > 100)"),
    ("first_at", .timestamp, "min(orders.ordered_at)"),
    ("busy", .bool, "orders > 1 and minutes > 5"),
  ]

  /// Visits of people who are none, one of them, or not known.
  private static func mart(
    _ people: [String?], _ rule: SharingRule = SharingRule(), threads: Int = 1
  ) throws -> MartRows {
    let plan = try Shop.plan(rows: "visits", key: "visit_id", columns)
    let day = plan.day([
      "people": (1...3).map { ["person_id": "P\($0)", "name": "名\($0)", "rank": "gold"] },
      "orders": [
        ["order_id": "O1", "person_id": "P2", "amount": "50", "ordered_at": "2026-11-01 10:00"],
        ["order_id": "O2", "person_id": "P2", "amount": "500", "ordered_at": "2026-10-01 10:00"],
        ["order_id": "O3", "person_id": "P3", "amount": "7"],
      ],
      "visits": people.enumerated().map { number, person in
        var row: Row = ["visit_id": "V\(number)", "minutes": "\(number)"]
        row["person_id"] = person
        return row
      },
    ])
    let mart = try #require(plan.mart("result"))
    return MartRows(
      mart, from: day, permissions: FixedPermissions(), linked: plan.linkedColumns(of: mart),
      rule: rule, threads: threads)
  }

  @Test("are held once for each linked row that occurs, and once for none, in their order")
  func rows() throws {
    let mart = try Self.mart(["P3", nil, "P2", "P3", "P9", "P2", "P2", "P3"])
    let shared = try #require(mart.shared)
    #expect(shared.table.columns.map(\.name) == ["name", "gold", "orders", "large", "first_at"])
    #expect(shared.table["name"].cells == [nil, "名2", "名3"])
    // Nobody is not gold and has no orders; that is not null.
    #expect(shared.table["gold"].cells == ["false", "true", "true"])
    #expect(shared.table["orders"].cells == ["0", "2", "1"])
    #expect(shared.table["large"].cells == ["false", "true", "false"])
    #expect(shared.table["first_at"].cells.map { $0 == nil } == [true, false, true])
    #expect(shared.places == [2, 0, 1, 2, 0, 1, 1, 2])
    let own = mart.own(5..<8)
    #expect(own.columns.map(\.name) == ["visit_id", "minutes", "busy"])
    // A column of a row's own may see what it shares.
    #expect(own["busy"].cells == ["false", "true", "false"])
    let some = shared.join(own, 5..<8, only: ["orders", "visit_id"])
    #expect(some.columns.map(\.name) == ["visit_id", "minutes", "busy", "orders"])
    #expect(some["orders"].cells == ["2", "2", "1"])
  }

  @Test("are not held so if few rows share them, or they are few columns")
  func rule() throws {
    #expect(try Self.mart(["P1", "P2", "P3", "P1", "P2", "P3"]).shared != nil)
    let few = try Self.mart(["P1", "P2", "P3", "P1", "P2"])
    #expect(few.shared == nil)
    #expect(few.own(0..<5).columns.count == few.table(0..<5).columns.count)
    #expect(try Self.mart([]).shared == nil)
    var rule = SharingRule()
    rule.leastColumns = 6
    #expect(try Self.mart(["P1", "P1"], rule).shared == nil)
    rule.leastColumns = 5
    #expect(try Self.mart(["P1", "P1"], rule).shared != nil)
  }

  @Test("are the same on several threads")
  func threads() throws {
    let people = (0..<500).map { $0 % 5 == 0 ? nil : "P\($0 * $0 % 4)" }
    let one = try #require(try Self.mart(people).shared)
    let two = try #require(try Self.mart(people, threads: 3).shared)
    #expect(one.places == two.places)
    for (left, right) in zip(one.table.columns, two.table.columns) {
      #expect(left.cells == right.cells)
    }
  }
}
