/// The variable-length integers of the SQLite file format: seven bits a byte, the highest first,
/// and a ninth byte of eight bits.
enum Varint {
  /// How many bytes `value` takes. `value` must be less than 2^56, as every length, row id and
  /// serial type of ours is.
  @inline(__always)
  static func length(_ value: Int) -> Int {
    if value < 0x80 { return 1 }
    if value < 0x4000 { return 2 }
    return (Int.bitWidth - value.leadingZeroBitCount + 6) / 7
  }

  /// Writes `value`, less than 2^56, and returns the place after it.
  @inline(__always)
  static func write(
    _ value: Int, _ to: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    if value < 0x80 {
      to[0] = UInt8(truncatingIfNeeded: value)
      return to + 1
    }
    if value < 0x4000 {
      to[0] = UInt8(truncatingIfNeeded: value &>> 7 | 0x80)
      to[1] = UInt8(truncatingIfNeeded: value & 0x7F)
      return to + 2
    }
    if value < 0x20_0000 {
      to[0] = UInt8(truncatingIfNeeded: value &>> 14 | 0x80)
      to[1] = UInt8(truncatingIfNeeded: value &>> 7 | 0x80)
      to[2] = UInt8(truncatingIfNeeded: value & 0x7F)
      return to + 3
    }
    if value < 0x1000_0000 {
      to[0] = UInt8(truncatingIfNeeded: value &>> 21 | 0x80)
      to[1] = UInt8(truncatingIfNeeded: value &>> 14 | 0x80)
      to[2] = UInt8(truncatingIfNeeded: value &>> 7 | 0x80)
      to[3] = UInt8(truncatingIfNeeded: value & 0x7F)
      return to + 4
    }
    return writeLong(value, to)
  }

  private static func writeLong(
    _ value: Int, _ to: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    let count = length(value)
    var rest = value
    var place = count - 1
    to[place] = UInt8(truncatingIfNeeded: rest & 0x7F)
    while place > 0 {
      place -= 1
      rest >>= 7
      to[place] = UInt8(truncatingIfNeeded: rest & 0x7F | 0x80)
    }
    return to + count
  }

  /// The number at `position`, which is moved behind it; nil if it runs over the end of `bytes`.
  @inline(__always)
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Int? {
    if position < bytes.count, bytes[position] < 0x80 {
      position += 1
      return Int(bytes[position - 1])
    }
    return readLong(bytes, &position)
  }

  private static func readLong(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int
  ) -> Int? {
    var value: UInt64 = 0
    for place in 0..<9 {
      guard position < bytes.count else { return nil }
      let byte = bytes[position]
      position += 1
      if place == 8 { return Int(truncatingIfNeeded: value << 8 | UInt64(byte)) }
      value = value << 7 | UInt64(byte & 0x7F)
      if byte < 0x80 { break }
    }
    return Int(truncatingIfNeeded: value)
  }
}

/// Numbers of a fixed width in the file format: the highest byte first.
enum BigEndian {
  /// Writes the lowest `width` bytes of `value`.
  @inline(__always)
  static func write(_ value: Int64, width: Int, _ to: UnsafeMutablePointer<UInt8>) {
    var rest = value
    var place = width - 1
    while place >= 0 {
      to[place] = UInt8(truncatingIfNeeded: rest)
      rest >>= 8
      place -= 1
    }
  }

  /// The unsigned number of `width` bytes.
  @inline(__always)
  static func read(_ from: UnsafePointer<UInt8>, width: Int) -> Int {
    var value = 0
    for place in 0..<width { value = value << 8 | Int(from[place]) }
    return value
  }

  /// The signed number of `width` bytes.
  @inline(__always)
  static func readSigned(_ from: UnsafePointer<UInt8>, width: Int) -> Int64 {
    var value = Int64(Int8(bitPattern: from[0]))
    for place in 1..<max(1, width) { value = value << 8 | Int64(from[place]) }
    return value
  }
}
