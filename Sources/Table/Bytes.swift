/// Comparing and hashing of byte runs: the order of keys everywhere is byte order.
public enum Bytes {
  /// True if both hold the same bytes. O(length).
  @inlinable
  public static func equal(_ left: ByteView, _ right: ByteView) -> Bool {
    guard left.count == right.count else { return false }
    guard left.count > 0, let a = left.baseAddress, let b = right.baseAddress else { return true }
    let count = left.count
    guard count >= 8 else { return load(a, count) == load(b, count) }
    var index = 0
    while index &+ 8 <= count {
      if load8(a + index) != load8(b + index) { return false }
      index &+= 8
    }
    // The last eight bytes, some of them for the second time.
    return load8(a + (count &- 8)) == load8(b + (count &- 8))
  }

  /// True if the bytes are those of a literal. O(length).
  @inlinable
  public static func equal(_ bytes: ByteView, _ literal: StaticString) -> Bool {
    equal(bytes, ByteView(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// True if `text` holds `part`. O(text × part) at worst.
  @inlinable
  public static func contains(_ text: ByteView, _ part: ByteView) -> Bool {
    guard let first = part.first else { return true }
    guard part.count <= text.count else { return false }
    for start in 0...(text.count - part.count) where text[start] == first {
      if equal(text.slice(start, start + part.count), part) { return true }
    }
    return false
  }

  /// True if `left` sorts before `right` in byte order, a prefix before the longer. O(length).
  @inlinable
  public static func less(_ left: ByteView, _ right: ByteView) -> Bool {
    compare(left, right) < 0
  }

  /// Negative, zero or positive as `left` sorts before, with or after `right`. O(length).
  @inlinable
  public static func compare(_ left: ByteView, _ right: ByteView) -> Int {
    let shorter = min(left.count, right.count)
    var index = 0
    if let a = left.baseAddress, let b = right.baseAddress {
      while index &+ 8 <= shorter {
        let (x, y) = (load8(a + index).bigEndian, load8(b + index).bigEndian)
        if x != y { return x < y ? -1 : 1 }
        index &+= 8
      }
    }
    while index < shorter {
      if left[index] != right[index] { return left[index] < right[index] ? -1 : 1 }
      index += 1
    }
    return left.count - right.count
  }

  /// How many bytes both begin with. O(length).
  @inlinable
  public static func commonPrefix(_ left: ByteView, _ right: ByteView) -> Int {
    let shorter = min(left.count, right.count)
    var index = 0
    if let a = left.baseAddress, let b = right.baseAddress {
      while index &+ 8 <= shorter {
        let difference = (load8(a + index) ^ load8(b + index)).littleEndian
        if difference != 0 { return index &+ difference.trailingZeroBitCount &>> 3 }
        index &+= 8
      }
    }
    while index < shorter, left[index] == right[index] { index &+= 1 }
    return index
  }

  /// Where a byte comes first; nil if it does not. O(length), eight bytes at a time.
  @inlinable
  public static func firstIndex(of byte: UInt8, in bytes: ByteView) -> Int? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = 0
    if let base = bytes.baseAddress {
      while index &+ 8 <= bytes.count {
        // The lowest byte that is 0 is the lowest that borrows with its top bit clear.
        let others = load8(base + index).littleEndian ^ (ones &* UInt64(byte))
        let found = (others &- ones) & ~others & (ones &<< 7)
        if found != 0 { return index &+ found.trailingZeroBitCount &>> 3 }
        index &+= 8
      }
    }
    while index < bytes.count {
      if bytes[index] == byte { return index }
      index &+= 1
    }
    return nil
  }

  /// Copies `count` bytes, which must not overlap. Most texts are short, and a call takes longer than
  /// to copy one.
  @inlinable @inline(__always)
  public static func copy(
    _ from: UnsafePointer<UInt8>, to: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    // The two parts overlap where they are longer than the text.
    if count > 32 {
      to.update(from: from, count: count)
    } else if count >= 16 {
      copy(SIMD16<UInt8>.self, from, to, count)
    } else if count >= 8 {
      copy(UInt64.self, from, to, count)
    } else if count >= 4 {
      copy(UInt32.self, from, to, count)
    } else if count > 0 {
      let (middle, last) = (from[count &>> 1], from[count &- 1])
      to[0] = from[0]
      to[count &>> 1] = middle
      to[count &- 1] = last
    }
  }

  /// How many bytes behind what it copies `copyAmply` may read and write.
  public static let ample = 32

  /// Copies `count` bytes, and up to `ample` more behind them: how long a text is could not be
  /// foretold, and to guess wrong takes longer than to copy some bytes too many. There must be as many
  /// behind both; the region's texts have them. The bytes must not overlap.
  @inlinable @inline(__always)
  public static func copyAmply(
    _ from: UnsafePointer<UInt8>, to: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    let (from, to) = (UnsafeRawPointer(from), UnsafeMutableRawPointer(to))
    var done = 0
    repeat {
      let part = from.loadUnaligned(fromByteOffset: done, as: SIMD32<UInt8>.self)
      to.storeBytes(of: part, toByteOffset: done, as: SIMD32<UInt8>.self)
      done &+= ample
    } while done < count
  }

  @inlinable @inline(__always)
  static func copy<Part: BitwiseCopyable>(
    _ part: Part.Type, _ from: UnsafePointer<UInt8>, _ to: UnsafeMutablePointer<UInt8>, _ count: Int
  ) {
    let rest = count &- MemoryLayout<Part>.size
    let (from, to) = (UnsafeRawPointer(from), UnsafeMutableRawPointer(to))
    let (first, last) = (
      from.loadUnaligned(as: Part.self), from.loadUnaligned(fromByteOffset: rest, as: Part.self)
    )
    to.storeBytes(of: first, as: Part.self)
    to.storeBytes(of: last, toByteOffset: rest, as: Part.self)
  }

  /// A hash of the bytes: the same on every run and machine. Never trusted without comparing.
  @inlinable
  public static func hash(_ bytes: ByteView) -> UInt64 {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: bytes.count)
    guard let base = bytes.baseAddress, bytes.count > 0 else {
      return mix(state, 0xA076_1D64_78BD_642F)
    }
    let count = bytes.count
    var index = 0
    while index &+ 8 < count {
      state = mix(state ^ load8(base + index), 0xE703_7ED1_A0B4_28DB)
      index &+= 8
    }
    let tail = count < 8 ? load(base, count) : load8(base + (count &- 8))
    state = mix(state ^ tail, 0xE703_7ED1_A0B4_28DB)
    return mix(state, 0xA076_1D64_78BD_642F)
  }

  /// The first and the last eight bytes, which are all of up to sixteen; of fewer than eight bytes a
  /// number that differs for different bytes, and 0.
  @inlinable @inline(__always)
  public static func ends(_ bytes: ByteView) -> (first: UInt64, last: UInt64) {
    guard let base = bytes.baseAddress else { return (0, 0) }
    let count = bytes.count
    return count < 8 ? (load(base, count), 0) : (load8(base), load8(base + (count &- 8)))
  }

  /// As `ends`, by other numbers and without a decision about how many bytes there are, of which there
  /// must be one; up to seven bytes behind them are read, too.
  @inlinable @inline(__always)
  public static func amplyReadEnds(_ bytes: ByteView) -> (first: UInt64, last: UInt64) {
    let base = bytes.baseAddress.unsafelyUnwrapped
    let count = bytes.count
    // What lies behind fewer than eight bytes is shifted out.
    let surplus = UInt64(truncatingIfNeeded: (8 &- min(count, 8)) &* 8)
    return (
      load8(base).littleEndian &<< surplus,
      load8(base + (max(count, 8) &- 8)).littleEndian &<< surplus
    )
  }

  /// A hash of up to sixteen bytes by what `ends` gives for them; another than that of `hash(_:)`.
  @inlinable @inline(__always)
  public static func hash(_ first: UInt64, _ last: UInt64, count: Int) -> UInt64 {
    mix(
      first ^ 0xE703_7ED1_A0B4_28DB,
      last ^ 0x9E37_79B9_7F4A_7C15 &+ UInt64(truncatingIfNeeded: count))
  }

  /// All of fewer than eight bytes as one number, which differs for different bytes.
  @inlinable
  static func load(_ pointer: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    let raw = UnsafeRawPointer(pointer)
    if count >= 4 {
      let low = raw.loadUnaligned(as: UInt32.self)
      let high = raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
      return UInt64(low) | UInt64(high) &<< 32
    }
    if count == 0 { return 0 }
    // One to three bytes: the first, the middle and the last.
    return UInt64(pointer[0]) | UInt64(pointer[count &>> 1]) &<< 8
      | UInt64(pointer[count &- 1]) &<< 16
  }

  @inlinable
  static func load8(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
    UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self)
  }

  @inlinable
  static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
