import Derive
import Pipeline
import Table
import TestSupport
import Testing

@Suite("Row order and arenas")
struct RowOrderTests {
  private static let columns: [(name: String, type: ColumnType, expression: String)] = [
    ("name", .text, "if(linked(person), person.name, person_id)"),
    ("ordered_on", .date, "date(ordered_at)"),
    ("age", .int, "days_since(ordered_at)"),
    ("contact", .text, "coalesce(email, person.name, '—')"),
    ("gold", .bool, "label(person.rank) = 'ゴールド'"),
    ("decade", .text, "age_group(person.born_on)"),
    ("visits", .int, "count(visits)"),
    ("minutes", .int, "sum(visits.minutes where long or is_open)"),
    ("last_visit", .date, "max(visits.visited_on)"),
    ("last_note", .text, "max(visits.note)"),
    ("first_note", .text, "min(visits.note where minutes is not null)"),
    ("seen", .bool, "exists(visits where note contains '名')"),
    ("latest", .bool, "is_latest(ordered_at, order_id within ordered_on, contact)"),
    ("rich", .bool, "amount > 100 and (points > 105 or not gold)"),
    ("points", .int, "person.points + amount"),
  ]

  private static func plan() throws -> Plan {
    // A column can be read only once it is made.
    let order = columns.filter { $0.name != "rich" } + columns.filter { $0.name == "rich" }
    return try Shop.plan(rows: "orders", key: "order_id", order)
  }

  /// Rows whose values are few and often null, so that ties and gaps are many.
  private static func world(_ random: inout SeededGenerator) -> [String: [Row]] {
    func rows(_ most: Int, _ key: String, _ columns: [(String, [String])]) -> [Row] {
      (0..<Int.random(in: 0...most, using: &random)).map { number in
        var row = [key: "\(key)\(number)"]
        for (column, values) in columns where Int.random(in: 0..<4, using: &random) > 0 {
          row[column] = random.pick(values)
        }
        return row
      }
    }
    let people = (0..<8).map { "person_id\($0)" }
    let days = ["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"]
    return [
      "people": rows(
        8, "person_id",
        [
          ("name", ["一郎", "二郎", "名無し"]), ("rank", ["gold", "none"]),
          ("born_on", ["1950-01-01", "2000-02-29", "2026-11-22"]), ("points", ["1", "5"]),
          ("registered_at", days.map { $0 + " 10:00" }),
        ]),
      "orders": rows(
        25, "order_id",
        [
          ("person_id", people), ("email", ["a@example.jp", "b@example.jp"]),
          ("ordered_at", days.map { $0 + " 09:00" }), ("amount", ["0", "101"]),
        ]),
      "visits": rows(
        25, "visit_id",
        [
          ("person_id", people), ("visited_on", days), ("minutes", ["-1", "30", "90"]),
          ("note", ["名簿", "い", ""]), ("is_open", ["true", "false"]),
        ]),
    ]
  }

  @Test(
    "shuffling every table changes nothing but the order of the rows",
    arguments: 0..<25 as Range<UInt64>)
  func shuffled(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let plan = try Self.plan()
    let world = Self.world(&random)
    let expected = try plan.mart("result", plan.day(world)).cells
    var other = world
    for source in plan.definition.sources.map(\.name) {
      other[source]?.shuffle(using: &random)
    }
    let day = plan.day(other)
    let mart = try plan.mart("result", day)
    // The mart's rows stand in its source's order.
    #expect(mart["order_id"].cells == day.table("orders")["order_id"].cells)
    func sorted(_ rows: [[String?]]) -> [[String?]] {
      rows.sorted { ($0[0] ?? "") < ($1[0] ?? "") }
    }
    #expect(sorted(mart.cells) == sorted(expected))
  }

  @Test(
    "a table joined of parts gives the same mart as the whole", arguments: 0..<25 as Range<UInt64>)
  func joined(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let plan = try Self.plan()
    let world = Self.world(&random)
    var tables: [String: Table] = [:]
    for source in plan.definition.sources {
      var columns = Table(source, []).columns
      var rest = (world[source.name] ?? [])[...]
      while !rest.isEmpty {
        let part = Table(source, Array(rest.prefix(Int.random(in: 1...5, using: &random))))
        for index in columns.indices {
          columns[index].values.append(contentsOf: part.columns[index].values)
        }
        rest = rest.dropFirst(part.rowCount)
      }
      tables[source.name] = Table(source.name, columns)
    }
    let parts = DayTables(cleansed: tables, definition: plan.definition, date: today)
    let whole = try plan.mart("result", plan.day(world))
    #expect(try plan.mart("result", parts).cells == whole.cells)
  }
}
