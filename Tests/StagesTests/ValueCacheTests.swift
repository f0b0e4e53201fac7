import Table
import TestSupport
import Testing

@testable import Stages

@Suite("Remembered values and threads")
struct ValueCacheTests {
  private static let source = """
    key: id
    newest_by: at
    max_quarantined: 1
    columns:
      - {name: id, header: id, type: id}
      - {name: at, header: at, type: timestamp}
      - {name: mail, header: mail, type: email}
      - {name: phone, header: mail, type: phone, reading: true}
      - {name: kind, header: kind, type: choice, choices: {a: [あ, A], b: [い]}}
      - {name: amount, header: amount, type: money}
      - {name: note, header: note, type: text}
      - {name: prefecture, header: kind, type: prefecture}
      - {name: address, header: note, type: text}
    """

  /// Files of records whose values come again and again, are quoted or not, readable or not; past
  /// the number of look-ups after which a column's cache is judged.
  private static func files(_ random: inout SeededGenerator) -> [String: [UInt8]] {
    let values = [
      "", "a", "あ", "A", "い", "?", "\"a\"", "\"a\"\"a\"", "\"い,ろ\"", "\"い\nろ\"", "1,000",
      "\"1,000\"", "￥１２", "12円", "-", "a@example.jp", "Ａ＠Example.jp", "090-1234-5678",
      "2026-11-21", "2026/11/20 9:05", "R8.11.21", "東京都港区", "大阪", "NULL",
      String(repeating: "長い", count: 30),
    ]
    var files: [String: [UInt8]] = [:]
    for file in 0..<3 {
      var text = "id,at,mail,kind,amount,note\n"
      for row in 0..<(file == 0 ? 4500 : 300) {
        let isOften = Bool.random(using: &random)
        let fields = (0..<5).map { _ in isOften ? random.pick(values) : "\(row)" }
        text +=
          "\(Int.random(in: 0..<4000, using: &random)),"
          + fields.joined(separator: ",") + "\n"
      }
      files["rows-\(file).csv"] = Array(text.utf8)
    }
    return files
  }

  @Test(
    "the tables are the same without remembering, and on two threads",
    arguments: 0..<4 as Range<UInt64>)
  func same(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let loading = try Loading(Self.source, Self.files(&random))
    let expected = try loading.run(threads: 1, hasShortcuts: false)
    #expect(expected.rowCount > 1000)
    #expect(expected.issues.rowCount > 1000)
    for (threads, hasShortcuts) in [(1, true), (2, false), (2, true), (5, true)] {
      let loaded = try loading.run(threads: threads, hasShortcuts: hasShortcuts)
      #expect(loaded.table().cells == expected.table().cells)
      #expect(loaded.issues.cells == expected.issues.cells)
      #expect(loaded.quarantined == expected.quarantined)
      #expect(loaded.counts == expected.counts)
    }
  }

  @Test("what is read is loaded, superseded or quarantined", arguments: 0..<4 as Range<UInt64>)
  func conservation(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var files = Self.files(&random)
    for name in files.keys.sorted() {
      // Torn at any byte, with a broken record after it.
      let cut = Int.random(in: 28..<(files[name]?.count ?? 29), using: &random)
      files[name] = (files[name]?.prefix(cut)).map { Array($0) + Array("\n,,,,,\n\"x\n".utf8) }
    }
    let loaded = try Loading(Self.source, files).run()
    for counts in loaded.counts {
      #expect(counts[0] == counts[1] + counts[2] + counts[3])
      #expect(counts[3] > 0)
    }
    #expect(loaded.counts.reduce(0) { $0 + $1[1] } == loaded.rowCount)
    #expect(Set(loaded.table().cells("id")).count == loaded.rowCount)
  }

  @Test("a value is found again only in its slot and only by all its bytes")
  func cache() {
    let cache = ValueCache(isOn: true)
    /// What a text became, remembered as `number` if it was not known.
    func find(_ text: String, _ number: UInt64) -> UInt64? {
      withAmpleRoom(Array(text.utf8)) { raw in
        let (slot, known, difference) = cache.known.find(raw)
        if difference == 0 { return known.bits }
        guard slot >= 0, !raw.isEmpty else { return nil }
        cache.remember(raw, at: slot, CleansedCell(value: number))
        return number
      }
    }
    // Few values at first, then many that push each other out of their slots.
    for value in (0..<200).map({ $0 % 20 }) + Array(0..<3000) {
      #expect(find("\(value)", UInt64(value)) == UInt64(value))
    }
    #expect(find("", 7) == nil)
    #expect(find(String(repeating: "x", count: 64), 9) == 9)
    #expect(find(String(repeating: "x", count: 65), 9) == nil)
  }

  @Test("a value of any length is told from one that differs in any byte", arguments: 1...64)
  func anyByte(_ count: Int) {
    let cache = ValueCache(isOn: true)
    let value = (0..<UInt8(count)).map { $0 &+ 0x21 }
    withAmpleRoom(value) { raw in
      let (slot, _, difference) = cache.known.find(raw)
      #expect(slot >= 0 && difference != 0)
      // In every slot, wherever the hash of another leads.
      for slot in 0..<512 { cache.remember(raw, at: Int32(slot), CleansedCell(value: 1)) }
      let known = cache.known.find(raw)
      #expect(known.difference == 0 && known.cell.bits == 1)
    }
    var found = 0
    for index in value.indices {
      var other = value
      other[index] ^= 0x80
      withAmpleRoom(other) { raw in
        if cache.known.find(raw).difference == 0 { found += 1 }
      }
    }
    #expect(found == 0)
    withAmpleRoom(value.dropLast()) { raw in
      #expect(cache.known.find(raw).difference != 0)
    }
  }

  @Test(
    "a cache that hardly ever helps turns itself off, a useful one stays on",
    arguments: [
      (5000, false), (20, true),
    ])
  func turnsOff(_ kinds: Int, _ isOn: Bool) {
    let cache = ValueCache(isOn: true)
    for value in 0..<5000 {
      withAmpleRoom(Array("\(value % kinds)".utf8)) { raw in
        cache.note(lookups: 1)
        let (slot, _, difference) = cache.known.find(raw)
        if difference != 0 { cache.remember(raw, at: slot, CleansedCell(value: 1)) }
      }
    }
    cache.review()
    #expect(cache.isOn == isOn)
  }
}

/// Lends bytes with others behind them, as there are in the region.
private func withAmpleRoom<Result>(
  _ bytes: some Sequence<UInt8>, _ body: (ByteView) -> Result
) -> Result {
  let bytes = Array(bytes)
  return (bytes + [UInt8](repeating: 0x5A, count: Bytes.ample)).withUnsafeBufferPointer {
    body($0.slice(0, bytes.count))
  }
}
