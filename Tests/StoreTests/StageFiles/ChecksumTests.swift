import Table
import Testing

@testable import Store

@Suite("Checksums")
struct ChecksumTests {
  @Test(
    "are those of the standard",
    arguments: [("", 0), ("123456789", 0xCBF4_3926), ("名簿", 0x2AC8_A4E4)] as [(String, UInt32)])
  func standard(_ text: String, _ sum: UInt32) {
    var text = text
    #expect(text.withUTF8 { Checksum.of($0) } == sum)
    #expect(
      text.withUTF8 {
        let half = $0.count / 2
        return Checksum.of($0.slice(half, $0.count), after: Checksum.of($0.slice(0, half)))
      } == sum)
  }

  @Test("of records do not depend on how rows are cut into runs", arguments: [UInt64(1), 2])
  func records(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let table = RandomTable.make("t", rows: 200, columns: 6, longest: 20000, using: &random)
    let description = TableDescription(of: table)
    let whole = try RowRecords.runs(of: table, description)
    var cut: [RowRecords] = []
    for start in stride(from: 0, to: 200, by: 7) {
      let rows = start..<min(start + 7, 200)
      cut += try RowRecords.runs(
        of: Table(
          "t", table.columns.map { Column($0.name, $0.type, $0.values.slice(rows)) },
          rowCount: rows.count), description)
    }
    #expect(cut.count == 29)
    let sum = whole.reduce(0) { $1.checksum(of: 0..<$1.count, after: $0) }
    #expect(cut.reduce(0) { $1.checksum(of: 0..<$1.count, after: $0) } == sum)
    let halves = whole.reduce(UInt32(0)) { sum, run in
      let middle = Int.random(in: 0...run.count, using: &random)
      return run.checksum(
        of: middle..<run.count, after: run.checksum(of: 0..<middle, after: sum))
    }
    #expect(halves == sum, "seed \(seed)")
  }
}
