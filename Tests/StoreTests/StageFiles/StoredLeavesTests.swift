import Table
import TestSupport
import Testing

@testable import Store

@Suite("Rows taken over from another file")
struct StoredLeavesTests {
  private struct Case: CustomTestStringConvertible {
    let testDescription: String
    var seed: UInt64 = 2
    var pageSize = 512
    var lockByte = PageFile.lockByte
    /// How many rows the table begins with that are not taken over.
    var before = 0
    /// Rows of the other table, range after range.
    let taken: [Range<Int>]
    /// How many rows it ends with.
    var after = 0
  }

  private static let rowCount = 1500

  private static let cases =
    (2...5).map { Case(testDescription: "all, seed \($0)", seed: $0, taken: [0..<rowCount]) } + [
      Case(testDescription: "all, in large pages", pageSize: 16384, taken: [0..<rowCount]),
      Case(testDescription: "none", taken: [0..<0], after: 30),
      Case(testDescription: "one", taken: [700..<701]),
      Case(testDescription: "the first, and others", taken: [0..<900], after: 200),
      Case(testDescription: "behind others", before: 1, taken: [0..<rowCount]),
      Case(testDescription: "behind as many others", before: 400, taken: [400..<rowCount]),
      Case(testDescription: "in several ranges", taken: [0..<333, 333..<334, 334..<rowCount]),
      Case(
        testDescription: "with others between them", taken: [0..<600, 650..<700, 700..<rowCount]),
      Case(testDescription: "in another order", taken: [700..<rowCount, 0..<700]),
      Case(
        testDescription: "around the page that is locked", lockByte: 512 * 300, before: 3,
        taken: [3..<rowCount]),
    ]

  private static func rows(_ table: Table, _ rows: Range<Int>) throws -> [RowRecords] {
    try RowRecords.runs(
      of: Table(
        table.name, table.columns.map { Column($0.name, $0.type, $0.values.slice(rows)) },
        rowCount: rows.count), TableDescription(of: table))
  }

  /// Writes a file whose last table is given its rows by `body`, and returns its checksums.
  private static func write(
    _ path: String, _ item: Case, _ table: Table, _ body: (TableDraft) throws -> Void
  ) throws -> [UInt32] {
    let writer = try BulkStageWriter(
      AsideFile(replacing: path), pageSize: item.pageSize, lockByte: item.lockByte)
    let draft = try writer.begin(TableDescription(of: table), isSummed: true)
    try body(draft)
    try writer.end(draft)
    try writer.publish()
    return draft.checksums
  }

  @Test("the file is as if they were added one by one", arguments: cases)
  private func takeOver(_ item: Case) throws {
    var random = SeededGenerator(seed: item.seed)
    // Some texts are longer than a page and overflow it.
    let table = RandomTable.make("t", rows: Self.rowCount, columns: 5, longest: 900, using: &random)
    let other = Table(
      "t",
      table.columns.map { Column($0.name, $0.type, $0.values.slice(600..<1200)) }, rowCount: 600)
    let folder = try TemporaryFolder()
    let source = folder.file("source")
    let written = try Self.write(source, item, table) { draft in
      for run in try Self.rows(table, 0..<table.rowCount) { try draft.add(run) }
    }
    let stored = try #require(try StoredTable("t", of: StageFile.open(source)))
    #expect(stored.groupCount == written.count)
    let leaves = try SQLite.query(
      source, "SELECT count(*) FROM dbstat WHERE name = 't' AND pagetype = 'leaf'")
    let leafCount = try #require(leaves.first.flatMap { Int($0) })
    #expect(stored.groupCount == (leafCount + 63) / 64)
    #expect(stored.groupCount > 0)

    let added = try Self.write(folder.file("added"), item, table) { draft in
      for run in try Self.rows(other, 0..<item.before) { try draft.add(run) }
      for range in item.taken {
        for run in try Self.rows(table, range) { try draft.add(run) }
      }
      for run in try Self.rows(other, 0..<item.after) { try draft.add(run) }
    }
    let taken = try Self.write(folder.file("taken"), item, table) { draft in
      for run in try Self.rows(other, 0..<item.before) { try draft.add(run) }
      for range in item.taken {
        for group in stored.groups(of: range) {
          let leaves = try stored.group(group)
          #expect(leaves.checksum == written[group])
          #expect(leaves.rows.overlaps(range))
          let part = leaves.rows.clamped(to: range)
          #expect(
            try leaves.table(of: part, columns: ["c1", "c3"]).contents
              == Table(
                "t",
                [1, 3].map { column in
                  let column = table.columns[column]
                  return Column(column.name, column.type, column.values.slice(part))
                }, rowCount: part.count
              ).contents)
          try draft.add(leaves, rows: range)
        }
      }
      for run in try Self.rows(other, 0..<item.after) { try draft.add(run) }
    }
    #expect(
      TemporaryFolder.read(folder.file("taken")) == TemporaryFolder.read(folder.file("added")))
    #expect(taken == added)
  }

  @Test("a checksum tells each bit of the rows")
  func damage() throws {
    var (refused, differing, untouched) = (0, 0, 0)
    for seed in UInt64(1)...20 {
      var random = SeededGenerator(seed: seed)
      let table = RandomTable.make("t", rows: 600, columns: 5, longest: 900, using: &random)
      let folder = try TemporaryFolder()
      let path = folder.file("t")
      let item = Case(testDescription: "", taken: [])
      let sums = try Self.write(path, item, table) { draft in
        for run in try Self.rows(table, 0..<table.rowCount) { try draft.add(run) }
      }
      let whole = TemporaryFolder.read(path)
      let text = try StageFile.open(path).read("t").contents
      for _ in 0..<40 {
        var bytes = whole
        let place = Int.random(in: 512..<bytes.count, using: &random)
        bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        TemporaryFolder.write(bytes, to: path)
        do {
          // Nil if not even the names of tables are as they were written.
          guard let stored = try StoredTable("t", of: StageFile.open(path)) else {
            refused += 1
            continue
          }
          let found = try (0..<stored.groupCount).map { try stored.group($0).checksum }
          guard found == sums else {
            differing += 1
            continue
          }
          untouched += 1
          // Nothing of the rows was touched.
          #expect(try StageFile.open(path).read("t").contents == text, "seed \(seed)")
        } catch let error as StoreError {
          refused += 1
          #expect([.damaged, .missing, .newer].contains(error.code), "\(error) (seed \(seed))")
        }
      }
    }
    #expect(refused > 0 && differing > 0 && untouched > 0)
  }
}
