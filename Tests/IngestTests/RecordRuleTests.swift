import Ingest
import Table
import Testing

@Suite("What is a record and what is quarantined")
struct RecordRuleTests {
  /// A file and what becomes of its records: fields joined by `|`, or a reason and the raw bytes.
  struct Case: CustomTestStringConvertible {
    let name: String
    let file: String
    let expected: [String]
    var format = ExportFormat()

    init(_ name: String, _ file: String, _ expected: [String], _ format: ExportFormat = .init()) {
      self.name = name
      self.file = file
      self.expected = expected
      self.format = format
    }

    var testDescription: String { name }
  }

  static let good: [Case] = [
    Case("LF ends a record", "a,b\n1,2\n3,4\n", ["1|2", "3|4"]),
    Case("CRLF ends a record", "a,b\r\n1,2\r\n3,4\r\n", ["1|2", "3|4"]),
    Case("LF and CRLF may be mixed", "a,b\r\n1,2\n3,4\r\n5,6\n", ["1|2", "3|4", "5|6"]),
    Case("the last record needs no line break", "a,b\n1,2", ["1|2"]),
    Case("a lone CR is data", "a,b\n1\r,2\r3\n", ["1\r|2\r3"]),
    Case("a lone CR before the end of the file is data", "a,b\n1,2\r", ["1|2\r"]),
    Case("of CR CR LF only the last two are a line break", "a,b\n1,2\r\r\n", ["1|2\r"]),
    Case("an empty line is no record", "a\n\n1\n\r\n\n2\n\n", ["1", "2"]),
    Case("a line of blanks is a record", "a\n \n　\n\t\n", [" ", "　", "\t"]),
    Case("a lone CR on a line is a record", "a\n\rx\n\r", ["\rx", "\r"]),
    Case("an empty quoted field is a record", "a\n\"\"\n", [""]),
    Case("empty lines before the header are no header", "\n\r\na,b\n1,2\n", ["1|2"]),
    Case("quotes are taken off", "a,b\n\"1\",\"2\"\r\n", ["1|2"]),
    Case("a doubled quote is a quote", "a\n\"x\"\"y\"\n\"\"\"\"\n", ["x\"y", "\""]),
    Case("delimiters in quotes are data", "a,b\n\"1,2\",3\n", ["1,2|3"]),
    Case("line breaks in quotes are data", "a,b\n\"1\n\r\n2\",3\n", ["1\n\r\n2|3"]),
    Case("a quoted field may end the file", "a,b\n1,\"2\"", ["1|2"]),
    Case("fields may be empty", "a,b,c\n,,\n1,,\n", ["||", "1||"]),
    Case("blanks are kept", "a,b\n 1 , 2\t\n", [" 1 | 2\t"]),
    Case("the delimiter may be a tab", "a\tb\n1,\t2\n", ["1,|2"], .init(delimiter: .tab)),
    Case(
      "the delimiter may be a semicolon", "a;b\n\"1;\";2,\n", ["1;|2,"],
      .init(delimiter: .semicolon)),
    Case(
      "lines before the header can be skipped", "\"x\n\na,b\n1,2\n", ["1|2"], .init(skippedLines: 2)
    ),
    Case("a byte order mark is no part of the header", "\u{FEFF}\"a\",b\n1,2\n", ["1|2"]),
    Case(
      "a byte order mark stands before skipped lines", "\u{FEFF}\na,b\n1,2\n", ["1|2"],
      .init(skippedLines: 1)),
    Case("a header alone has no records", "a,b\n", []),
    Case("a header alone without a line break has no records", "a,b", []),
  ]

