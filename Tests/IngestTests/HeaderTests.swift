import Ingest
import Table
import Testing

@Suite("The header row")
struct HeaderTests {
  /// Lower case without underscores stands in for width folding.
  static func fold(_ bytes: ByteView, _ out: ByteBuffer) {
    out.append(text: bytes.text.lowercased().replacing("_", with: ""))
  }

  @Test("columns are found by folded and trimmed name, in any order, and given in declared order")
  func matches() throws {
    let reader = try reader("x, B_B ,\"AA\"\n1,2,3\n".utf8)
    let match = try reader.match([WantedColumn("aa"), WantedColumn("b_B")], folding: Self.fold)
    #expect(match.positions == [2, 1])
    #expect(match.unknown == ["x"])
    #expect(match.repeated.isEmpty)
    #expect(try reader.events(match).map(\.texts) == [["3", "2"]])
  }

  @Test("of a header given twice the first counts")
  func repeatedHeader() throws {
    let reader = try reader("a,b,A,y,y\n1,2,3,4,5\n".utf8)
    let match = try reader.match([WantedColumn("a")], folding: Self.fold)
    #expect(match.positions == [0])
    #expect(match.repeated == ["A"])
    #expect(match.unknown == ["b", "y", "y"])
    #expect(try reader.events(match).map(\.texts) == [["1"]])
  }

  @Test("an optional column that is not there is absent and empty")
  func optional() throws {
    struct Flags: RecordSink {
      var flags: [RawField.Flags] = []
      mutating func record(
        number: Int, offset: Int, fields: UnsafeBufferPointer<RawField>, in bytes: ByteView,
        raw: ByteView
      ) { flags = fields.map(\.flags) }
      mutating func quarantine(
        number: Int, offset: Int, reason: QuarantineReason, raw: ByteView
      ) {}
    }
    let reader = try reader("b\n1\n".utf8)
    let wanted = [WantedColumn("a", isOptional: true), WantedColumn("b")]
    let match = try reader.match(wanted, folding: asIs)
    #expect(match.positions == [nil, 0])
    #expect(try reader.events(match).map(\.texts) == [["", "1"]])
    var sink = Flags()
    _ = reader.read(match, into: &sink)
    #expect(sink.flags == [.absent, []])
  }

  @Test("two declared columns may name the same header")
  func sameHeaderTwice() throws {
    let reader = try reader("b,a\n1,2\n".utf8)
    let wanted = [WantedColumn("a"), WantedColumn("b"), WantedColumn("a")]
    let match = try reader.match(wanted, folding: asIs)
    #expect(try reader.events(match).map(\.texts) == [["2", "1", "2"]])
  }

  @Test(
    "a column is found by a synonym in a file that lacks its header",
    arguments: [
      ("a,z", [0], ["z"]), ("z,a2", [1], ["z"]), ("z,a3", [1], ["z"]), ("a3,a2", [1], ["a3"]),
      // The header itself counts before the synonyms, wherever they stand.
      ("a2,a", [1], ["a2"]),
    ] as [(String, [Int], [String])])
  func synonyms(_ header: String, _ positions: [Int], _ unknown: [String]) throws {
    let match = try reader((header + "\n").utf8)
      .match([WantedColumn("a", synonyms: ["a2", "a3"])], folding: asIs)
    #expect(match.positions == positions)
    #expect(match.unknown == unknown)
    #expect(match.repeated.isEmpty)
  }

