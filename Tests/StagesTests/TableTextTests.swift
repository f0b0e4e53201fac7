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

  @Test("columns are aligned whatever their letters, and nothing tells the terminal anything")
  func aligned() {
    let texts: [String?] = ["山田", "a\u{1B}[1m\u{202E}", nil, "か\u{3099}🍣"]
    let table = Table(
      "t", [Column("key", texts: texts), Column("last", texts: ["x", "y", "z", "w"])])
    #expect(
      Self.text(table, .table) == """
        key     last
                z
        a�[1m�  y
        か\u{3099}🍣    w
        山田    x

        """)
  }

  @Test("a large table is handed over in pieces, aligned throughout")
  func pieces() {
    let count = 20_000
    let table = Table(
      "t",
      [
        Column("key", .int, .numbers((0..<Int64(count)).map { $0 })),
        Column("text", texts: (0..<count).map { "t\($0)" }),
      ])
    var sizes: [Int] = []
    var bytes: [UInt8] = []
    TableText(table, key: ["key"]).write(.table) {
      sizes.append($0.count)
      bytes += $0
    }
    #expect(sizes.count > 3 && sizes.allSatisfy { $0 < 1 << 17 })
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == count + 1)
    #expect(lines[1] == "0      t0" && lines[count] == "19999  t19999")
  }

  @Test(
    "wide characters take two columns, marks none",
    arguments: [
      ("", 0), ("abc", 3), ("山田", 4), ("ｱﾞ", 2), ("が", 2), ("か\u{3099}", 2), ("e\u{301}", 1),
      ("🍣", 2), ("😀", 2), ("\u{1FAF6}", 2), ("☕", 2), ("☀", 1), ("\u{1F3F6}", 1), ("한", 2),
      ("\u{1112}\u{1161}\u{11AB}", 2), ("a\u{200D}b", 2), ("𠮷", 2), ("Ａ", 2), ("é", 1), ("―", 1),
    ])
  func width(_ text: String, _ columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }
}
