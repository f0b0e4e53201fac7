import Table
import Testing

@testable import Store

@Suite("The numbers of the SQLite file format")
struct FileFormatTests {
  @Test("a varint reads as it was written, in as many bytes as it needs")
  func varint() {
    var values = Array(0...20000)
    for bits in 14..<56 { values += [(1 << bits) - 1, 1 << bits, (1 << bits) + 1] }
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
    defer { buffer.deallocate() }
    for value in values where value < 1 << 56 {
      let length = Varint.write(value, buffer) - buffer
      #expect(length == Varint.length(value))
      #expect(value >> (7 * length) == 0 && (length == 1 || value >> (7 * (length - 1)) > 0))
      var position = 0
      let bytes = ByteView(start: buffer, count: length)
      #expect(Varint.read(bytes, &position) == value)
      #expect(position == length)
      position = 0
      #expect(Varint.read(bytes.slice(0, length - 1), &position) == nil)
    }
  }

  @Test("a varint of nine bytes holds 64 bits")
  func longVarint() {
    let bytes = [UInt8](repeating: 0xFF, count: 9)
    var position = 0
    #expect(bytes.withUnsafeBufferPointer { Varint.read($0, &position) } == -1)
    #expect(position == 9)
  }

  @Test(
    "a number takes the narrowest serial type",
    arguments: [
      (0, 8), (1, 9), (2, 1), (-1, 1), (127, 1), (128, 2), (-128, 1), (-129, 2), (32767, 2),
      (32768, 3), (-32769, 3), (8_388_607, 3), (8_388_608, 4), (2_147_483_647, 4),
      (2_147_483_648, 5), (-2_147_483_649, 5), (1 << 47 - 1, 5), (1 << 47, 6), (Int64.max, 6),
      (Int64.min + 1, 6),
    ] as [(Int64, UInt32)])
  func serial(number: Int64, type: UInt32) {
    #expect(Serial.integer(number) == type)
    guard type <= 6 else { return }
    let width = Serial.width(type)
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 8)
    defer { buffer.deallocate() }
    BigEndian.write(number, width: width, buffer)
    #expect(BigEndian.readSigned(buffer, width: width) == number)
  }

  @Test(
    "a payload spills where the format says",
    arguments: [
      (477, 477), (478, 39), (508 + 39, 39), (509 + 39, 40), (508 + 477, 477), (508 + 478, 39),
    ])
  func payload(total: Int, local: Int) {
    #expect(PayloadLimit.table(pageSize: 512).local(total) == local)
  }

  @Test("a day and a second read as they were written, and nothing else reads")
  func dates() {
    let texts = DateTexts()
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 20)
    defer { buffer.deallocate() }
    for day in stride(from: DateTexts.first, through: DateTexts.last, by: 997) {
      #expect(texts.write(day: day, to: buffer))
      let view = ByteView(start: buffer, count: 10)
      #expect(view.text == CalendarDay.text(day))
      #expect(DateTexts.day(view) == day)
      let timestamp = day * 86400 + 86399 - day & 0xFFF
      #expect(texts.write(timestamp: timestamp, to: buffer))
      #expect(DateTexts.timestamp(ByteView(start: buffer, count: 19)) == timestamp)
    }
    #expect(!texts.write(day: DateTexts.last + 1, to: buffer))
    for text in ["2026-02-29", "2026-13-01", "2026/01/01", "20260101  ", "2026-1-1"] {
      #expect(Array(text.utf8).withUnsafeBufferPointer(DateTexts.day) == nil)
    }
    for text in ["2026-01-01 00:00:00", "2026-01-01T24:00:00", "2026-01-01T00:00"] {
      #expect(Array(text.utf8).withUnsafeBufferPointer(DateTexts.timestamp) == nil)
    }
  }
}
