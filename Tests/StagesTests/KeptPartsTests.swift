import Pipeline
import Store
import Table
import Testing

@testable import Stages

@Suite("Exports that were cleansed before")
struct KeptPartsTests {
  /// What is done after the date was run, and how many files are then taken over.
  struct Change: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var date = Shop.date
    let kept: Int
    let change: @Sendable (Shop, TemporaryFolder) throws -> Void
  }

  private static let header = "order,at,person,mail,ok,amount,謎,amount\n"

  /// Values that cannot be read, a broken record, one without a key, and columns nobody knows.
  private static let dirty =
    header + "D1,2026-11-20 10:00,P1,not an address,perhaps,a lot,x,1\n"
    + "D2,2026-11-20 10:00,P2,a\"b@example.jp,yes,1,x,1\n" + ",2026-11-20,P3,,,,,\n"
    + "D3,some day,P4,c@example.jp,yes,￥5万,x,1\n"

  static let changes: [Change] = [
    Change(testDescription: "a file more", kept: 2) { shop, _ in
      try shop.exports.write("orders_2.csv", header + "N1,2026-11-21 9:00,P1,,,?,,\n")
    },
    Change(testDescription: "a file before the others", kept: 2) { shop, _ in
      try shop.exports.write("orders-0.csv", header + "N1,2026-11-21 9:00,P1,?,,,,\n")
    },
    Change(testDescription: "a file with newer records of a kept one", kept: 2) { shop, _ in
      try shop.exports.write("orders_2.csv", header + "O7,,P1,,,?,,\nD3,,P1,,,2,,\n")
    },
    Change(testDescription: "an older file under another name", kept: 2) { shop, _ in
      try shop.exports.remove("orders.csv")
      try shop.exports.write("orders_9.csv", Shop.files["orders.csv"] ?? "")
    },
    Change(testDescription: "other bytes in a file of the same size", kept: 1) { shop, _ in
      try shop.exports.write("orders_1.csv", dirty.replacing("D3,some", with: "D4,some"))
    },
    Change(testDescription: "the next date", date: Shop.date + 1, kept: 2) { _, _ in },
    Change(testDescription: "the date before", date: Shop.date - 1, kept: 0) { _, _ in },
    Change(testDescription: "the source read otherwise", kept: 0) { shop, _ in
      try shop.pipeline.write(
        "sources/orders.yml",
        (Shop.definitions["sources/orders.yml"] ?? "").replacing(
          "{name: order_ok, header: ok, type: bool}",
          with: "{name: order_ok, header: ok, type: bool, true_words: [perhaps]}"))
    },
    Change(testDescription: "another source read otherwise", kept: 2) { shop, _ in
      try shop.pipeline.write(
        "sources/people.yml",
        (Shop.definitions["sources/people.yml"] ?? "").replacing(
          "max_quarantined: 0.2", with: "max_quarantined: 0.3\nskip_lines: 0"))
    },
    Change(testDescription: "the cleansed file is gone", kept: 0) { _, store in
      try store.remove("2026-11-21/cleanse.sqlite")
    },
    Change(testDescription: "the cleansed file is cut short", kept: 0) { shop, store in
      try store.write(
        "2026-11-21/cleanse.sqlite", Array(try store.read("2026-11-21/cleanse.sqlite").dropLast(9)))
      try shop.exports.write("orders_2.csv", header)
    },
    Change(testDescription: "the file that told of headers is gone", kept: 0) { _, store in
      try store.remove("2026-11-21/ingest.sqlite")
    },
  ]

  @Test("the result is that of reading them again", arguments: changes, [1, 2])
  func sameBytes(_ change: Change, threads: Int) throws {
    let shop = try Shop()
    try shop.exports.write("orders_1.csv", Self.dirty)
    let store = try TemporaryFolder()
    try shop.run(store)
    try change.change(shop, store)
    let reports = try shop.run(store, on: change.date, threads: threads, replay: true, force: false)
    let notes = reports.first { $0.stage == .cleanse }?.notes ?? []
    let files = try shop.exports.files().count
    let note = "\(change.kept) of \(files) files were cleansed before and not read again"
    #expect(notes.filter { $0.hasSuffix("not read again") } == (change.kept > 0 ? [note] : []))

    let fresh = try TemporaryFolder()
    try shop.run(fresh, on: change.date)
    for stage in ["ingest", "cleanse"] {
      let file = "\(CalendarDay.text(change.date))/\(stage).sqlite"
      #expect(try store.read(file) == fresh.read(file), "\(stage)")
    }
  }

  @Test("a forced run reads everything")
  func forced() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    try shop.run(store)
    let notes = try shop.run(store).flatMap(\.notes)
    #expect(!notes.contains { $0.hasSuffix("not read again") })
  }

  @Test("a file of which a record was superseded is read again", arguments: [1, 2])
  func superseded(threads: Int) throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    try shop.exports.write("orders_2.csv", Self.header + "O7,,P1,,,2,,\n")
    try shop.run(store)
    // What superseded the record is gone: it counts again.
    try shop.exports.remove("orders_2.csv")
    try shop.run(store, threads: threads, replay: true, force: false)
    let fresh = try TemporaryFolder()
    try shop.run(fresh)
    let file = "2026-11-21/cleanse.sqlite"
    #expect(try store.read(file) == fresh.read(file))
  }

  @Test("the cleansed file says which files stand in it whole")
  func tables() throws {
    let shop = try Shop()
    try shop.exports.write("orders_1.csv", Self.dirty)
    let store = try TemporaryFolder()
    try shop.run(store)
    let path = "\(store.path)/2026-11-21/cleanse.sqlite"
    let parts = try StageFile.read(path, table: "parts")
    #expect(parts.cells("source") == ["orders", "orders"])
    #expect(parts.cells("file") == ["orders.csv", "orders_1.csv"])
    #expect(parts.cells("first_row") == ["0", "200"])
    let rows = try StageFile.read(path, table: "part_issues")
    let issues = try StageFile.read(path, table: "issues")
    let keys = try StageFile.read(path, table: "orders")["order_id"].text
    for row in 0..<rows.rowCount {
      let issue = Int(rows["issue"].numbers[row])
      #expect(issues["source"].text.string(issue) == rows["source"].text.string(row))
      #expect(issues["key"].text.string(issue) == keys.string(Int(rows["row"].numbers[row])))
    }
    #expect(rows.cells("file").contains("orders_1.csv"))
  }
}
