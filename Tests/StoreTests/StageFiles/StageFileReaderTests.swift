import Table
import TestSupport
import Testing

@testable import Store

@Suite("Reading a stage file")
struct StageFileReaderTests {
  private func sample(seed: UInt64) -> [(Table, TableDescription)] {
    var random = SeededGenerator(seed: seed)
    return (0..<3).map { index in
      let table = RandomTable.make(
        "t\(index)", rows: index * 150, columns: 9, longest: 3000, using: &random)
      return (table, RandomTable.description(of: table, key: index == 1 ? ["c2", "c0"] : []))
    }
  }

  private func write(_ path: String, _ tables: [(Table, TableDescription)]) throws {
    let writer = try BulkStageWriter(AsideFile(replacing: path), pageSize: 1024)
    for (table, description) in tables { try writer.add(table, description) }
    try writer.publish()
  }

  @Test("gives the tables that were written, by either reader", arguments: 0..<8 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    let written = sample(seed: seed)
    try write(path, written)
    let readers: [any StageFileReader] = [
      try StageFile.open(path), try SQLStageReader(path: path),
    ]
    #expect(readers[0] is BulkStageReader)
    for reader in readers {
      #expect(reader.tables == written.map(\.1))
      for (table, description) in written {
        let read = try reader.read(table.name)
        #expect(read.contents == table.contents)
        #expect(read.rowCount == table.rowCount)
        #expect(read.columns.map(\.name) == description.columns.map(\.name))
        #expect(read.columns.map(\.type) == description.columns.map(\.type))
      }
    }
  }

