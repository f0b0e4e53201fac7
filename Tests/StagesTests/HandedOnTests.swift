import Pipeline
import Store
import Table
import TestSupport
import Testing

@testable import Stages

/// What stages of one process hand on in memory is what they would read from each other's files.
@Suite("What stages hand on in memory")
struct HandedOnTests {
  let shop: Shop

  /// The shop with page views: many rows, that nothing but their own mart is made of.
  init() throws {
    shop = try Shop()
    try shop.pipeline.write("sources/views.yml", Self.source)
    try shop.pipeline.write("marts/views.yml", Self.mart)
    try shop.pipeline.write("scenarios/views.yml", Self.scenario)
    try shop.exports.write("views-1.csv", Self.views(0..<150))
    try shop.exports.write("views-2.csv", Self.views(150..<220))
  }

  static let source = """
    source: views
    files: views*.csv
    encoding: utf-8
    mode: append
    key: view_id
    event_time: seen_at
    columns:
      - {name: view_id, header: view, type: id}
      - {name: visitor_id, header: visitor, type: id}
      - {name: person_id, header: person, type: id}
      - {name: seen_at, header: at, type: timestamp}
      - {name: page, header: page, type: text}
    links:
      person:
        source: people
        match:
          - {column: person_id, equals: person_id}
          - {column: person_id, equals: person_id, carried_within: visitor_id, latest_by: [seen_at]}
    """

  static let mart = """
    mart: views
    rows: views
    key: view_id
    columns:
      - {name: view_id, type: text, roles: [key]}
      - {name: email, type: text, roles: [address], value: person.email}
      - {name: email_permission, type: bool, roles: [segment], value: permission(email)}
      - {name: name, type: text, roles: [content], value: person.name}
      - {name: prefecture, type: text, roles: [content], value: person.prefecture}
      - {name: bought, type: bool, roles: [segment], value: exists(orders)}
      - {name: page, type: text, roles: [content]}
      - {name: days_since_view, type: int, roles: [segment], value: days_since(seen_at)}
    helpers:
      - {name: customer_id, type: text, value: person.person_id}
      - {name: seen_at, type: timestamp}
    """

  static let scenario = """
    scenario: seen
    number: 2
    mart: views
    topic: campaign
    trigger: {every: day, at: "20:00"}
    reentry: never
    entry: [email_permission, days_since_view = days]
    guards:
      - {require: page != '/leave', else: left}
    messages:
      A: {label: ご案内, channel: email}
      B: {label: お知らせ, channel: email}
    flow:
      - send: A
      - wait: 1 day after A
      - send: B
    """

  private static func views(_ numbers: Range<Int>) -> String {
    numbers.reduce(into: "view,visitor,person,at,page\n") { text, number in
      // Three views of a visitor, of which some say who it is; some views lie in the future.
      text +=
        "W\(1000 + number * 37 % 220),v\(number / 3),"
        + "\(number % 3 == 1 ? "P\(number % 71)" : ""),"
        + "2026-11-\(17 + number % 7) \(number % 24):00,/\(number % 5 == 0 ? "leave" : "p\(number)")\n"
    }
  }

  /// Derive of a date whose earlier stages have been run, as the file that it publishes.
  private func derived(_ store: TemporaryFolder, _ change: (StageRunner) -> Void) throws -> [UInt8]
  {
    let runner = try shop.runner(store, threads: 2)
    change(runner)
    _ = try runner.run(.derive)
    return try #require(try store.published()["2026-11-21/derive.sqlite"])
  }

  @Test("a mart that is made while its source is read is the one that is made of the source whole")
  func passing() throws {
    let store = try TemporaryFolder()
    try shop.run([.ingest, .cleanse], store)
    // Whoever amends a source has it whole.
    let whole = try derived(store) { $0.amendment = { _, table in table } }
    for rows in [1, 7, 64, 4096] {
      #expect(try derived(store) { $0.rowsAtATime = rows } == whole, "\(rows) rows at a time")
    }
    let file = try StageFile.open("\(store.path)/2026-11-21/derive.sqlite")
    let mart = try file.read("views")
    #expect(mart.rowCount > 100 && mart.rowCount < 220)
    let links = try file.read("links")
    let matched = (0..<links.rowCount).filter { links["source"].text.string($0) == "views" }
      .map { links["matched"].numbers[$0] }
    #expect(matched.count == 2 && matched.allSatisfy { $0 > 10 })
  }

