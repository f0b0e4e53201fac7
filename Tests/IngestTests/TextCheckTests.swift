import Table
import TestSupport
import Testing

@testable import Ingest

@Suite("Whether bytes are text")
struct TextCheckTests {
  /// Characters of one to four bytes, and what only looks like one.
  private static let utf8Pieces: [[UInt8]] = [
    [0x41], [0x7F], [0xC2, 0x80], [0xDF, 0xBF], [0xE0, 0xA0, 0x80], [0xE9, 0xAB, 0x99],
    [0xED, 0x9F, 0xBF], [0xEF, 0xBF, 0xBF], [0xF0, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF],
    [0x00], [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
    [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
    [0xE9, 0xAB], [0xF0, 0x9F, 0x98], [0xC3],
  ]
  private static let soundUTF8 = utf8Pieces.prefix(10)
  private static let cp932Pieces: [[UInt8]] = [
    [0x41], [0xB1], [0xDF], [0x80], [0x82, 0xA0], [0xFB, 0xFC], [0x97, 0x9D], [0xED, 0x40],
    [0xFA, 0x54], [0x81, 0x5C], [0x00], [0xA0], [0xFF], [0x82], [0x82, 0x20], [0x85, 0x40],
  ]
  private static let soundCP932 = cp932Pieces.prefix(10)

  private func check(
    _ sound: some Collection<[UInt8]>, _ pieces: [[UInt8]], _ seed: UInt64,
    _ isText: (ByteView) -> Bool, _ expected: ([UInt8]) -> Bool
  ) {
    var random = SeededGenerator(seed: seed)
    var texts = 0
    for round in 0..<4000 {
      // Every length, so that each step of a turn of several comes last.
      var bytes: [UInt8] = []
      for _ in 0..<(round % 9) { bytes += random.pick(Array(sound)) }
      if round % 2 == 1 { bytes += random.pick(pieces) }
      for _ in 0..<(round / 9 % 12 * (round % 4 + 1)) { bytes += random.pick(Array(sound)) }
      let isExpected = expected(bytes)
      if isExpected { texts += 1 }
      #expect(bytes.withUnsafeBufferPointer(isText) == isExpected, "seed \(seed): \(bytes)")
    }
    #expect(texts > 1000 && texts < 3900)
  }

  @Test("UTF-8 is told from what is not as Swift tells it", arguments: 1...3 as ClosedRange<UInt64>)
  func utf8(seed: UInt64) {
    check(
      Self.soundUTF8, Self.utf8Pieces, seed, UTF8Text().isText, RandomInputTests.isUTF8)
  }

  @Test("UTF-8 by the automaton, too", arguments: 1...3 as ClosedRange<UInt64>)
  func automaton(seed: UInt64) {
    check(
      Self.soundUTF8, Self.utf8Pieces, seed, UTF8Text().isTextByAutomaton, RandomInputTests.isUTF8)
  }

  @Test(
    "any two bytes at the end of a register and the begin of the next", arguments: [16, 64],
    [[], [0x80], [0xA0, 0x80], [0x90, 0x80, 0x80], [0xBF, 0xBF, 0xBF], [0x41]])
  func pairs(register: Int, tail: [UInt8]) {
    let text = UTF8Text()
    let end = register - 2
    var bytes = Array(repeating: UInt8(ascii: "a"), count: end) + [0, 0, 0] + tail
    var texts = 0
    for place in end...end + 1 {
      for pair in 0...UInt16.max {
        (bytes[end], bytes[end + 1], bytes[end + 2]) = (0x62, 0x62, 0x62)
        bytes[place] = UInt8(pair >> 8)
        bytes[place + 1] = UInt8(pair & 0xFF)
        bytes.withUnsafeBufferPointer { bytes in
          // What follows directly belongs to the pair.
          let bytes = place == end ? ByteView(rebasing: bytes[..<register]) : bytes
          let isText = text.isText(bytes)
          if isText { texts += 1 }
          if isText != text.isTextByAutomaton(bytes) { Issue.record("\(Array(bytes))") }
        }
      }
    }
    #expect(texts > 10_000)
  }

  @Test("CP932 a character at a time", arguments: 1...3 as ClosedRange<UInt64>)
  func cp932(seed: UInt64) {
    check(
      Self.soundCP932, Self.cp932Pieces, seed, CP932().isText, RandomInputTests.isCP932)
  }
}
