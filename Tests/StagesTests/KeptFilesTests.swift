import Pipeline
import Store
import Table
import TestSupport
import Testing

@testable import Stages

@Suite("Exports that were cleansed before")
struct KeptFilesTests {
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
    Change(testDescription: "a file more", kept: 5) { shop, _ in
      try shop.exports.write("orders_2.csv", header + "N1,2026-11-21 9:00,P1,,,?,,\n")
    },
    Change(testDescription: "a file before the others", kept: 5) { shop, _ in
      try shop.exports.write("orders-0.csv", header + "N1,2026-11-21 9:00,P1,?,,,,\n")
    },
    Change(testDescription: "a file more of another source", kept: 2) { shop, _ in
      try shop.exports.write("people-3.csv", Shop.files["people-2.csv"] ?? "")
    },
    Change(testDescription: "other names, the same order", kept: 5) { shop, _ in
      try shop.exports.remove("people-1.csv")
      try shop.exports.write("people-0.csv", Shop.files["people-1.csv"] ?? "")
    },
    Change(testDescription: "other names, another order", kept: 2) { shop, _ in
      try shop.exports.remove("people-1.csv")
      try shop.exports.write("people-3.csv", Shop.files["people-1.csv"] ?? "")
    },
    Change(testDescription: "a file less", kept: 2) { shop, _ in
      try shop.exports.remove("people-10.csv")
    },
    Change(testDescription: "a file less of an append source", kept: 4) { shop, _ in
      try shop.exports.remove("orders_1.csv")
    },
    Change(testDescription: "a file with newer records of a kept one", kept: 5) { shop, _ in
      try shop.exports.write("orders_2.csv", header + "O7,,P1,,,?,,\nD3,,P1,,,2,,\n")
    },
    Change(testDescription: "an older file under another name", kept: 5) { shop, _ in
      try shop.exports.remove("orders.csv")
      try shop.exports.write("orders_9.csv", Shop.files["orders.csv"] ?? "")
    },
    Change(testDescription: "other bytes in a file of the same size", kept: 4) { shop, _ in
      try shop.exports.write("orders_1.csv", dirty.replacing("D3,some", with: "D4,some"))
    },
    Change(testDescription: "the next date", date: Shop.date + 1, kept: 5) { _, _ in },
    Change(testDescription: "the date before", date: Shop.date - 1, kept: 0) { _, _ in },
    Change(testDescription: "the source read otherwise", kept: 3) { shop, _ in
      try shop.edit(
        "sources/orders.yml", "header: ok, type: bool",
        "header: ok, type: bool, true_words: [perhaps]")
    },
    Change(testDescription: "a yes that is a no", kept: 3) { shop, _ in
      try shop.edit(
        "sources/orders.yml", "header: ok, type: bool", "header: ok, type: bool, inverted: true")
    },
    Change(testDescription: "a column with another name for its header", kept: 3) { shop, _ in
      try shop.edit(
        "sources/orders.yml", "header: ok, type: bool",
        "header: ok, header_synonyms: [fine], type: bool")
    },
    Change(testDescription: "another source read otherwise", kept: 2) { shop, _ in
      try shop.edit("sources/people.yml", "header: 名前, type: person", "header: 名前, type: text")
    },
    Change(testDescription: "an append source that is a snapshot now", kept: 3) { shop, _ in
      try shop.edit("sources/orders.yml", "mode: append\n", "")
    },
    Change(testDescription: "another source checked otherwise", kept: 5) { shop, _ in
      try shop.edit("sources/people.yml", "max_quarantined: 0.2", "max_quarantined: 0.3")
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

  /// What the next date's cleansing gives, and how many files it took over.
  private static func cleanseNextDate(
    _ shop: Shop, _ store: TemporaryFolder, threads: Int = 1
  ) throws -> (bytes: [UInt8], kept: Int) {
    _ = try shop.runner(store, on: Shop.date + 1, threads: threads, force: false).run(.ingest)
    let report = try shop.runner(store, on: Shop.date + 1, threads: threads, force: false)
      .run(.cleanse)
    let note = report.notes.first { $0.hasSuffix("not read again") }
    let kept = note.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
    return (try store.read("2026-11-22/cleanse.sqlite"), kept)
  }

  @Test("damage does not go on from date to date", arguments: UInt64(1)...8)
  func damage(seed: UInt64) throws {
    let shop = try Shop()
    try shop.exports.write("orders_1.csv", Self.dirty)
    let store = try TemporaryFolder()
    try shop.run([.ingest, .cleanse], store)
    let path = "2026-11-21/cleanse.sqlite"
    let whole = try store.read(path)
    let fresh = try TemporaryFolder()
    let expected = try Self.cleanseNextDate(shop, fresh)
    #expect(expected.kept == 0)
    #expect(try Self.cleanseNextDate(shop, store).kept == 5)
    var random = SeededGenerator(seed: seed)
    for turn in 1...12 {
      try store.remove("2026-11-22/cleanse.sqlite")
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      try store.write(path, bytes)
      let found = try Self.cleanseNextDate(shop, store)
      #expect(found.bytes == expected.bytes, "seed \(seed), turn \(turn)")
    }
  }

  @Test(
    "rows, issues and places that were altered are read from the exports",
    arguments: [
      ("o5@example.jp", "o6@example.jp", 3), ("not an address", "not_an address", 4),
      ("a\"b@example.jp", "a\"c@example.jp", 4), ("p5@example.jp", "p6@example.jp", 2),
      ("鍵なし", "鍵あり", 2),
    ])
  func altered(_ text: String, _ other: String, kept: Int) throws {
    let shop = try Shop()
    try shop.exports.write("orders_1.csv", Self.dirty)
    let store = try TemporaryFolder()
    try shop.run([.ingest, .cleanse], store)
    let path = "2026-11-21/cleanse.sqlite"
    var bytes = try store.read(path)
    let places = bytes.indices.filter { bytes[$0...].starts(with: text.utf8) }
    #expect(!places.isEmpty)
    for place in places {
      bytes.replaceSubrange(place..<place + other.utf8.count, with: other.utf8)
    }
    try store.write(path, bytes)
    let fresh = try TemporaryFolder()
    let found = try Self.cleanseNextDate(shop, store)
    #expect(found.kept == kept)
    #expect(try found.bytes == Self.cleanseNextDate(shop, fresh).bytes)
  }

  @Test(
    "a file that names its columns otherwise is left alone",
    arguments: ["crc32", "first_row", "kept_issues", "kept_leaves", "quarantine"])
  func renamed(_ name: String) throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    try shop.run([.ingest, .cleanse], store)
    let path = "2026-11-21/cleanse.sqlite"
    var bytes = try store.read(path)
    for place in bytes.indices where bytes[place...].starts(with: name.utf8) {
      bytes[place] = UInt8(ascii: "z")
    }
    try store.write(path, bytes)
    let fresh = try TemporaryFolder()
    let found = try Self.cleanseNextDate(shop, store)
    #expect(found.kept == 0)
    #expect(try found.bytes == Self.cleanseNextDate(shop, fresh).bytes)
  }

