import Table
import Testing

@testable import Stages

@Suite("a table as text")
struct TableTextTests {
  private static func text(_ table: Table, _ format: TableText.Format) -> String {
    var bytes: [UInt8] = []
    TableText(table, key: ["key"]).write(format) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("CSV has a ' before what a spreadsheet would take for a formula; numbers stay")
  func formulas() {
    let texts: [String?] = ["=1+1", "+81", "-a", "@a", "\ta", "\ra", "＝1", "a=1", nil, "=\"a\",1"]
    let table = Table(
      "t",
      [
        Column("key", .int, .numbers(Array(0..<10))), Column("text", texts: texts),
        Column("number", .int, .numbers(Array(repeating: -5, count: 10))),
        Column("date", .date, .numbers(Array(repeating: -1, count: 10))),
      ])
    let lines = Self.text(table, .csv).split(separator: "\n").dropFirst()
    let cells = [
      "'=1+1", "'+81", "'-a", "'@a", "'\ta", "\"'\ra\"", "'＝1", "a=1", "", "\"'=\"\"a\"\",1\"",
    ]
    #expect(
      lines.map(String.init) == cells.enumerated().map { "\($0),\($1),-5,1969-12-31" })
    #expect(Self.text(table, .jsonl).contains(#""text":"=1+1""#))
  }
}
