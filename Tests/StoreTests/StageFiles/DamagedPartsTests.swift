import Table
import TestSupport
import Testing

@testable import Store

@Suite("Tables in parts that are refused or damaged")
struct DamagedPartsTests {
  static let description = TableDescription(
    name: "t", columns: [ColumnDescription("a", .text), ColumnDescription("b", .text)],
    shared: ["b"])

  static let sound: TableParts = parts(places: [1, 0, 1])

  private static func parts(places: [Int32]) -> TableParts {
    TableParts(
      own: Table("t", [Column("a", texts: ["x", "y", "z"])]), places: places,
      shared: Table("t", [Column("b", texts: ["p", "q"])]))
  }

  private static func file(_ folder: TemporaryFolder) throws -> String {
    let writer = try BulkStageWriter(path: folder.file("t"))
    try writer.add(sound, description)
    try writer.publish()
    return folder.file("t")
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var parts: TableParts = DamagedPartsTests.sound
    var description: TableDescription = DamagedPartsTests.description
  }

  static let cases = [
    Refused(
      testDescription: "a row that leads beyond what is shared", parts: parts(places: [0, 2, 1])),
    Refused(testDescription: "a row that leads nowhere", parts: parts(places: [0, -1, 1])),
    Refused(
      testDescription: "no shared columns",
      description: TableDescription(name: "t", columns: description.columns)),
    Refused(
      testDescription: "a shared column that is not there",
      description: TableDescription(name: "t", columns: description.columns, shared: ["b", "c"])),
    Refused(
      testDescription: "an index",
      description: TableDescription(
        name: "t", columns: description.columns, key: ["a"], isKeyIndexed: true, shared: ["b"])),
    Refused(
      testDescription: "the parts the other way round",
      description: TableDescription(name: "t", columns: description.columns, shared: ["a"])),
    Refused(
      testDescription: "a reserved name",
      description: TableDescription(name: "_t", columns: description.columns, shared: ["b"])),
  ]

  @Test("are refused by both writers", arguments: cases)
  func refused(_ example: Refused) throws {
    let folder = try TemporaryFolder()
    for writer: any StageFileWriter in [
      try BulkStageWriter(path: folder.file("a")), try SQLStageWriter(path: folder.file("b")),
    ] {
      let error = #expect(throws: StoreError.self) {
        try writer.add(example.parts, example.description)
      }
      #expect(error?.code == .unwritable)
    }
  }

  @Test(
    "a whole table is not taken where parts are described, nor read in parts where there are none")
  func undivided() throws {
    let folder = try TemporaryFolder()
    let plain = Table("t", [Column("a", texts: ["x"]), Column("b", texts: ["y"])])
    let writer = try BulkStageWriter(path: folder.file("t"))
    let error = #expect(throws: StoreError.self) { try writer.add(plain, Self.description) }
    #expect(error?.code == .unwritable)
    let second = try BulkStageWriter(path: folder.file("t"))
    try second.add(plain, TableDescription(of: plain))
    try second.publish()
    for reader: any StageFileReader in [
      try StageFile.open(folder.file("t")), try SQLStageReader(path: folder.file("t")),
    ] {
      #expect(throws: StoreError(.missing, "no rows of table 't' share columns")) {
        try reader.parts(of: "t")
      }
    }
  }

  @Test("a file altered with a tool is read with the alteration")
  func altered() throws {
    let folder = try TemporaryFolder()
    let path = try Self.file(folder)
    try SQLite.query(path, "UPDATE _shared_t SET b = 'r' WHERE b = 'q'")
    #expect(try StageFile.open(path) is SQLStageReader)
    #expect(
      try StageFile.read(path, table: "t").contents == [["x", "r"], ["y", "p"], ["z", "r"]])
    // What one row alone had goes with it, and the others keep theirs.
    try SQLite.query(path, "DELETE FROM _rows_t WHERE a = 'y'; DELETE FROM _shared_t WHERE b = 'p'")
    #expect(try StageFile.read(path, table: "t").contents == [["x", "r"], ["z", "r"]])
    #expect(try StageFile.open(path).parts(of: "t").places == [0, 0])
  }

  @Test("a row whose shared row is gone is damage, and names no value")
  func dangling() throws {
    let folder = try TemporaryFolder()
    let path = try Self.file(folder)
    try SQLite.query(path, "DELETE FROM _shared_t WHERE b = 'q'")
    #expect(
      throws: StoreError(
        .damaged, "table 't' has a row that leads to no shared row", path: path)
    ) { try StageFile.read(path, table: "t") }
    // A person still sees the row, without what it shared.
    #expect(try SQLite.query(path, "SELECT * FROM t") == ["x|NULL", "y|p", "z|NULL"])
  }

  @Test("damaged bytes end in an error or a table, never in a crash", arguments: 0..<20)
  func damaged(seed: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t")
    var random = SeededGenerator(seed: UInt64(seed))
    let (parts, description) = RandomParts.make(
      "t", rows: 150, sharedRows: 40, columns: 3, sharedColumns: 4, longest: 900,
      key: Table("t", [Column("id", texts: (0..<150).map { "\($0)" })]), using: &random)
    let writer = try BulkStageWriter(AsideFile(replacing: path), pageSize: 1024)
    try writer.add(parts, description)
    try writer.publish()
    let whole = TemporaryFolder.read(path)
    var keys = KeyIndex()
    for number in 0..<50 {
      var key = "\(number * 3)"
      _ = key.withUTF8 { keys.insert($0) }
    }
    var refused = 0
    for _ in 0..<50 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        let page = Int.random(in: 0..<(bytes.count / 1024), using: &random) * 1024
        let bound = random.chance(0.5) ? 24 : 1024
        bytes[page + Int.random(in: 0..<bound, using: &random)] =
          UInt8.random(in: 0...255, using: &random)
      }
      TemporaryFolder.write(bytes, to: path)
      do {
        let reader = try StageFile.open(path)
        for table in reader.tables {
          _ = try reader.read(table.name)
          guard table.name == "t", table.columns.contains(where: { $0.name == "id" }) else {
            continue
          }
          let columns: Set = ["id", "sc0", "sc1"]
          _ = try reader.read("t", columns: columns, where: "id", isOneOf: keys, threads: 1)
          let runs = try reader.runs(of: "t", columns: columns, rows: 20)
          for run in 0..<runs.count { _ = try runs.table(run) }
        }
      } catch let error {
        #expect([.damaged, .missing, .newer].contains(error.code), "\(error) (seed \(seed))")
        refused += 1
      }
    }
    #expect(refused > 0, "seed \(seed)")
  }
}
