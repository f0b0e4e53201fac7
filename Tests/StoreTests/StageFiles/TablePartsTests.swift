import Table
import TestSupport
import Testing

@testable import Store

@Suite("A table whose rows share columns")
struct TablePartsTests {
  private typealias Parted = (parts: TableParts, description: TableDescription)

  private static func sample(seed: UInt64) -> [Parted] {
    var random = SeededGenerator(seed: seed)
    return (0..<3).map { index in
      RandomParts.make(
        "t\(index)", rows: index * Int.random(in: 1...200, using: &random),
        sharedRows: Int.random(in: 1...40, using: &random),
        columns: Int.random(in: 0...6, using: &random),
        sharedColumns: Int.random(in: 1...6, using: &random), longest: 1500, using: &random)
    }
  }

  private static func write(_ writer: any StageFileWriter, _ tables: [Parted]) throws {
    for table in tables { try writer.add(table.parts, table.description) }
    try writer.publish()
  }

  @Test("is the plain table to SQLite, whoever writes it", arguments: 0..<30 as Range<UInt64>)
  func view(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let pageSize = [512, 1024, 16384][Int(seed % 3)]
    let tables = Self.sample(seed: seed)
    let bulk = folder.file("bulk")
    try Self.write(BulkStageWriter(AsideFile(replacing: bulk), pageSize: pageSize), tables)
    try Self.write(SQLStageWriter(path: folder.file("sql")), tables)
    let plain = try SQLStageWriter(path: folder.file("plain"))
    for (parts, description) in tables {
      try plain.add(parts.plain(description), description.plain)
    }
    try plain.publish()

    #expect(try SQLite.integrity(bulk) == ["ok"], "seed \(seed)")
    #expect(try SQLite.differences(bulk, folder.file("sql")) == [], "seed \(seed)")
    for (_, description) in tables {
      let all = "SELECT * FROM \(description.name)"
      let rows = try SQLite.query(bulk, all)
      #expect(try rows == SQLite.query(folder.file("plain"), all), "seed \(seed)")
      let types = description.columns.map { "typeof(\($0.name))" }.joined(separator: ", ")
      let typed = "SELECT \(types) FROM \(description.name)"
      #expect(
        try SQLite.query(bulk, typed) == SQLite.query(folder.file("plain"), typed),
        "seed \(seed)")
      let names = "SELECT name, type FROM pragma_table_info('\(description.name)')"
      #expect(
        try SQLite.query(bulk, names) == SQLite.query(folder.file("plain"), names),
        "seed \(seed)")
    }
    for catalog in ["_tables", "_columns"] {
      let all = "SELECT * FROM \(catalog)"
      #expect(
        try SQLite.query(bulk, all) == SQLite.query(folder.file("plain"), all), "seed \(seed)")
    }
    #expect(
      try SQLite.query(bulk, "SELECT count(*) FROM _shared")
        == ["\(tables.reduce(0) { $0 + $1.description.shared.count })"])
  }

  @Test("is the plain table to either reader", arguments: 0..<12 as Range<UInt64>)
  func readers(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t")
    let tables = Self.sample(seed: seed)
    try Self.write(BulkStageWriter(AsideFile(replacing: path), pageSize: 512), tables)
    var random = SeededGenerator(seed: seed + 100)
    for reader: any StageFileReader in [
      try StageFile.open(path), try SQLStageReader(path: path),
    ] {
      #expect(reader.tables == tables.map(\.description), "seed \(seed)")
      for (parts, description) in tables {
        let plain = parts.plain(description)
        let whole = try reader.read(description.name)
        #expect(whole.contents == plain.contents, "seed \(seed)")
        #expect(whole.name == description.name && whole.rowCount == plain.rowCount)
        #expect(whole.columns.map(\.name) == description.columns.map(\.name))
        #expect(whole.columns.map(\.type) == description.columns.map(\.type))
        let read = try reader.parts(of: description.name)
        #expect(read.plain(description).contents == plain.contents, "seed \(seed)")
        #expect(read.places == parts.places && read.shared.rowCount == parts.shared.rowCount)

        let wanted = Set(plain.columns.map(\.name).filter { _ in random.chance(0.4) })
        let some = Table(
          plain.name, plain.columns.filter { wanted.contains($0.name) }, rowCount: plain.rowCount)
        let columns = try reader.read(description.name, columns: wanted)
        #expect(columns.contents == some.contents, "seed \(seed)")
        #expect(columns.columns.map(\.name) == some.columns.map(\.name))
        let runs = try reader.runs(of: description.name, columns: wanted, rows: 5)
        #expect(runs.rowCount == plain.rowCount)
        var contents: [[String?]] = []
        for run in 0..<runs.count { contents += try runs.table(run).contents }
        #expect(contents == some.contents, "seed \(seed)")
      }
    }
  }

  @Test(
    "gives the rows of some keys, which each row has or rows share",
    arguments: 0..<8 as Range<UInt64>)
  func selected(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let path = folder.file("t")
    let ids = Table("t", [Column("id", texts: (0..<300).map { $0 % 7 == 0 ? nil : "\($0 % 280)" })])
    let (made, described) = RandomParts.make(
      "t", rows: 300, sharedRows: 90, columns: 3, sharedColumns: 4, longest: 900, key: ids,
      using: &random)
    let shared = Table(
      "t", made.shared.columns + [Column("person", texts: (0..<90).map { "\($0 % 80)" })])
    let parts = TableParts(own: made.own, places: made.places, shared: shared)
    let description = TableDescription(
      name: "t", columns: described.columns + [ColumnDescription("person", .text)],
      shared: described.shared.union(["person"]))
    try Self.write(
      BulkStageWriter(AsideFile(replacing: path), pageSize: 512), [(parts, description)])
    let plain = parts.plain(description)
    var keys = KeyIndex()
    for number in 0..<400 where random.chance(0.1) {
      var key = "\(number)"
      _ = key.withUTF8 { keys.insert($0) }
    }
    let inRuns = try BulkStageReader(#require(try DatabaseImage(OpenFile(path))))
    inRuns.rowsAtATime = 10
    for reader: any StageFileReader in [
      try StageFile.open(path), inRuns, try SQLStageReader(path: path),
    ] {
      for key in ["id", "person"] {
        let expected = SelectedRows(of: plain, where: key, isOneOf: keys)
        #expect(expected.numbers.count + expected.repeatedKeys > 0)
        for wanted: Set in [["id", "person", "c1", "sc2"], ["c0"], ["sc0"], []] {
          let found = try reader.read(
            "t", columns: wanted, where: key, isOneOf: keys, threads: 2)
          #expect(found.numbers == expected.numbers, "seed \(seed)")
          #expect(found.repeatedKeys == expected.repeatedKeys, "seed \(seed)")
          #expect(found.table.contents == expected.with(wanted).table.contents, "seed \(seed)")
          #expect(
            found.table.columns.map(\.name)
              == description.columns.map(\.name).filter(wanted.contains))
        }
        let none = try reader.read(
          "t", columns: ["sc0", "c0"], where: key, isOneOf: KeyIndex(), threads: 1)
        #expect(none.table.rowCount == 0 && none.table.columns.count == 2)
      }
    }
  }

  @Test("names that need quoting, and those that SQLite knows a row's number by")
  func quoting() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t")
    let own = ["rowid", "select", "名\"簿", "_shared", "own"]
    let shared = ["_rowid_", "oid", "__shared", "a.b", "shared", "'"]
    let parts = TableParts(
      own: Table("a \"b\"", own.map { Column($0, texts: ["\($0) 1", "\($0) 2", "\($0) 3"]) }),
      places: [1, 0, 1],
      shared: Table("a \"b\"", shared.map { Column($0, texts: ["\($0) 1", nil]) }))
    let description = TableDescription(
      name: "a \"b\"",
      columns: zip(shared, own + [""]).flatMap { [$0.0, $0.1] }.filter { !$0.isEmpty }
        .map { ColumnDescription($0, .text) }, shared: Set(shared))
    #expect(description.reference == "___shared")
    try Self.write(BulkStageWriter(path: path), [(parts, description)])
    #expect(try SQLite.integrity(path) == ["ok"])
    let rows = parts.plain(description).contents.map { row in
      row.map { $0 ?? "NULL" }.joined(separator: "|")
    }
    #expect(try SQLite.query(path, "SELECT * FROM \"a \"\"b\"\"\"") == rows)
    let read = try StageFile.read(path, table: "a \"b\"")
    #expect(read.contents == parts.plain(description).contents)
    #expect(try SQLStageReader(path: path).read("a \"b\"").contents == read.contents)
  }

  @Test("records made in runs fill the file that the whole fills", arguments: [1, 2, 7, 1000])
  func records(of size: Int) throws {
    let folder = try TemporaryFolder()
    let (parts, description) = Self.sample(seed: 3)[2]
    try Self.write(
      BulkStageWriter(AsideFile(replacing: folder.file("whole")), pageSize: 512),
      [(parts, description)])
    let cut = try BulkStageWriter(AsideFile(replacing: folder.file("cut")), pageSize: 512)
    func runs(_ count: Int) -> [Range<Int>] {
      stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    }
    try cut.add(description) { take in
      for run in runs(parts.shared.rowCount) {
        for records in try RowRecords.runs(ofShared: parts.shared.slice(run), description) {
          try take(records)
        }
      }
    } rows: { take in
      for run in runs(parts.own.rowCount) {
        for records in try RowRecords.runs(
          of: parts.own.slice(run), at: parts.places[run], description)
        {
          try take(records)
        }
      }
    }
    try cut.publish()
    #expect(TemporaryFolder.read(folder.file("whole")) == TemporaryFolder.read(folder.file("cut")))
  }

  @Test("without some rows it holds nothing that only these shared", arguments: 0..<6)
  func without(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let (parts, description) = RandomParts.make(
      "t", rows: 60, sharedRows: 30, columns: 3, sharedColumns: 3, longest: 20, using: &random)
    let gone = Set((0..<60).filter { _ in random.chance(0.5) })
    let kept = (0..<60).filter { !gone.contains($0) }.map { Int32($0) }
    let left = parts.without(gone)
    let expected = parts.plain(description).gather(kept)
    #expect(left.plain(description).contents == expected.contents, "seed \(seed)")
    #expect(Set(left.places) == Set(0..<Int32(left.shared.rowCount)), "seed \(seed)")
    #expect(left.shared.rowCount < 30)
    #expect(parts.without(Set(0..<60)).shared.rowCount == 0)
  }

  @Test("makes the layout a newer one; a file without such a table stays as it was")
  func version() throws {
    let folder = try TemporaryFolder()
    for (name, tables) in [("plain", []), ("parted", Self.sample(seed: 1))] {
      for writer: any StageFileWriter in [
        try BulkStageWriter(path: folder.file(name)),
        try SQLStageWriter(path: folder.file("sql-" + name)),
      ] {
        let table = Table("u", [Column("a", texts: ["x"])])
        try writer.add(table, TableDescription(of: table))
        try Self.write(writer, tables)
      }
      for path in [folder.file(name), folder.file("sql-" + name)] {
        let version = try SQLite.query(path, "PRAGMA user_version")
        #expect(version == [name == "plain" ? "1" : "2"])
        let catalog = try SQLite.query(
          path, "SELECT count(*) FROM sqlite_schema WHERE name = '_shared'")
        #expect(catalog == [name == "plain" ? "0" : "1"])
      }
    }
  }
}
