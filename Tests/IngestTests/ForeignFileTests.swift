import Table
import Testing

@testable import Ingest

/// Files as other programs write them, none of them made for this reader.
@Suite("Foreign files")
struct ForeignFileTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
    let header: [String]
    /// Fields joined by `|`, or the reason of quarantine.
    let records: [String]
    var format = ExportFormat()

    init(
      _ description: String, _ text: String, _ header: [String], _ records: [String],
      _ format: ExportFormat = ExportFormat()
    ) {
      self.init(description, Array(text.utf8), header, records, format)
    }

    init(
      _ description: String, _ bytes: [UInt8], _ header: [String], _ records: [String],
      _ format: ExportFormat = ExportFormat()
    ) {
      testDescription = description
      self.bytes = bytes
      self.header = header
      self.records = records
      self.format = format
    }
  }

  static let dialects: [Case] = [
    Case(
      "a spreadsheet: CRLF, quotes only where needed",
      "id,name,price\r\n1,\"Desk, large\",\"1,200\"\r\n2,Lamp,80\r\n", ["id", "name", "price"],
      ["1|Desk, large|1,200", "2|Lamp|80"]),
    Case(
      "a database: every field quoted, LF",
      "\"id\",\"note\"\n\"1\",\"\"\n\"2\",\"say \"\"hi\"\"\"\n", ["id", "note"],
      ["1|", "2|say \"hi\""]),
    Case(
      "JSON in a field", "id,json\n1,\"{\"\"a\"\": [1, \"\"x\"\"]}\"\n", ["id", "json"],
      ["1|{\"a\": [1, \"x\"]}"]),
    Case(
      "notes with line breaks of three kinds", "id,note\n1,\"a\nb\r\nc\rd\"\n2,e\n",
      ["id", "note"],
      ["1|a\nb\r\nc\rd", "2|e"]),
    Case(
      "a trailing delimiter in every line is a column without a name", "a,b,\n1,2,\n",
      ["a", "b", ""], ["1|2|"]),
    Case(
      "a trailing delimiter in the records alone is one field too many", "a,b\n1,2,\n",
      ["a", "b"], ["field_count"]),
    Case(
      "blanks after delimiters before quotes", "a, b\n1, \"2\"\n", ["a", " b"], ["stray_quote"]),
    Case(
      "backslashes do not escape", "a,b\n1,\"x\\\"y\"\n2,z\n", ["a", "b"],
      ["stray_quote", "2|z"]),
    Case(
      "a query tool: tabs, quotes are letters", "a\tb\n1\t5\" nail\n", ["a", "b"],
      ["stray_quote"], ExportFormat(delimiter: .tab)),
    Case(
      "a European spreadsheet: semicolons and decimal commas", "a;b\r\n1,5;2\r\n", ["a", "b"],
      ["1,5|2"], ExportFormat(delimiter: .semicolon)),
    Case(
      "a mainframe's end-of-file mark", "a,b\n1,2\n\u{1A}", ["a", "b"], ["1|2", "field_count"]),
    Case("a line of delimiters alone at the end", "a,b\n1,2\n,\n", ["a", "b"], ["1|2", "|"]),
    Case(
      "a UTF-16 text file of a spreadsheet",
      [0xFF, 0xFE] + Array("名\tb\r\n①\t髙\r\n".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
      ["名", "b"], ["①|髙"], ExportFormat(encoding: .auto, delimiter: .tab)),
  ]

  /// 「令和7年度 公共施設一覧」 and two lines as a ministry might publish them: a line of title, CRLF,
  /// a blank line, letters that only NEC's and IBM's extensions of Shift_JIS have.
  static let government: [UInt8] =
    [
      0x97, 0xDF, 0x98, 0x61, 0x82, 0x56, 0x94, 0x4E, 0x93, 0x78, 0x0D, 0x0A,  // 令和７年度
      0x94, 0xD4, 0x8D, 0x86, 0x2C, 0x96, 0xBC, 0x8F, 0xCC, 0x0D, 0x0A,  // 番号,名称
      0x87, 0x40, 0x2C, 0x87, 0x8A, 0xFB, 0xFC, 0x0D, 0x0A,  // ①,㈱髙
      0x0D, 0x0A,
      0x87, 0x54, 0x2C, 0xFA, 0xB1, 0x87, 0x82, 0x0D, 0x0A,  // Ⅰ,﨑№
      0xFA, 0x4A, 0x2C, 0x81, 0x60, 0x0D, 0x0A,  // Ⅰ again, from IBM's rows, and ～
    ]

  static let japanese: [Case] = [
    Case(
      "a CP932 list of an authority with a title line", government, ["番号", "名称"],
      ["①|㈱髙", "Ⅰ|﨑№", "Ⅰ|～"], ExportFormat(encoding: .cp932, skippedLines: 1)),
    Case(
      "the same, its encoding not declared", government, ["番号", "名称"],
      ["①|㈱髙", "Ⅰ|﨑№", "Ⅰ|～"], ExportFormat(encoding: .auto, skippedLines: 1)),
    Case(
      "the same without its title skipped: the title is the header, and no record fits it",
      government, ["令和７年度"], ["field_count", "field_count", "field_count", "field_count"],
      ExportFormat(encoding: .cp932)),
  ]

  @Test("they are read, or refused for a reason", arguments: dialects + japanese)
  func read(_ example: Case) throws {
    let reader = try reader(example.bytes, example.format)
    #expect(reader.header == example.header)
    let records = try reader.events().map { event in
      event.reason?.rawValue ?? event.texts.joined(separator: "|")
    }
    #expect(records == example.records)
  }
}
