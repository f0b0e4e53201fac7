import Table
import TestSupport
import Testing

@testable import Cleanse

@Suite("dates and timestamps as programs write them")
struct PlainDateTests {
  /// Gives `body` the bytes as folded text.
  private func read<Result>(_ text: String, _ body: (ByteView) -> Result) -> Result {
    Array(text.utf8).withUnsafeBufferPointer(body)
  }

  @Test(
    "are read at once",
    arguments: [
      "2026-11-21 10:11:12", "2026-11-21T10:11:12", "2026/11/21 10:11:12", "2026/11/21T10:11:12Z",
      "2026-11-21 00:00:00", "2024-02-29 23:59:59Z", "1869-01-01 00:00:00", "2199-12-31 23:59:59Z",
      "2026-11-21T10:11:12+09:00", "2026/11/21 23:11:12+00:00", "2024-02-29T00:00:00+00:00",
      "2026-11-21", "2026/11/21", "2000-02-29", "1869/01/01", "2199-12-31",
    ])
  func atOnce(_ text: String) throws {
    if text.count == 10 {
      let day = try #require(read(text, DateAndTime.plainDate))
      #expect(read(text) { Expected(DateAndTime.parseDate($0)) } == .number(day))
    } else {
      let timestamp = try #require(read(text, DateAndTime.plainTimestamp))
      #expect(read(text) { Expected(DateAndTime.parseTimestamp($0)) } == .number(timestamp))
    }
  }

  @Test(
    "everything else is left to the parser",
    arguments: [
      "", "2", "2026-11-2", "2026-1-021", "2026-11/21", "2026/11-21", "2026.11.21", "2026-02-29",
      "2100-02-29", "2026-00-10", "2026-13-01", "2026-11-00", "2026-11-31", "1868-12-31",
      "2200-01-01", "9999-12-31", "2026-11-2:", "20é-11-21", "2026-11-/1", "202\u{7F}-11-21",
      "２026-11-2",
      "2026-11-21 10:11", "2026-11-21t10:11:12", "2026-11-21_10:11:12", "2026-11-21 24:00:00",
      "2026-11-21 10:60:00", "2026-11-21 10:11:60", "2026-11-21 10:11:1 ", "2026-11-21 1:11:12",
      "2026-11-21 10-11-12", "2026-11+21", "2026-11.21", "2026/11.21", "2026-11-21 10:11;12",
      "2026-11-21 10:11:12z", "2026-11-21 10:11:12.", "2026-11-2110:11:12Z",
      "2026-02-30 10:11:12", "1868-12-31 10:11:12", "2200-12-31 20:00:00Z", "2026-11-21 10:11:1é",
      "2026-11-21 10:11:12+", "2026-11-21T10:11:12+09:0", "2026-11-21T10:11:12-09:00",
      "2026-11-21T10:11:12+09:30", "2026-11-21T10:11:12 09:00", "2026-11-21T10:11:12+09:000",
      "2026-11-21T10:11:12+0900", "2026-11-21T10:11:1a+09:00", "\0\0\0\0\0\0\0\0\0\0 10:11:12",
    ])
  func left(_ text: String) {
    #expect(read(text, DateAndTime.plainDate) == nil)
    #expect(read(text, DateAndTime.plainTimestamp) == nil)
  }

  @Test("give what the parser gives", arguments: PropertyTests.seeds)
  func same(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let templates = [
      "2026-11-21 10:11:12", "2199/02/29T23:59:59Z", "1868-12-01", "2024/02/28",
      "2026-11-21T10:11:12+09:00", "2026-11-21T10:11:12+00:00", "1970-01-01 10:11:12",
    ]
    var latest = LatestDay()
    var plain = 0
    for round in 0..<20_000 {
      var bytes = Array(templates.randomElement(using: &generator)!.utf8)
      // Digits anew, or a few bytes of any kind.
      for place in bytes.indices where 0x30...0x39 ~= bytes[place] {
        if Bool.random(using: &generator) {
          bytes[place] = .random(in: 0x30...0x39, using: &generator)
        }
      }
      if Int.random(in: 0..<4, using: &generator) == 0 {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] = Array("-/T Zz:.0+9\u{7F}".utf8).randomElement(using: &generator)!
      }
      if Int.random(in: 0..<8, using: &generator) == 0 {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      bytes.withUnsafeBufferPointer { text in
        if let day = DateAndTime.plainDate(text) {
          plain += 1
          #expect(
            Expected(DateAndTime.parseDate(text)) == .number(day),
            "seed \(seed), round \(round): \(Array(text))")
        }
        #expect(DateAndTime.plainTimestamp(text, &latest) == DateAndTime.plainTimestamp(text))
        if let timestamp = DateAndTime.plainTimestamp(text) {
          plain += 1
          #expect(
            Expected(DateAndTime.parseTimestamp(text)) == .number(timestamp),
            "seed \(seed), round \(round): \(Array(text))")
        }
      }
    }
    #expect(plain > 100, "seed \(seed)")
  }

  @Test("a null word of that form is null")
  func nullWord() {
    let cleanser = Cleanser(type: .timestamp, nullWords: ["1900-01-01 00:00:00"])
    #expect(cleanser.result("1900-01-01 00:00:00") == .null)
    #expect(cleanser.result("1900-01-01 00:00:01") == .text("1900-01-01T00:00:01"))
  }
}
