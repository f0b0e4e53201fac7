import Table
import TestSupport
import Testing

@testable import Store

@Suite("Tables that lose rows again while they are written")
struct TableDraftTests {
  private struct Case: CustomTestStringConvertible {
    let seed: UInt64
    let pageSize: Int
    /// Of a hundred rows so many are taken out.
    let share: Int
    var lockByte = PageFile.lockByte
    /// Those before it stay.
    var first = 0
    var testDescription: String {
      "seed \(seed), pages of \(pageSize), \(share) % from \(first) on, \(lockByte)"
    }
  }

  private static let cases =
    (1...6).map { Case(seed: $0, pageSize: 512, share: Int($0) * 15) } + [
      Case(seed: 7, pageSize: 4096, share: 40), Case(seed: 8, pageSize: 512, share: 0),
      Case(seed: 9, pageSize: 512, share: 100),
      // The page that SQLite locks lies among those of the table.
      Case(seed: 10, pageSize: 512, share: 30, lockByte: 512 * 100),
      Case(seed: 11, pageSize: 512, share: 70, lockByte: 512 * 3),
    ]
    + [1, 2, 5, 300, 690, 698, 699].map {
      Case(seed: 12, pageSize: 512, share: 50, lockByte: 512 * 600, first: $0)
    }
    + [1, 400, 699].map { Case(seed: 13, pageSize: 16384, share: 100, first: $0) }

  @Test("the file is the one that never had them", arguments: cases, [true, false])
  private func remove(_ item: Case, isInBackground: Bool) throws {
    var random = SeededGenerator(seed: item.seed)
    // Some texts are longer than a page and overflow it.
    let table = RandomTable.make("t", rows: 900, columns: 5, longest: 1500, using: &random)
    let other = RandomTable.make("u", rows: 40, columns: 3, longest: 90, using: &random)
    let isRemoved = (0..<table.rowCount).map { row in
      Int.random(in: 0..<100, using: &random) < item.share && row >= item.first
    }
    let late = 700
    let folder = try TemporaryFolder()

    func write(_ name: String, _ body: (TableDraft) throws -> Void) throws -> [UInt32] {
      let writer = try BulkStageWriter(
        AsideFile(replacing: folder.file(name)), pageSize: item.pageSize, lockByte: item.lockByte,
        isInBackground: isInBackground)
      try writer.add(other, TableDescription(of: other))
      let draft = try writer.begin(TableDescription(of: table), isSummed: true)
      try body(draft)
      try writer.end(draft)
      let last = Table("v", other.columns)
      try writer.add(last, TableDescription(of: last))
      try writer.publish()
      return draft.checksums
    }
    func records(_ rows: Range<Int>) throws -> [RowRecords] {
      let part = Table(
        "t", table.columns.map { Column($0.name, $0.type, $0.values.slice(rows)) },
        rowCount: rows.count)
      return try RowRecords.runs(of: part, TableDescription(of: table))
    }
    let sums = try write("never") { draft in
      var row = 0
      for run in try records(0..<900) {
        try draft.add(run) { !isRemoved[row + $0] }
        row += run.count
      }
    }
    let sumsAfter = try write("removed") { draft in
      for run in try records(0..<late) { try draft.add(run) }
      #expect(draft.rowCount == late)
      try draft.remove(isRemoved.indices.filter { isRemoved[$0] })
      #expect(draft.rowCount == isRemoved.prefix(late).count { !$0 })
      var row = late
      for run in try records(late..<900) {
        try draft.add(run) { !isRemoved[row + $0] }
        row += run.count
      }
    }
    let expected = TemporaryFolder.read(folder.file("never"))
    #expect(TemporaryFolder.read(folder.file("removed")) == expected)
    #expect(sumsAfter == sums)
    let kept = Int32(0)..<900
    let read = try StageFile.read(folder.file("removed"), table: "t")
    #expect(read.contents == table.gather(kept.filter { !isRemoved[Int($0)] }).contents)
  }
}
