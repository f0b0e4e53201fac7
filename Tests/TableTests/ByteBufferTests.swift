import Table
import TestSupport
import Testing

@Suite("ByteBuffer")
struct ByteBufferTests {
  @Test(
    "a number is written in decimal",
    arguments: [
      0, 1, -1, 9, 10, -10, 99, 100, 12345, 999_999_999, 1_000_000_000, 1 << 53, -(1 << 53),
      999_999_999_999_999_999, 1_000_000_000_000_000_000, Int64.max, Int64.min, Int64.min + 1,
    ] as [Int64])
  func decimal(_ number: Int64) {
    let buffer = ByteBuffer(capacity: 1)
    buffer.append(decimal: number)
    #expect(buffer.text == String(number))
  }

  @Test("every power of ten and its neighbours is written in decimal")
  func powersOfTen() {
    let buffer = ByteBuffer()
    var power: Int64 = 1
    for _ in 0..<18 {
      power *= 10
      for number in [power - 1, power, power + 1, -power] {
        buffer.removeAll()
        buffer.append(decimal: number)
        #expect(buffer.text == String(number))
      }
    }
  }

  @Test(
    "numbers of any size are written as the standard library does",
    arguments: 0..<8 as Range<UInt64>)
  func randomDecimals(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let buffer = ByteBuffer()
    for _ in 0..<500 {
      let number =
        Int64(truncatingIfNeeded: random.next()) >> Int64.random(in: 0..<64, using: &random)
      buffer.removeAll()
      buffer.append(decimal: number)
      #expect(buffer.text == String(number))
    }
  }

  @Test(
    "a padded number has its width",
    arguments: [
      (0, 2, "00"), (7, 2, "07"), (59, 2, "59"), (99, 2, "99"), (0, 4, "0000"),
      (33, 4, "0033"), (1868, 4, "1868"), (9999, 4, "9999"),
    ])
  func padded(_ number: Int, _ width: Int, _ expected: String) {
    let buffer = ByteBuffer()
    buffer.append(padded: number, width: width)
    #expect(buffer.text == expected)
  }

  @Test("every code point is written as UTF-8")
  func scalars() {
    let buffer = ByteBuffer(capacity: 1)
    for number in 0...0x10FFFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(number) else { continue }
      buffer.removeAll()
      buffer.append(scalar: number)
      // A plain comparison: a million expectations would take longer than what they look at.
      if !buffer.view.elementsEqual(Array(String(Character(scalar)).utf8)) {
        Issue.record("U+\(String(number, radix: 16)) became \(buffer.bytes)")
      }
    }
  }

  @Test("what is appended piece by piece is kept whole while the room grows")
  func growth() {
    let buffer = ByteBuffer(capacity: 0)
    var expected: [UInt8] = []
    for length in [0, 1, 15, 16, 17, 1000, 3, 70000] {
      let piece = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      piece.withUnsafeBufferPointer { buffer.append($0) }
      expected += piece
      buffer.append(UInt8(ascii: "|"))
      expected.append(UInt8(ascii: "|"))
      buffer.append("名簿" as StaticString)
      buffer.append(text: "é")
      expected += Array("名簿é".utf8)
    }
    #expect(buffer.bytes == expected)
    #expect(buffer.count == expected.count)
  }

  @Test("a cut buffer keeps its first bytes, an emptied one none")
  func cutting() {
    let buffer = ByteBuffer()
    buffer.append(text: "abcdef")
    buffer.truncate(to: 2)
    buffer.append(UInt8(ascii: "z"))
    buffer[0] = UInt8(ascii: "A")
    #expect(buffer.text == "Abz")
    #expect(buffer[1] == UInt8(ascii: "b"))
    buffer.removeAll()
    #expect(buffer.bytes.isEmpty)
  }

  @Test("a writer gets all the room it asked for, and only what it wrote counts")
  func writing() {
    let buffer = ByteBuffer(capacity: 1)
    buffer.append(text: "id:")
    buffer.append(atMost: 5000) { room in
      for index in 0..<5000 { room[index] = UInt8(ascii: "x") }
      return 2
    }
    #expect(buffer.text == "id:xx")
  }

  @Test("a view of no bytes adds nothing")
  func emptyView() {
    let buffer = ByteBuffer()
    buffer.append(ByteView(start: nil, count: 0))
    buffer.append(ByteView(start: nil, count: 0).slice(0, 0))
    #expect(buffer.bytes == [])
  }
}
