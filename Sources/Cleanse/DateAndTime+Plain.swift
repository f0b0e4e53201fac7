import Table

/// The day of the timestamp that was read last: that of the next is mostly the same, and need not be worked
/// out again.
public struct LatestDay {
  /// Its first eight bytes and the two behind them.
  fileprivate var text: (head: UInt64, tail: UInt16)
  fileprivate var number: Int64 = 0

  /// As if 1970-01-01 had been read.
  public init() {
    // Day 0 as text, the first byte lowest.
    text = (0x2D31_302D_3037_3931, 0x3130)
  }
}

/// The forms that programs write, read at once. Whatever is not exactly of such a form or may be out
/// of range is left to `DateParser`, which gives the same for what is.
extension DateAndTime {
  /// Years all of whose days are in range, in every zone.
  private static let safeYears = 1869...2199
  private static let tokyoOffset: Int64 = 9 * 3600

  /// The day of exactly `2026-11-21` or `2026/11/21`.
  static func plainDate(_ text: ByteView) -> Int64? {
    guard text.count == 10, let start = text.baseAddress else { return nil }
    return day(start)
  }

  /// The timestamp of exactly `2026-11-21 10:11:12` or `2026/11/21 10:11:12`, with a `T` in place of
  /// the space or not, with `Z`, `+00:00` or `+09:00` at its end or not.
  static func plainTimestamp(_ text: ByteView) -> Int64? {
    var latest = LatestDay()
    return plainTimestamp(text, &latest)
  }

  /// The same where the timestamp that was read before is known.
  static func plainTimestamp(_ text: ByteView, _ latest: inout LatestDay) -> Int64? {
    guard text.count >= 19, let start = text.baseAddress,
      text[10] == UInt8(ascii: " ") || text[10] == UInt8(ascii: "T"),
      let toTokyo = toTokyo(text),
      let pairs = pairs(start + 11, separator: UInt8(ascii: ":"), at: 2, 5)
    else { return nil }
    let (hour, minute, second) = (byte(pairs, 0), byte(pairs, 3), byte(pairs, 6))
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let raw = UnsafeRawPointer(start)
    let head = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
    let tail = UInt16(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self))
    if head != latest.text.head || tail != latest.text.tail {
      guard let day = day(start) else { return nil }
      latest.text = (head, tail)
      latest.number = day
    }
    return latest.number &* secondsPerDay &+ Int64(hour &* 3600 &+ minute &* 60 &+ second)
      &+ toTokyo
  }

  /// How many seconds Tokyo's clock is ahead of the one that the text behind the seconds names; nil if
  /// it is any other text.
  @inline(__always)
  private static func toTokyo(_ text: ByteView) -> Int64? {
    switch text.count {
    case 19: return 0
    case 20: return text[19] == UInt8(ascii: "Z") ? tokyoOffset : nil
    case 25:
      let raw = UnsafeRawPointer(text.baseAddress.unsafelyUnwrapped)
      // The last eight bytes but the seconds, against `+09:00` and `+00:00`.
      let zone = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 17, as: UInt64.self)) &>> 16
      return zone == 0x3030_3A39_302B ? 0 : zone == 0x3030_3A30_302B ? tokyoOffset : nil
    default: return nil
    }
  }

  /// The day that the first ten bytes name.
  @inline(__always)
  private static func day(_ start: UnsafePointer<UInt8>) -> Int64? {
    let separator = start[4]
    guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/"),
      let pairs = pairs(start, separator: separator, at: 4, 7)
    else { return nil }
    let (tens, ones) = (start[8] &- 0x30, start[9] &- 0x30)
    guard tens <= 9, ones <= 9 else { return nil }
    let year = byte(pairs, 0) * 100 + byte(pairs, 2)
    let month = byte(pairs, 5)
    let day = Int(tens) * 10 + Int(ones)
    guard safeYears ~= year, CalendarDay.isReal(year: year, month: month, day: day) else {
      return nil
    }
    return CalendarDay.number(year: year, month: month, day: day)
  }

  /// Eight bytes that are digits but for a separator at two places: byte n of the result is the
  /// number that digits n and n + 1 write. Nil if they are anything else.
  @inline(__always)
  private static func pairs(
    _ start: UnsafePointer<UInt8>, separator: UInt8, at first: UInt64, _ second: UInt64
  ) -> UInt64? {
    let bytes = UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
    let places: UInt64 = 0xFF << (first * 8) | 0xFF << (second * 8)
    // A separator becomes 0 and a digit its number.
    let signs = places & (0x0101_0101_0101_0101 &* UInt64(separator ^ 0x30))
    let digits = bytes ^ 0x3030_3030_3030_3030 ^ signs
    guard digits & places == 0,
      (digits | (digits &+ 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080 == 0
    else { return nil }
    return digits &* 10 &+ digits &>> 8
  }

  @inline(__always)
  private static func byte(_ word: UInt64, _ place: UInt64) -> Int {
    Int(word &>> (place &* 8) & 0xFF)
  }
}