  @Test("a synonym that comes twice is repeated, and without any the header is missing")
  func synonymTwice() throws {
    let wanted = [WantedColumn("a", synonyms: ["a2"])]
    let match = try reader("a2,x,a2\n".utf8).match(wanted, folding: asIs)
    #expect((match.positions, match.unknown, match.repeated) == ([0], ["x"], ["a2"]))
    let reader = try reader("x\n".utf8)
    #expect(throws: IngestError.missingHeaders(file: "t.csv", missing: ["a"], seen: [])) {
      try reader.match(wanted, folding: asIs)
    }
  }

  @Test("all missing headers are named, with the file and the headers seen")
  func missing() throws {
    let reader = try reader("b,x\n".utf8)
    let wanted = [WantedColumn("a"), WantedColumn("b"), WantedColumn("c")]
    let error = #expect(throws: IngestError.self) {
      try reader.match(wanted, folding: asIs)
    }
    #expect(error == .missingHeaders(file: "t.csv", missing: ["a", "c"], seen: ["b", "x"]))
    #expect(error?.description == "'t.csv' lacks the headers 'a', 'c'; it has 'b', 'x'")
  }

  @Test(
    "a row that has few of the headers, or goes on behind them, is not shown",
    arguments: [
      ("山田,b@example.jp,名,090\n", ["a", "名", "c", "d"], []),
      ("a,b,\"c\nC1,佐藤\"\n", ["a", "b", "c"], ["a", "b", "…"]),
      ("a,b,c\(String(repeating: "佐藤", count: 21))\n", ["a", "b", "c"], ["a", "b", "…"]),
    ] as [(String, [String], [String])])
  func shown(_ file: String, _ wanted: [String], _ seen: [String]) throws {
    let reader = try reader(file.utf8)
    let error = #expect(throws: IngestError.self) {
      try reader.match(wanted.map { WantedColumn($0) }, folding: asIs)
    }
    guard case .missingHeaders(_, _, let shown) = error else {
      Issue.record("another error")
      return
    }
    #expect(shown == seen)
  }

  @Test(
    "with CR outside of quotes the file is refused: all of it would be the header row",
    arguments: ["a,b\r1,2\r3,4\r", "\"a\",b\rc,\"d\"\n1,2\n", "a,b\r1,2\n", "a\r"])
  func loneCarriageReturn(_ file: String) throws {
    #expect(throws: IngestError.loneCarriageReturn(file: "t.csv")) { try reader(file.utf8) }
  }

  @Test(
    "a workbook, an archive and UTF-16BE are told by name",
    arguments: [
      ([0x50, 0x4B, 3, 4, 0x14, 0, 6, 0, 8, 0], "an Excel workbook (XLSX) or another ZIP archive"),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an Excel workbook (XLS)"),
      ([0xFE, 0xFF, 0, 0x61, 0, 0x0A], "UTF-16 with the high byte first (UTF-16BE)"),
    ] as [([UInt8], String)])
  func otherFormat(_ file: [UInt8], _ name: String) throws {
    for encoding in [ExportFormat.Encoding.utf8, .cp932, .utf16le, .auto] {
      let error = #expect(throws: IngestError.self) {
        try reader(file, ExportFormat(encoding: encoding))
      }
      let message = "'t.csv' is \(name), which is not read"
      #expect(error?.description == message)
    }
  }

  @Test("a name may go over lines")
  func overLines() throws {
    let lines = try reader("\"a\r\nb\",c\n1,2\n".utf8)
    #expect(try lines.match([WantedColumn("c")], folding: asIs).positions == [1])
    #expect(try reader("\"a\rb\",c\n1,2\n".utf8).header == ["a\rb", "c"])
  }

  @Test("a file without a header row lacks every header", arguments: ["", "\u{FEFF}", "\n\r\n"])
  func noHeader(_ file: String) throws {
    let reader = try reader(file.utf8)
    #expect(reader.header.isEmpty)
    let error = #expect(throws: IngestError.self) {
      try reader.match([WantedColumn("a")], folding: asIs)
    }
    #expect(error == .missingHeaders(file: "t.csv", missing: ["a"], seen: []))
    #expect(error?.description == "'t.csv' lacks the header 'a': its first row is no header row")
    #expect(try reader.events(reader.match([], folding: asIs)).isEmpty)
  }

  static let unreadable: [([UInt8], QuarantineReason)] = [
    (Array("\"a\nb\n".utf8), .unterminatedQuote),
    (Array("a\"\nb\n".utf8), .strayQuote),
    (Array(repeating: 97, count: 1 << 20 + 1), .tooLong),
    ([0xFF, 0x0A], .badEncoding),
    ([0x61, 0x00, 0x0A], .badEncoding),
  ]

  @Test("a header row that would be quarantined refuses the file", arguments: unreadable)
  func unreadableHeader(_ file: [UInt8], _ reason: QuarantineReason) throws {
    #expect(throws: IngestError.unreadableHeader(file: "t.csv", reason: reason)) {
      try reader(file)
    }
  }

  @Test("a header may be quoted, hold line breaks and be CP932")
  func decodedHeader() throws {
    let file: [UInt8] = [0x22, 0x83, 0x5C, 0x22, 0x22, 0x0A, 0x22, 0x2C, 0x62, 0x0D, 0x0A]
    #expect(try reader(file, ExportFormat(encoding: .cp932)).header == ["ソ\"\n", "b"])
  }

  @Test("more skipped lines than the file has leave no header")
  func skippedTooMuch() throws {
    #expect(try reader("a\nb".utf8, ExportFormat(skippedLines: 2)).header.isEmpty)
  }
}