  @Test(
    "the rows that the manifest asks for are those that it would read", arguments: [1, 5, 4096])
  func awaited(_ rowsAtATime: Int) throws {
    let store = try TemporaryFolder()
    try shop.run(store)
    try shop.run([.ingest, .cleanse], store, on: Shop.date + 1)
    let runner = try shop.runner(store, on: Shop.date + 1, threads: 2)
    runner.rowsAtATime = rowsAtATime
    try runner.lockStore()
    _ = try runner.derive(handingOnTo: [.segment, .manifest])
    _ = try runner.segment()
    #expect(Set(runner.handedOn.awaitedRows.keys) == ["orders", "views"])
    let past = try #require(runner.handedOn.pastDays)
    #expect(Set(past.journeys.running.keys) == ["thanks", "seen"])
    let handedOn = try DayMarts(runner, past).readRows()
    #expect(runner.handedOn.awaitedRows.isEmpty)
    let read = try DayMarts(runner, past).readRows()
    for (name, count) in [("orders", 10), ("views", 5)] {
      let (left, right) = (try #require(handedOn[name]), try #require(read[name]))
      #expect(left.numbers == right.numbers)
      #expect(left.numbers.count > count)
      #expect(left.repeatedKeys == right.repeatedKeys)
      for column in right.table.columns {
        let other = try #require(left.table.column(column.name))
        switch column.values {
        case .numbers(let numbers): #expect(other.numbers == numbers, "\(column.name)")
        case .text(let texts):
          #expect(
            (0..<texts.count).map { texts.string($0) }
              == (0..<other.text.count).map { other.text.string($0) }, "\(column.name)")
        }
      }
    }
  }

  @Test("a mart without rows has nobody who goes on, enters or is told twice")
  func noRows() throws {
    let (whole, single) = (try TemporaryFolder(), try TemporaryFolder())
    try shop.run(whole)
    try shop.run(Stage.allCases, single)
    for name in ["views-1.csv", "views-2.csv", "orders.csv"] {
      let headers = try #require(name == "orders.csv" ? Shop.files[name] : Self.views(0..<1))
      try shop.exports.write(name, String(headers.prefix { $0 != "\n" }) + "\n")
    }
    try shop.run(whole, on: Shop.date + 1)
    try shop.run(Stage.allCases, single, on: Shop.date + 1)
    let published = try whole.published()
    #expect(try published == single.published())
    let exclusions = try StageFile.open("\(whole.path)/2026-11-22/manifest.sqlite")
      .read("conservation")
    #expect(exclusions["sends"].numbers.allSatisfy { $0 == 0 })
  }

  @Test("rows of a mart whose key is not that of its source are read again")
  func otherKey() throws {
    try shop.pipeline.write(
      "marts/views.yml",
      Self.mart.replacing("key: view_id", with: "key: view_key").replacing(
        "- {name: view_id, type: text, roles: [key]}",
        with: "- {name: view_key, type: text, roles: [key], value: \"concat(view_id, '-')\"}"))
    let (whole, single) = (try TemporaryFolder(), try TemporaryFolder())
    for date in [Shop.date, Shop.date + 1] {
      try shop.run(whole, on: date)
      try shop.run(Stage.allCases, single, on: date)
    }
    let published = try whole.published()
    #expect(try published == single.published())
    let runner = try shop.runner(whole, on: Shop.date + 2)
    let past = try runner.readingPastDays().value()
    #expect(past.journeys.running["seen"]?.isEmpty == false)
    #expect(runner.plan.marts.map { runner.awaitedRows(of: $0, past) != nil } == [true, false])
  }

  @Test("in one go and one by one the same bytes are published, with page views, too")
  func sameBytes() throws {
    let (whole, single) = (try TemporaryFolder(), try TemporaryFolder())
    var sends = 0
    for date in [Shop.date, Shop.date + 1, Shop.date + 2] {
      let reports = try shop.run(whole, on: date, threads: 2)
      sends += reports[4].counts.first { $0.name == "sends" }?.value ?? 0
      try shop.run(Stage.allCases, single, on: date)
    }
    #expect(sends > 30)
    let (left, right) = (try whole.published(), try single.published())
    #expect(Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted() == [])
  }
}
