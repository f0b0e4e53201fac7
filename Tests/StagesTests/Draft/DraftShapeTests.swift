import Foundation
import Pipeline
import Stages
import Table
import Testing

@Suite("How a drafted export is written")
struct DraftShapeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let encoding: SourceDefinition.Encoding
    let delimiter: SourceDefinition.Delimiter
    let skipped: Int

    init(
      _ name: String, _ bytes: [UInt8], _ encoding: SourceDefinition.Encoding = .utf8,
      _ delimiter: SourceDefinition.Delimiter = .comma, skipped: Int = 0
    ) {
      testDescription = name
      (self.bytes, self.encoding, self.delimiter) = (bytes, encoding, delimiter)
      self.skipped = skipped
    }
  }

  private static func text(_ delimiter: String = ",", lines: String = "\n") -> String {
    [["顧客ID", "備考", "登録日"], ["1", "一　つ", "2026-11-21"], ["2", "表", "2026-11-22"]]
      .map { $0.joined(separator: delimiter) + lines }.joined()
  }

  private static func utf16(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  /// `text()` in CP932; the second byte of 表 is a backslash.
  private static let cp932: [UInt8] =
    [0x8C, 0xDA, 0x8B, 0x71, 0x49, 0x44, 0x2C, 0x94, 0xF5, 0x8D, 0x6C, 0x2C]
    + [0x93, 0x6F, 0x98, 0x5E, 0x93, 0xFA, 0x0D, 0x0A, 0x31, 0x2C]
    + [0x88, 0xEA, 0x81, 0x40, 0x82, 0xC2] + Array(",2026-11-21\r\n2,".utf8) + [0x95, 0x5C]
    + Array(",2026-11-22\r\n".utf8)

  /// `text()`, gzipped once and for all.
  private static let gzip: [UInt8] =
    [0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x7B, 0xB9, 0x70, 0xF9]
    + [0xD3, 0x75, 0x8B, 0x3C, 0x5D, 0x74, 0x9E, 0x36, 0xCD, 0x7C, 0xD1, 0xD0, 0xAC, 0xF3]
    + [0x7C, 0xE6, 0xEE, 0x97, 0x3D, 0x9B, 0x9E, 0x4D, 0x5F, 0xCA, 0x65, 0xA8, 0xF3, 0x64]
    + [0x47, 0xC3, 0xE3, 0x86, 0x86, 0xC7, 0x8D, 0x4B, 0x74, 0x8C, 0x0C, 0x8C, 0xCC, 0x74]
    + [0x0D, 0x0D, 0x75, 0x8D, 0x0C, 0xB9, 0x8C, 0x74, 0x5E, 0x2C, 0x5C, 0x81, 0x10, 0x30]
    + [0xE2, 0x02, 0x00, 0x55, 0x2C, 0xFE, 0x95, 0x42, 0x00, 0x00, 0x00]

  static let cases = [
    Case("UTF-8", Array(text().utf8)), Case("CRLF", Array(text(lines: "\r\n").utf8)),
    Case("a byte order mark", [0xEF, 0xBB, 0xBF] + Array(text().utf8)),
    Case("CP932", cp932, .cp932), Case("gzip", gzip),
    Case("UTF-16LE", [0xFF, 0xFE] + utf16(text("\t")), .utf16LE, .tab),
    Case("UTF-16LE without a mark", utf16(text()), .utf16LE),
    Case("tabs", Array(text("\t").utf8), .utf8, .tab),
    Case("semicolons", Array(text(";").utf8), .utf8, .semicolon),
    Case(
      "commas inside quotes", Array(("\"顧客ID\";\"備考,,,\";登録日\n1;a;b\n").utf8), .utf8, .semicolon),
    Case("lines before", Array(("売上一覧\n作成：2026-11-21\n\n" + text()).utf8), skipped: 3),
    Case("empty lines before are skipped anyway", Array(("\n\n" + text()).utf8)),
    Case("a line of blanks before", Array(("  \n" + text()).utf8), skipped: 1),
    Case(
      "a record that is too short is not the header's fault",
      Array((text() + "3,x\n4,x\n5,x,y\n").utf8)),
    Case(
      "lines before, padded as spreadsheets do",
      Array(("表1,,\n\"単位：人\",,\n,,\n" + text()).utf8), skipped: 3),
    Case("a padded line that is not first", Array((text() + "3,,\n4,,\n5,,\n").utf8)),
    Case(
      "UTF-16LE with lines before", [0xFF, 0xFE] + utf16("一覧\n" + text()), .utf16LE, skipped: 1),
  ]

  @Test("encoding, delimiter and header row are found", arguments: cases)
  func shape(_ example: Case) throws {
    let definition = try Drafting(example.bytes).definition
    #expect(definition.encoding == example.encoding)
    #expect(definition.delimiter == example.delimiter)
    #expect(definition.skipLines == example.skipped)
    #expect(definition.columns.count == 3)
    #expect(definition.columns.first?.header == "顧客ID")
  }

  @Test(
    "the file's name gives pattern, name and label",
    arguments: [
      ("orders.csv", "orders.csv", "orders", "orders"),
      ("orders_20261121.csv", "orders_*.csv", "orders", "orders"),
      ("Orders-2026-11-21_3.CSV.gz", "Orders-*.CSV*", "orders", "Orders"),
      ("webAccess 7.tsv", "webAccess *.tsv", "web_access", "webAccess"),
      ("顧客一覧_01.csv", "顧客一覧_*.csv", "source", "顧客一覧"),
      ("b2b_leads.tsv", "b2b_leads.tsv", "b2b_leads", "b2b_leads"),
      ("ec_utf16_20261121.csv", "ec_utf16_*.csv", "ec_utf16", "ec_utf16"),
      ("p2p3x_1.csv", "p2p3x_*.csv", "p2p3x", "p2p3x"),
      ("orders20261121.csv", "orders*.csv", "orders", "orders"),
      ("orders2.csv", "orders*.csv", "orders", "orders"),
      ("a[1]*.csv", "a?*]?.csv", "a", "a[_]*"), ("20261121.csv", "*.csv", "source", "source"),
      ("files.csv", "files.csv", "source", "files"), ("null.csv", "null.csv", "null", "null"),
      ("order.csv", "order.csv", "order", "order"),
    ])
  func names(_ file: String, _ pattern: String, _ source: String, _ label: String) throws {
    let definition = try Drafting(Self.text(), file: file, id: nil).definition
    #expect(definition.files == pattern)
    #expect(definition.name == source)
    #expect(definition.label == label)
  }
}
