import Table
import Testing

@testable import Stages

@Suite("Files of a source")
struct FileShapeTests {
  private static let source = """
    key: id
    columns:
      - {name: id, header: 番号, type: id}
      - {name: note, header: 備考, type: text, optional: true}
      - {name: open, header: 開, type: bool}
    """

  @Test(
    "files without records load as none",
    arguments: [
      ["rows.csv": ""], ["rows.csv": "番号,備考,開"], ["rows.csv": "番号,備考,開\r\n"],
      ["rows.csv": "\u{FEFF}番号,備考,開\n\n\n"], ["rows.csv": "番号,開\n"],
      ["rows-1.csv": "", "rows-2.csv": "番号,開\n"], ["rows.csv": "\u{FEFF}"],
      ["rows-1.csv": "\u{FEFF}", "rows-2.csv": "\u{FEFF}番号,開\n"],
    ])
  func empty(_ files: [String: String]) throws {
    let loaded = try Loading(Self.source, files.mapValues { Array($0.utf8) }).run()
    #expect(loaded.rowCount == 0)
    #expect(loaded.table().columns.map(\.name) == ["id", "note", "open"])
    #expect(loaded.issues.rowCount == 0)
    #expect(loaded.counts == Array(repeating: [0, 0, 0, 0], count: files.count))
  }

  @Test("an empty file beside a full one changes nothing")
  func emptyAmongOthers() throws {
    let loaded = try Loading(
      Self.source,
      ["rows-1.csv": [], "rows-2.csv": Array("番号,開\n1,可\n".utf8), "rows-3.csv": []]
    ).run()
    #expect(loaded.table().cells == [["1", nil, "1"]])
    #expect(loaded.files.map(\.facts.name) == ["rows-1.csv", "rows-2.csv", "rows-3.csv"])
  }

  @Test("columns may stand in any order; unknown and repeated ones are counted")
  func columns() throws {
    let loaded = try Loading(
      Self.source,
      ["rows.csv": Array("開,謎,番号,開,備 考,備考\n可,x,1,不可,y,z\n".utf8)]
    ).run()
    #expect(loaded.table().cells == [["1", "z", "1"]])
    #expect(loaded.files[0].facts.unknownColumns == ["謎", "備 考"])
    #expect(loaded.files[0].facts.repeatedColumns == ["開"])
  }

  @Test("a column is read by another name from the file that has that")
  func synonym() throws {
    let source = Self.source.replacing(
      "header: 備考, type: text", with: "header: 備考, header_synonyms: [摘要, メモ], type: text")
    let loaded = try Loading(
      source,
      [
        "rows-1.csv": Array("番号,備考,開\n1,あ,可\n".utf8),
        "rows-2.csv": Array("ﾒﾓ ,番号,開\nい,2,可\n".utf8),
      ]
    ).run()
    #expect(loaded.table().cells == [["1", "あ", "1"], ["2", "い", "1"]])
    #expect(loaded.files.map(\.facts.unknownColumns) == [[], []])
  }

  @Test("an optional column that one file lacks is null there")
  func optionalColumn() throws {
    let loaded = try Loading(
      Self.source,
      [
        "rows-1.csv": Array("番号,開\n1,可\n".utf8), "rows-2.csv": Array("備考,番号,開\nあ,2,不可\n".utf8),
      ]
    ).run()
    #expect(loaded.table().cells == [["1", nil, "1"], ["2", "あ", "0"]])
  }

  @Test("a file that lacks headers is refused with all it lacks and all it has")
  func missingHeaders() throws {
    let refusal = try #require(
      try Loading(
        Self.source, ["rows-1.csv": Array("番号,開\n".utf8), "rows-2.csv": Array("備考,謎\n".utf8)]
      ).refusal())
    #expect(refusal.kind == .data)
    #expect(
      refusal.message == "'rows-2.csv' lacks the headers '番号', '開'; it has '備考', '謎'")
  }

  @Test("a source without files is refused, an optional one is empty")
  func missingSource() throws {
    let files = ["other.csv": Array("番号,開\n1,可\n".utf8)]
    let refusal = try #require(try Loading(Self.source, files).refusal())
    #expect(refusal.kind == .data)
    #expect(refusal.message.contains("for source 'rows' (rows*.csv*)"))
    let loaded = try Loading("optional: true\n" + Self.source, files).run()
    #expect(loaded.rowCount == 0)
    #expect(loaded.table().columns.map(\.type) == [.text, .text, .bool])
    #expect(loaded.files.isEmpty)
  }

  @Test("gzip is told by the content, whatever the name says")
  func gzipped() throws {
    let text = Array("番号,開\n1,可\n".utf8)
    let loaded = try Loading(
      Self.source, ["rows-1.csv": Gzip.stored(text), "rows-2.csv.gz": Array("番号,開\n2,不可\n".utf8)]
    ).run()
    #expect(loaded.table().cells == [["1", nil, "1"], ["2", nil, "0"]])
    #expect(loaded.files.map(\.facts.isGzipped) == [true, false])
    #expect(loaded.files[0].facts.unpackedBytes == text.count)
    #expect(loaded.files[0].facts.storedBytes == Gzip.stored(text).count)
  }

  @Test("gzip data that are cut short are refused")
  func cutShort() throws {
    let bytes = Gzip.stored(Array("番号,開\n1,可\n".utf8)).dropLast(9)
    let refusal = try #require(try Loading(Self.source, ["rows.csv": Array(bytes)]).refusal())
    #expect(refusal.message.contains("'rows.csv' are cut short"))
  }

  @Test("key columns are null in no row, whatever is optional")
  func optionalKey() throws {
    let source = """
      key: id
      max_quarantined: 1
      columns:
        - {name: id, header: 番号, type: id, optional: true}
        - {name: open, header: 開, type: bool}
      """
    let loaded = try Loading(source, ["rows.csv": Array("開\n可\n".utf8)]).run()
    #expect(loaded.rowCount == 0)
    #expect(loaded.quarantined == ["missing_key: 可"])
  }
}

/// Gzip data (RFC 1952) of one block that is stored as it is.
private enum Gzip {
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    let size = UInt16(bytes.count)
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1] + little(size) + little(~size) + bytes
      + little(checksum(bytes)) + little(UInt32(bytes.count))
  }

  private static func little(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var state = ~UInt32(0)
    for byte in bytes {
      state ^= UInt32(byte)
      for _ in 0..<8 { state = state & 1 == 1 ? state >> 1 ^ 0xEDB8_8320 : state >> 1 }
    }
    return ~state
  }
}