  static let broken: [Case] = [
    Case("a quote inside an unquoted field", "a,b\n1\"2,3\n4,5\n", ["stray_quote 1\"2,3", "4|5"]),
    Case("text after a closing quote", "a,b\n\"1\"2,3\n4,5\n", ["stray_quote \"1\"2,3", "4|5"]),
    Case("a blank before a quoted field", "a,b\n1, \"2\"\n4,5\n", ["stray_quote 1, \"2\"", "4|5"]),
    Case(
      "a blank after a quoted field", "a,b\n\"1\" ,2\r\n4,5\n", ["stray_quote \"1\" ,2", "4|5"]),
    Case(
      "a lone CR after a closing quote", "a,b\n1,\"2\"\r3\n4,5\n",
      ["stray_quote 1,\"2\"\r3", "4|5"]),
    Case("a lone CR after a closing quote at the end", "a,b\n1,\"2\"\r", ["stray_quote 1,\"2\"\r"]),
    Case(
      "a stray quote ends at the next line break, whatever quotes follow",
      "a,b\n1\"2,\"3\n4,5\n", ["stray_quote 1\"2,\"3", "4|5"]),
    Case(
      "line breaks before the stray quote do not end the record",
      "a,b\n\"1\n2\"x,3\n4,5\n", ["stray_quote \"1\n2\"x,3", "4|5"]),
    Case("a stray quote at the end of the file", "a\nx\"", ["stray_quote x\""]),
    Case(
      "an unterminated quote takes its line only", "a,b\n\"1,2\n3,4\n5,6",
      ["unterminated_quote \"1,2", "3|4", "5|6"]),
    Case("an unterminated quote on the last line", "a,b\n1,\"2", ["unterminated_quote 1,\"2"]),
    Case(
      "reading goes on after the line where the quote opened, not where the record did",
      "a,b\n\"1\n2\",\"3\r\n4,5\n", ["unterminated_quote \"1\n2\",\"3", "4|5"]),
    Case(
      "doubled quotes do not end an unterminated quote", "a,b\n\"1\"\",2\n\"\",4\n",
      ["unterminated_quote \"1\"\",2", "|4"]),
    Case(
      "too few and too many fields", "a,b\n1\n1,2,3\n4,5\n",
      ["field_count 1", "field_count 1,2,3", "4|5"]),
    Case("a line of blanks has one field", "a,b\n  \n4,5\n", ["field_count   ", "4|5"]),
    Case("NUL", "a,b\n1,\0\n4,5\n", ["bad_encoding 1,\0", "4|5"]),
    Case("NUL in quotes", "a,b\n1,\"\0\"\n4,5\n", ["bad_encoding 1,\"\0\"", "4|5"]),
    Case("a wrong number of fields comes before NUL", "a,b\n\0\n", ["field_count \0"]),
    Case(
      "a stray quote comes before a wrong number of fields and NUL", "a,b\n\0\"\n",
      ["stray_quote \0\""]),
    Case(
      "an unterminated quote comes before all else", "a,b\n\0,1,\"2",
      ["unterminated_quote \0,1,\"2"]),
  ]

  @Test("records are read as RFC 4180 says, and the page's own rules", arguments: good)
  func readsGoodRecords(_ example: Case) throws {
    let found = try events(example.file.utf8, example.format)
    #expect(found.map { $0.texts.joined(separator: "|") } == example.expected)
    #expect(found.allSatisfy { $0.reason == nil })
  }

  @Test("a broken record is quarantined and the others are read", arguments: broken)
  func quarantinesBrokenRecords(_ example: Case) throws {
    let found = try events(example.file.utf8, example.format).map { event in
      switch event {
      case .record: event.texts.joined(separator: "|")
      case .quarantine(_, _, let reason, let raw):
        "\(reason.rawValue) \(String(decoding: raw, as: UTF8.self))"
      }
    }
    #expect(found == example.expected)
  }

  @Test("numbers count all records after the header, offsets are those of the file")
  func numbersAndOffsets() throws {
    let found = try events("\u{FEFF}a,b\r\n\n1,2\r\nx\n\r\n\"3\n\",4\n".utf8)
    #expect(
      found == [
        .record(number: 1, offset: 9, fields: [[49], [50]]),
        .quarantine(number: 2, offset: 14, reason: .fieldCount, raw: [120]),
        .record(number: 3, offset: 18, fields: [[51, 10], [52]]),
      ])
  }

  @Test("a record of 1 MiB is read, its line break not counted, and a longer one is not")
  func tooLong() throws {
    let limit = ExportFormat.maximumRecordBytes
    #expect(limit == 1_048_576)
    func line(_ length: Int) -> String { "1," + String(repeating: "x", count: length - 2) }
    for lineBreak in ["\n", "\r\n", ""] {
      let longest = try events(("a,b\n" + line(limit) + lineBreak).utf8)
      #expect(longest.map(\.reason) == [nil])
      let longer = try events(("a,b\n" + line(limit + 1) + lineBreak).utf8)
      #expect(longer.map(\.reason) == [.tooLong])
    }
    // Before a wrong number of fields, after a stray quote; in quotes too.
    let many = try events(("a,b\n1,2," + line(limit)).utf8)
    #expect(many.map(\.reason) == [.tooLong])
    let stray = try events(("a,b\nx\"" + line(limit)).utf8)
    #expect(stray.map(\.reason) == [.strayQuote])
    let quoted = try events(("a,b\n1,\"" + String(repeating: "\n", count: limit) + "\"\n3,4").utf8)
    #expect(quoted.map(\.reason) == [.tooLong, nil])
  }
}