  @Test("gives the rows of some keys, by either reader", arguments: 0..<8 as Range<UInt64>)
  func selected(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    let random9 = RandomTable.make("t", rows: 300, columns: 9, longest: 3000, using: &random)
    // Some without a key; the last ones repeat keys that were there before.
    let ids = (0..<300).map { $0 % 7 == 0 ? nil : "key \($0 % 280)" }
    let place = Int.random(in: 0...9, using: &random)
    var columns = random9.columns
    columns.insert(Column("id", texts: ids), at: place)
    let table = Table("t", columns, rowCount: 300)
    try write(path, [(table, TableDescription(of: table))])

    let wanted = (0..<400).filter { _ in random.chance(0.3) }.map { "key \($0)" }
    var keys = KeyIndex()
    for var key in wanted { _ = key.withUTF8 { keys.insert($0) } }
    let rows = (0..<300).filter { row in
      ids[row].map { id in wanted.contains(id) && ids.count { $0 == id } == 1 } ?? false
    }
    let repeated = Set(wanted).count { id in ids.count { $0 == id } > 1 }
    #expect(!rows.isEmpty && repeated > 0)
    let expected = table.gather(rows.map { Int32($0) }).contents
    let names: Set = ["id", "c1", "c5"]
    let inRuns = try BulkStageReader(#require(try DatabaseImage(OpenFile(path))))
    inRuns.rowsAtATime = 10
    #expect(try inRuns.runs(of: "t", columns: ["id"], rows: 10).count > 3)
    let readers: [any StageFileReader] = [
      try StageFile.open(path), inRuns, try SQLStageReader(path: path),
    ]
    for reader in readers {
      let all = try reader.read(
        "t", columns: Set(columns.map(\.name)), where: "id", isOneOf: keys, threads: 3)
      #expect(all.numbers == rows.map { Int32($0) })
      #expect(all.repeatedKeys == repeated)
      #expect(all.table.contents == expected)
      let some = try reader.read("t", columns: names, where: "id", isOneOf: keys, threads: 1)
      #expect(some.table.columns.map(\.name) == columns.map(\.name).filter(names.contains))
      #expect(some.table.rowCount == rows.count)
    }
    #expect(SelectedRows(of: table, where: "id", isOneOf: keys).table.contents == expected)
    for reader in readers {
      let none = try reader.read(
        "t", columns: names, where: "id", isOneOf: KeyIndex(), threads: 1)
      #expect(none.table.rowCount == 0)
      #expect(none.table.columns.count == names.count)
    }
  }

  @Test("runs that are all kept hold what the table holds", arguments: [1, 3])
  func keptRuns(_ threads: Int) throws {
    var random = SeededGenerator(seed: 11)
    let table = RandomTable.make("t", rows: 700, columns: 9, longest: 3000, using: &random)
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    try write(path, [(table, TableDescription(of: table))])
    let reader = try BulkStageReader(#require(try DatabaseImage(OpenFile(path))))
    let runs = try reader.runs(
      of: table.name, columns: Set(table.columns.map(\.name)), rows: 10, areKept: true)
    #expect(runs.count > 3)
    var parts = try Workers.map(runs.count, threads: threads) { try runs.table($0) }
    var whole = parts.removeFirst()
    for part in parts { whole.append(contentsOf: part) }
    #expect(whole.contents == table.contents)
  }

  @Test("a file altered with a tool is read through SQLite, with the alteration")
  func altered() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    let table = Table("t", [Column("a", texts: ["x", "y"]), Column("b", .int, numbers: [1, 2])])
    try write(path, [(table, TableDescription(of: table))])
    try SQLite.query(path, "DELETE FROM t WHERE a = 'x'")
    #expect(try StageFile.open(path) is SQLStageReader)
    #expect(try StageFile.read(path, table: "t").contents == [["y", "2"]])
    try SQLite.query(path, "UPDATE t SET b = 'no number'")
    let error = #expect(throws: StoreError.self) { try StageFile.read(path, table: "t") }
    #expect(error?.code == .damaged)
    #expect(error?.message.contains("'b'") == true)
    #expect(error?.message.contains("no number") == false)
  }

  @Test("a missing file and a missing table are one clear error each")
  func missing() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    #expect(throws: StoreError(.missing, "cannot open: No such file or directory", path: path)) {
      try StageFile.open(path)
    }
    try write(path, [])
    let error = #expect(throws: StoreError.self) { try StageFile.read(path, table: "nobody") }
    #expect(error?.code == .missing)
    #expect(error?.message == "there is no table 'nobody' in the file")
  }

  @Test("a file of another program is not a stage file")
  func foreign() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    for bytes in [[], Array("name,age\n".utf8), [UInt8](repeating: 0, count: 4096)] {
      TemporaryFolder.write(bytes, to: path)
      #expect(throws: StoreError(.damaged, "is not a stage file", path: path)) {
        try StageFile.open(path)
      }
    }
    TemporaryFolder.write([], to: path)
    try SQLite.query(path, "CREATE TABLE t (a)")
    #expect(throws: StoreError(.damaged, "is not a stage file", path: path)) {
      try StageFile.open(path)
    }
  }

  @Test("a file of a newer version is not read")
  func newer() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    try write(path, sample(seed: 1))
    try SQLite.query(path, "PRAGMA user_version = 3")
    let error = #expect(throws: StoreError.self) { try StageFile.open(path) }
    #expect(error?.code == .newer)
  }

  @Test("a file that was cut short is refused", arguments: [1, 1023, 1024, 4096])
  func cut(by bytes: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    try write(path, sample(seed: 2))
    TemporaryFolder.write(Array(TemporaryFolder.read(path).dropLast(bytes)), to: path)
    let error = #expect(throws: StoreError.self) { try StageFile.open(path) }
    #expect(error?.code == .damaged)
  }

  @Test("damaged bytes end in an error or a table, never in a crash", arguments: 0..<20)
  func damaged(seed: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    try write(path, sample(seed: 3))
    let whole = TemporaryFolder.read(path)
    var random = SeededGenerator(seed: UInt64(seed))
    var refused = 0
    for _ in 0..<50 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        // The heads of pages more often than their middles.
        let page = Int.random(in: 0..<(bytes.count / 1024), using: &random) * 1024
        let bound = random.chance(0.5) ? 24 : 1024
        let place = page + Int.random(in: 0..<bound, using: &random)
        bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
      TemporaryFolder.write(bytes, to: path)
      do {
        let reader = try StageFile.open(path)
        for table in reader.tables { _ = try reader.read(table.name) }
      } catch let error {
        #expect([.damaged, .missing, .newer].contains(error.code), "\(error) (seed \(seed))")
        refused += 1
      }
    }
    #expect(refused > 0, "seed \(seed)")
  }
}
