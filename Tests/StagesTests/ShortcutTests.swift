import Store
import TestSupport
import Testing

@testable import Stages

@Suite("Values seen at a glance")
struct ShortcutTests {
  private static let types = [
    "id", "token", "text", "person", "kana", "email", "phone", "line_id", "date", "timestamp",
    "bool",
    "int", "money", "postal", "prefecture", "url", "company",
  ]

  /// What programs write, and what only looks like it.
  private static let values = [
    "", "C0000016", "vWA90000001", "v0579512.6c17cb497883edc7", "aé12", "Ａ１", " a1", "a1 ", "a 1",
    "a\t1",
    "\"a,1\"", "\"a\"\"1\"", "\u{7F}a1", "null", "NULL", "n/a", "#N/A", "-", "nulls", "なし", "T1",
    "abc",
    "2026-11-21", "2026/11/21", "2026-11-21 10:11:12", "2026-11-21T10:11:12Z", "2026-02-30",
    "2026-11-21 24:00:00", "9999-12-31", "R8.11.21", "0", "007", "123456789012345",
    "1234567890123456", "1,200", "12円", "taro@example.jp", "09012345678", "https://Example.jp/A#b",
    "https://www.example.co.jp/mypage/?cid=b8a5c91239a00114", "true", "東京都", "㈱山田", "無い",
    "19000101", "hanako@example.jp",
  ]

  /// 東京都, ㈱山田, 無い and ｱ in CP932.
  private static let cp932: [[UInt8]] = [
    [0x93, 0x8C, 0x8B, 0x9E, 0x93, 0x73], [0x87, 0x8A, 0x8E, 0x52, 0x93, 0x63],
    [0x96, 0xB3, 0x82, 0xA2],
    [0xB1],
  ]

  private static func values(in encoding: String) -> [[UInt8]] {
    let values = values.map { Array($0.utf8) }
    return encoding == "utf-8" ? values : values.filter { $0.allSatisfy { $0 < 0x80 } } + cp932
  }

  private func source(_ encoding: String) -> String {
    let columns = Self.types.enumerated().map { place, type in
      let more =
        switch place % 3 {
        case _ where type == "email": ", null_words: [hanako@example.jp]"
        case _ where type == "url":
          ", null_words: [\"https://www.example.co.jp/mypage/?cid=b8a5c91239a00114\"]"
        case 0: ", null_words: [無い, T1]"
        case 1 where type == "date" || type == "int": ", null_words: [\"19000101\", \"9999-12-31\"]"
        default: ""
        }
      return "  - {name: c\(place), header: c\(place), type: \(type)\(more)}"
    }
    return """
      source: people
      label: people
      files: "people*.csv"
      encoding: \(encoding)
      key: [c0]
      mode: append
      max_quarantined: 1
      columns:
      \(columns.joined(separator: "\n"))

      """
  }

  @Test(
    "the file is the same if every value goes through all rules",
    arguments: [UInt64(1), 2, 3], ["utf-8", "cp932"])
  func same(seed: UInt64, encoding: String) throws {
    let pipeline = try TemporaryFolder()
    try pipeline.write("pipeline.yml", "pipeline: test\n")
    try pipeline.write("sources/people.yml", source(encoding))
    let exports = try TemporaryFolder()
    var random = SeededGenerator(seed: seed)
    let values = Self.values(in: encoding)
    var text = Array((Self.types.indices.map { "c\($0)" }.joined(separator: ",") + "\n").utf8)
    for row in 0..<3000 {
      let fields = Self.types.indices.map { place in
        // Keys come again now and then.
        place == 0 && row % 7 > 0 ? Array("K\(row)".utf8) : random.pick(values)
      }
      text += fields.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "\n")]
    }
    try exports.write("people.csv", text)
    let store = try TemporaryFolder()
    func cleanse(hasShortcuts: Bool) throws -> (bytes: [UInt8], rows: Int) {
      let runner = try StageRunner(
        RunOptions(
          pipeline: pipeline.path, exports: exports.path, store: store.path, date: 20778,
          threads: 2,
          unsubscribeSecret: "secret", replay: false, force: true))
      let draft = try CleanseDraft(
        runner.definition, BulkStageWriter(path: "\(store.path)/file", threads: 2))
      try runner.load(runner.exportSet(), into: draft, hasShortcuts: hasShortcuts)
      let counts = try draft.finish()
      try draft.writer.publish()
      return (try store.read("file"), counts.first { $0.name == "loaded" }?.value ?? 0)
    }
    let expected = try cleanse(hasShortcuts: false)
    #expect(expected.rows > 1500)
    #expect(try cleanse(hasShortcuts: true).bytes == expected.bytes, "seed \(seed)")
  }
}
