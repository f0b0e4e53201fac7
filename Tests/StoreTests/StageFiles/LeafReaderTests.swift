import Glibc
import Table
import TestSupport
import Testing

@testable import Store

@Suite("Reading leaves ahead")
struct LeafReaderTests {
  /// A file of one table, with pages of a kibibyte and records that go on in other pages.
  private struct Sample {
    let folder: TemporaryFolder
    let table: Table
    var path: String { folder.file("t.sqlite") }

    init(seed: UInt64, rows: Int = 400) throws {
      folder = try TemporaryFolder()
      var random = SeededGenerator(seed: seed)
      table = RandomTable.make("t", rows: rows, columns: 6, longest: 4000, using: &random)
      try write(table)
    }

    func write(_ table: Table, pageSize: Int = 1024) throws {
      let writer = try BulkStageWriter(AsideFile(replacing: path), pageSize: pageSize)
      try writer.add(table, TableDescription(of: table))
      try writer.publish()
    }
  }

  /// The runs of the table of an open file, and how they are read.
  private struct Opened {
    let database: DatabaseImage
    let runs: [LeafRun]
    let leaves: LeafReader

    init(_ path: String, least: Int, pieceSize: Int, leastLarge: Int = 1) throws {
      let file = try OpenFile(path, leastLarge: leastLarge)
      database = try #require(try DatabaseImage(file))
      let reader = try BulkStageReader(database)
      let place = try reader.place(of: reader.description(of: "t"))
      runs = try database.leafRuns(root: place.root, rowCount: place.rowCount, least: least)
      leaves = LeafReader(database, runs, pieceSize: pieceSize)
    }

    func records(of run: Int) throws(StoreError) -> [[UInt8]] {
      var records: [[UInt8]] = []
      try leaves.forEachRecord(of: run) { (record) throws(StoreError) in
        records.append(Array(record))
      }
      return records
    }
  }

  @Test(
    "pieces of any size give the same records, whoever reads them",
    arguments: [1, 1024, 3000, 5000, 1 << 20])
  func pieces(size: Int) throws {
    for seed in 0..<4 as Range<UInt64> {
      let sample = try Sample(seed: seed)
      let whole = try Opened(sample.path, least: .max, pieceSize: 1 << 20).records(of: 0)
      #expect(whole.count == 400)
      for threads in 1...3 {
        let opened = try Opened(sample.path, least: 30, pieceSize: size)
        #expect(opened.runs.count > 3)
        let found = try Workers.map(opened.runs.count, threads: threads) { (run) in
          try opened.records(of: run)
        }
        #expect(found.flatMap { $0 } == whole, "seed \(seed), \(threads) threads")
        #expect(found.map(\.count) == opened.runs.map(\.rows.count))
        // Again and in another order: what was read ahead may be asked for at any time.
        for run in opened.runs.indices.reversed() {
          #expect(try opened.records(of: run) == found[run])
        }
      }
    }
  }

  @Test("a reader that is let go of in the middle leaves nothing behind")
  func unfinished() throws {
    let sample = try Sample(seed: 7)
    for _ in 0..<20 {
      let opened = try Opened(sample.path, least: 30, pieceSize: 2048)
      #expect(try opened.records(of: 0).count == opened.runs[0].rows.count)
    }
  }

  @Test("a file that is cut short while it is read ends in an error", arguments: [1, Int.max])
  func truncated(leastLarge: Int) throws {
    let sample = try Sample(seed: 3)
    let opened = try Opened(sample.path, least: 50, pieceSize: 2048, leastLarge: leastLarge)
    #expect(try opened.records(of: 0).count == opened.runs[0].rows.count)
    #expect(truncate(sample.path, 4096) == 0)
    let error = #expect(throws: StoreError.self) {
      for run in opened.runs.indices { _ = try opened.records(of: run) }
    }
    #expect(error?.code == .damaged)
    #expect(error?.message == "the file is not as long as it was written")
  }

  @Test("what is read is the file that was opened, although another takes its place")
  func replaced() throws {
    let sample = try Sample(seed: 4)
    let whole = try Opened(sample.path, least: .max, pieceSize: 1 << 20).records(of: 0)
    let opened = try Opened(sample.path, least: 50, pieceSize: 2048)
    try sample.write(Table("t", [Column("a", texts: ["x"])]))
    var found: [[UInt8]] = []
    for run in opened.runs.indices { found += try opened.records(of: run) }
    #expect(found == whole)
  }

  @Test(
    "a published file is read past the page cache and through it alike", arguments: [true, false])
  func direct(isCached: Bool) throws {
    let sample = try Sample(seed: 5, rows: 3000)
    try sample.write(sample.table, pageSize: BulkStageWriter.pageSize)
    for leastLarge in [1, Int.max] {
      if isCached {
        _ = TemporaryFolder.read(sample.path)
      } else {
        let descriptor = open(sample.path, O_RDONLY)
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
        close(descriptor)
      }
      let file = try OpenFile(sample.path, leastLarge: leastLarge)
      let reader = try BulkStageReader(#require(try DatabaseImage(file)))
      #expect(try reader.read("t").contents == sample.table.contents)
    }
  }
}
