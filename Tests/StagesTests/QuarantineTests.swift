import Table
import Testing

@testable import Stages

@Suite("Quarantine and issues")
struct QuarantineTests {
  private static let source = """
    key: id
    newest_by: at
    max_quarantined: 1
    columns:
      - {name: id, header: id, type: id}
      - {name: at, header: at, type: timestamp}
      - {name: mail, header: mail, type: email}
      - {name: phone, header: mail, type: phone, reading: true}
      - {name: open, header: open, type: bool}
    """

  private func load(_ records: [String], source: String = source) throws -> LoadedSource {
    try Loading(source, lines: ["rows.csv": ["id,at,mail,open"] + records]).run()
  }

  @Test("a record that cannot be read is kept with its reason and its raw bytes")
  func reasons() throws {
    let loaded = try load([
      "1,2026-11-21,a@example.jp,1", ",2026-11-21,b@example.jp,1", "  　,,,", "NULL,,,",
      "2,2026-11-21,1", "3,\"x\"y,,", "4,,\"c@example.jp\",", "5,,,\"open",
    ])
    #expect(loaded.table().cells("id") == ["1", "4"])
    #expect(
      loaded.quarantined == [
        "missing_key: ,2026-11-21,b@example.jp,1", "missing_key:   　,,,", "missing_key: NULL,,,",
        "field_count: 2,2026-11-21,1", "stray_quote: 3,\"x\"y,,",
        "unterminated_quote: 5,,,\"open",
      ])
    #expect(loaded.counts == [[8, 2, 0, 6]])
  }

  @Test("exactly the share of a source may be broken, whatever it is", arguments: 1...99)
  func share(_ broken: Int) throws {
    let limit = "max_quarantined: " + (broken < 10 ? "0.0\(broken)" : "0.\(broken)")
    let source = Self.source.replacing("max_quarantined: 1", with: limit)
    let lines = (1...100).map { $0 <= broken ? "\($0)" : "\($0),,," }
    #expect(try load(lines, source: source).counts == [[100, 100 - broken, 0, broken]])
    let more = try Loading(
      source, lines: ["rows.csv": ["id,at,mail,open", "0"] + lines]
    ).refusal()
    #expect(more?.kind == .data)
  }

  @Test("a quarantined record is found again by its number and offset")
  func places() throws {
    let loaded = try load(["1,,,", "", ",,い,", "2,,\"a\nb\",", ",,,"])
    let kept = loaded.files[0].survey.quarantined
    #expect(kept.map(\.record) == [2, 4])
    // The header has 16 bytes, the first record 5, the empty line 1, the second 7, the third 10.
    #expect(kept.map(\.offset) == [22, 39])
    #expect(kept.map(\.length) == [6, 3])
  }

  @Test("of a record that is too long every byte is kept")
  func tooLong() throws {
    let record = "1,,," + String(repeating: "x", count: (1 << 20) + 17)
    let loaded = try load([record])
    // Their number first: what differs would be printed.
    #expect(loaded.quarantined.map(\.utf8.count) == ["too_long: ".utf8.count + record.utf8.count])
    #expect(loaded.quarantined == ["too_long: " + record])
  }

  @Test("an unreadable key is a missing one, and no issue")
  func unreadableKey() throws {
    let source = """
      key: mail
      max_quarantined: 1
      columns:
        - {name: mail, header: mail, type: email}
        - {name: open, header: open, type: bool}
      """
    let loaded = try load(["1,,not an address,?", "2,,A@Example.jp,?"], source: source)
    #expect(loaded.table().cells == [["a@example.jp", nil]])
    #expect(loaded.quarantined == ["missing_key: 1,,not an address,?"])
    #expect(loaded.issues.cells == [["rows", "a@example.jp", "open", "?", "bad_boolean"]])
  }

  @Test("issues are those of loaded records, with the raw text")
  func issues() throws {
    let loaded = try load([
      "1,someday,no address,perhaps", "1,2026-11-21, ＠x ,1", "2,2026/02/30,a@example.jp,",
      ",tomorrow,,", "2,,b@example.jp,\"o\"\"n\"",
    ])
    #expect(loaded.table().cells("id") == ["1", "2"])
    #expect(
      loaded.issues.cells == [
        ["rows", "1", "mail", " ＠x ", "bad_email"], ["rows", "2", "open", "o\"n", "bad_boolean"],
      ])
  }

  @Test("a second reading of a header has no issues")
  func readings() throws {
    let loaded = try load(["1,,09012345678,", "2,,a@example.jp,"])
    #expect(loaded.table().cells("mail") == [nil, "a@example.jp"])
    #expect(loaded.table().cells("phone") == ["+819012345678", nil])
    #expect(loaded.issues.cells == [["rows", "1", "mail", "09012345678", "bad_email"]])
  }

  @Test(
    "a prefecture that is not given or not readable is that of the address",
    arguments: [
      ("大阪", "東京都千代田区", "大阪府", nil), ("", "東京都千代田区", "東京都", nil),
      ("?", "北海道札幌市", "北海道", nil), ("?", "札幌市", nil, "bad_choice"), ("", "札幌市", nil, nil),
      ("?", "", nil, "bad_choice"), ("", "", nil, nil), ("NULL", "京都府京都市", "京都府", nil),
    ] as [(String, String, String?, String?)])
  func prefecture(
    _ given: String, _ address: String, _ expected: String?, _ issue: String?
  ) throws {
    let source = """
      key: id
      columns:
        - {name: id, header: id, type: id}
        - {name: prefecture, header: prefecture, type: prefecture}
        - {name: address, header: address, type: text}
      """
    let lines = ["id,prefecture,address", "1,\(given),\(address)", "2,\(given),\(address)"]
    for hasShortcuts in [true, false] {
      let loaded = try Loading(source, lines: ["rows.csv": lines])
        .run(hasShortcuts: hasShortcuts)
      #expect(loaded.table().cells("prefecture") == [expected, expected])
      #expect(loaded.issues.cells("reason") == (issue.map { [$0, $0] } ?? []))
    }
  }

  @Test("without an address column a prefecture stands alone")
  func prefectureAlone() throws {
    let source = """
      key: id
      columns:
        - {name: id, header: id, type: id}
        - {name: prefecture, header: at, type: prefecture}
      """
    let loaded = try load(["1,東京,,", "2,?,,", "3,,,"], source: source)
    #expect(loaded.table().cells("prefecture") == ["東京都", nil, nil])
    #expect(loaded.issues.cells == [["rows", "2", "prefecture", "?", "bad_choice"]])
  }

  @Test(
    "too large a share of quarantined records refuses the source",
    arguments: [
      (1, "0.01", false), (2, "0.01", true), (2, "0.02", false), (100, "1", false), (1, "0", true),
      (0, "0", false),
    ])
  func tooMany(_ broken: Int, _ share: String, _ isRefused: Bool) throws {
    let records = (0..<100).map { $0 < broken ? "\($0),,," + "," : "\($0),,," }
    let source = Self.source.replacing("max_quarantined: 1", with: "max_quarantined: \(share)")
    let loading = try Loading(source, lines: ["rows.csv": ["id,at,mail,open"] + records])
    let refusal = try loading.refusal()
    #expect((refusal != nil) == isRefused)
    if let refusal {
      #expect(refusal.kind == .data)
      #expect(
        refusal.message.contains("\(broken) of 100 records cannot be read (field_count \(broken))"))
    }
  }

  @Test("the share is that of all files of a source, missing keys among them")
  func shareOfAll() throws {
    let lines = [
      "rows-1.csv": ["id,at,mail,open", ",,,", "1,,,"],
      "rows-2.csv": ["id,at,mail,open"] + (2..<100).map { "\($0),,," },
    ]
    let source = Self.source.replacing("max_quarantined: 1", with: "max_quarantined: 0.01")
    #expect(try Loading(source, lines: lines).refusal() == nil)
    let stricter = Self.source.replacing("max_quarantined: 1", with: "max_quarantined: 0.009")
    let refusal = try #require(try Loading(stricter, lines: lines).refusal())
    #expect(refusal.message.contains("1 of 100 records cannot be read (missing_key 1)"))
  }
}
