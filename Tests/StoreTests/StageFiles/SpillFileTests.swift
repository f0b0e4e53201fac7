import Glibc
import Table
import TestSupport
import Testing

@testable import Store

@Suite("Records that wait on the disk")
struct SpillFileTests {
  private static func bytes(_ records: RowRecords) throws -> [[UInt8]] {
    var all: [[UInt8]] = []
    try records.forEachRecord { (record) throws(StoreError) in all.append(Array(record)) }
    return all
  }

  @Test("come back as they were, in any order", arguments: 1...10 as ClosedRange<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let file = try SpillFile(beside: folder.path + "/stage.sqlite")
    // It has no name.
    #expect(try FileSystem.entries(of: folder.path) == [])
    var expected: [[[UInt8]]] = []
    var runs: [SpillFile.Run] = []
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      // Long texts make runs of several blocks, and records of more than one run's room.
      let length = random.pick([1, 100, 5000, 400_000])
      let texts = (0..<Int.random(in: 1...40, using: &random)).map { row in
        String(repeating: "あ", count: Int.random(in: 0...length, using: &random)) + "\(row)"
      }
      let table = Table(
        "rows", [Column("text", .text, .text(TextColumn(texts)))], rowCount: texts.count)
      for records in try RowRecords.runs(of: table, TableDescription(of: table)) {
        expected.append(try Self.bytes(records))
        runs.append(try file.add(records))
      }
    }
    for place in runs.indices.shuffled(using: &random) {
      #expect(try Self.bytes(file.records(runs[place])) == expected[place], "seed \(seed)")
    }
  }

  @Test("a full disk is told")
  func fullDisk() throws {
    let table = Table("rows", [Column("n", .int, .numbers([1, 2, 3]))], rowCount: 3)
    let records = try RowRecords.runs(of: table, TableDescription(of: table))
    let file = SpillFile(path: "/store/stage.sqlite", descriptor: open("/dev/full", O_RDWR))
    let error = #expect(throws: StoreError.self) { _ = try file.add(records[0]) }
    #expect(error?.code == .noSpace)
  }
}