  @Test("runs that are told of as another file's are left alone", arguments: [1, 2])
  func runsOfAnother(threads: Int) throws {
    let shop = try Shop()
    try shop.exports.write("orders_1.csv", Self.dirty)
    try shop.exports.write("orders_2.csv", Self.header + "Q1,,P1,,,2,,\n")
    let store = try TemporaryFolder()
    try shop.run([.ingest, .cleanse], store)
    let fresh = try TemporaryFolder()
    let expected = try Self.cleanseNextDate(shop, fresh).bytes
    let path = "2026-11-21/cleanse.sqlite"
    let whole = try store.read(path)
    let names = ["orders_1.csv", "orders_2.csv"].map { Array($0.utf8) }
    // Wherever a file is named, in whichever table, one name is changed to the other.
    for place in whole.indices {
      guard let name = names.first(where: { whole[place...].starts(with: $0) }) else { continue }
      var bytes = whole
      bytes[place + 7] ^= 3
      #expect(names.contains { bytes[place...].starts(with: $0) && $0 != name })
      try store.write(path, bytes)
      try? store.remove("2026-11-22/cleanse.sqlite")
      #expect(try Self.cleanseNextDate(shop, store, threads: threads).bytes == expected)
    }
  }

  @Test("headers are those that the definitions of the day do not know")
  func headers() throws {
    let shop = try Shop()
    try shop.exports.write("orders_1.csv", Self.dirty)
    let store = try TemporaryFolder()
    try shop.run([.ingest, .cleanse], store)
    // Ingest alone is run by definitions that know the column, and then they are as they were.
    let definition = Shop.definitions["sources/orders.yml"] ?? ""
    try shop.pipeline.write(
      "sources/orders.yml",
      definition.replacing(
        "{name: note, header: note, type: text, optional: true}",
        with: "{name: note, header: 謎, type: text, optional: true}"))
    try shop.run([.ingest], store)
    try shop.pipeline.write("sources/orders.yml", definition)
    let fresh = try TemporaryFolder()
    let found = try Self.cleanseNextDate(shop, store)
    #expect(try found.bytes == Self.cleanseNextDate(shop, fresh).bytes)
    #expect(
      try store.read("2026-11-22/ingest.sqlite") == fresh.read("2026-11-22/ingest.sqlite"))
  }

  @Test("what another build of the program has cleansed is read again")
  func otherProgram() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    try shop.run([.ingest, .cleanse], store)
    let ledger = try Ledger(path: "\(store.path)/ledger.sqlite")
    for var run in try ledger.runs(on: Shop.date) where run.stage == "cleanse" {
      run.software += " another build"
      try ledger.record(run)
    }
    #expect(try Self.cleanseNextDate(shop, store).kept == 0)
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

  @Test(
    "a large file is taken over in groups of leaves, none of it if one of them is damaged",
    arguments: [
      [:], ["orders-0.csv": "F1,,P1,,,2,,\n"], ["orders_3.csv": "F1,,P1,,,2,,\n"],
      ["orders_3.csv": "L11000,,P1,,,2,,\nL17000,,P1,,,2,,\n"],
      ["orders-0.csv": "F1,,P1,,,2,,\n", "orders_1.csv": "O7,,P1,,,2,,\n", "orders_3.csv": ""],
    ], [1, 2])
  func severalGroups(_ more: [String: String], threads: Int) throws {
    let shop = try Shop()
    let count = 22_000
    let long = String(repeating: "long", count: 16)
    let line = { (row: Int) in
      row % 3000 == 5 ? "L\(row),zzz,P1,,,x,,\n" : "L\(row),,P1,\(long)@example.jp,,2,,\n"
    }
    try shop.exports.write(
      "orders_2.csv", Self.header + (0..<count).map(line).joined() + "too,few\n")
    let store = try TemporaryFolder()
    try shop.run([.ingest, .cleanse], store)
    let groups = try StageFile.read(
      "\(store.path)/2026-11-21/cleanse.sqlite", table: "kept_leaves")
    #expect(groups.cells("source").count { $0 == "orders" } >= 3)
    for (name, lines) in more { try shop.exports.write(name, Self.header + lines) }
    let fresh = try TemporaryFolder()
    let expected = try Self.cleanseNextDate(shop, fresh)
    let found = try Self.cleanseNextDate(shop, store, threads: threads)
    #expect(found.kept == 5)
    #expect(found.bytes == expected.bytes)

    let path = "2026-11-21/cleanse.sqlite"
    var bytes = try store.read(path)
    // A key of the second group.
    let key = Array("L12345".utf8)
    for place in bytes.indices where bytes[place] == key[0] && bytes[place...].starts(with: key) {
      bytes[place] = UInt8(ascii: "M")
    }
    try store.write(path, bytes)
    try store.remove("2026-11-22/cleanse.sqlite")
    let again = try Self.cleanseNextDate(shop, store, threads: threads)
    #expect(again.kept == 3)
    #expect(again.bytes == expected.bytes)
  }

  @Test("many small files share leaves", arguments: [1, 2])
  func smallFiles(threads: Int) throws {
    let shop = try Shop()
    for number in 1...40 {
      let lines = (0..<number % 7).map { "F\(number)-\($0),,P1,,,\($0 == 3 ? "x" : "2"),,\n" }
      try shop.exports.write("orders_\(number).csv", Self.header + lines.joined())
    }
    let store = try TemporaryFolder()
    try shop.run([.ingest, .cleanse], store)
    try shop.exports.write("orders_15a.csv", Self.header + "new,,P1,,,2,,\n")
    let fresh = try TemporaryFolder()
    let expected = try Self.cleanseNextDate(shop, fresh)
    let found = try Self.cleanseNextDate(shop, store, threads: threads)
    #expect(found.kept == 44)
    #expect(found.bytes == expected.bytes)
  }

  @Test("the cleansed file says which files stand in it whole")
  func tables() throws {
    let shop = try Shop()
    try shop.exports.write("orders_1.csv", Self.dirty)
    let store = try TemporaryFolder()
    try shop.run(store)
    let path = "\(store.path)/2026-11-21/cleanse.sqlite"
    let kept = try StageFile.read(path, table: "kept_files")
    #expect(kept.cells("source") == ["orders", "orders", "people", "people", "people"])
    #expect(
      kept.cells("file") == [
        "orders.csv", "orders_1.csv", "people-1.csv", "people-10.csv", "people-2.csv",
      ])
    #expect(kept.cells("alone") == ["1", "1", "0", "0", "0"])
    #expect(kept.cells("first_row") == ["0", "200", "0", "29", "29"])
    let groups = try StageFile.read(path, table: "kept_leaves")
    #expect(groups.cells("source") == ["orders", "people"])
    #expect(groups.cells("leaves") == ["0", "0"])
    let rows = try StageFile.read(path, table: "kept_issues")
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
