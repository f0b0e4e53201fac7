import Stages
import Store
import Table
import TestSupport
import Testing

/// A mart's key that is put together from two columns may be the same for two people.
@Suite("A key that two rows of a mart hold")
struct RepeatedKeyTests {
  /// Order 2-3 of P1 and order 3 of P1-2 are both P1-2-3.
  let shop: Shop
  let store: TemporaryFolder

  init() throws {
    shop = try Shop()
    store = try TemporaryFolder()
    try shop.edit(
      "marts/orders.yml", "key: order_id\ncolumns:\n  - {name: order_id, type: text, roles: [key]}",
      """
      key: order_key
      columns:
        - {name: order_key, type: text, roles: [key], value: "concat(person_id, '-', order_id)"}
      """)
    for name in ["people-2.csv", "people-10.csv"] { try shop.exports.remove(name) }
    try shop.exports.write(
      "people-1.csv",
      ["P1", "P1-2", "P9"].reduce(into: "会員ID,名前,メール,許可,都道府県,住所,登録日時,更新日時\n") {
        $0 += "\($1),山田,\($1.lowercased())@example.jp,許可,,,2026-01-01,2026-01-01\n"
      })
  }

  /// Orders of people, each some days before the first business date.
  private func order(_ orders: [(id: String, person: String, daysAgo: Int64)]) throws {
    try shop.exports.write(
      "orders.csv",
      orders.reduce(into: "order,at,person,mail,ok,amount,note\n") { text, order in
        text +=
          "\(order.id),\(CalendarDay.text(Shop.date - order.daysAgo)),\(order.person),,,100,\n"
      })
  }

  private func sent(on date: Int64 = Shop.date) throws -> [String] {
    let sends = try Ledger(path: store.path + "/ledger.sqlite").day(date)?.sends ?? []
    return sends.map { "\($0.step) \($0.address)" }.sorted()
  }

  static let note = "1 'order_key' of orders held by several rows: nobody enters or goes on by them"

  @Test("lets neither in", arguments: [1, 5] as [Int64])
  func neither(daysAgo: Int64) throws {
    // Only the second may enter if the first was ordered longer ago.
    try order([("2-3", "P1", daysAgo), ("3", "P1-2", 1), ("4", "P9", 1)])
    let reports = try shop.run(store)
    #expect(try sent() == ["A p9@example.jp"])
    #expect(reports[4].notes == [Self.note])
    let scenario = try shop.runner(store).explain(person: "P1-2", scenario: nil).scenarios[0]
    let row = try #require(scenario.rows.first)
    #expect(row.sharesKey && !row.isEntrant && row.failure == nil)
    let other = try shop.runner(store).explain(person: "P9", scenario: nil).scenarios[0]
    #expect(other.rows.map(\.sharesKey) == [false])
    #expect(other.rows.map(\.isEntrant) == [true])
  }

  @Test("is one subject in a segment")
  func segment() throws {
    try order([("2-3", "P1", 1), ("3", "P1-2", 1), ("4", "P9", 1)])
    try shop.run(store)
    let file = try StageFile.open("\(store.path)/2026-11-21/segment.sqlite")
    let keys = try file.read("segment_thanks")["subject_key"].text
    #expect((0..<keys.count).map { keys.string($0) } == ["P1-2-3", "P9-4"])
  }

  @Test("ends a journey that began when one row held it")
  func journey() throws {
    try order([("3", "P1-2", 1), ("4", "P9", 1)])
    let first = try shop.run(store)
    #expect(first[4].notes == [])
    #expect(try sent() == ["A p1-2@example.jp", "A p9@example.jp"])
    try order([("2-3", "P1", 5), ("3", "P1-2", 1), ("4", "P9", 1)])
    let second = try shop.run(store, on: Shop.date + 1)
    #expect(try sent(on: Shop.date + 1) == ["B p9@example.jp"])
    #expect(
      second[4].notes == [
        "1 journey ended since its row is in the mart no more", Self.note,
      ])
    let history = try Ledger(path: store.path + "/ledger.sqlite")
      .history(ofPerson: "P1-2", through: Shop.date + 1)
    #expect(history.journeys.map(\.outcome) == ["gone"])
  }
}
