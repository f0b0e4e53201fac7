/// A run of bytes that somebody else owns. Valid only while its owner lives.
///
/// The hot path passes text as bytes with a length; `String` appears only at the edges.
public typealias ByteView = UnsafeBufferPointer<UInt8>

extension ByteView {
  /// The text of these bytes, repairing what is not UTF-8. For the edges, not for loops.
  public var text: String { String(decoding: self, as: UTF8.self) }

  /// The bytes from `start` (inclusive) to `end` (exclusive) without copying.
  @inlinable
  public func slice(_ start: Int, _ end: Int) -> ByteView {
    ByteView(start: baseAddress.map { $0 + start }, count: end - start)
  }
}

/// A growable run of bytes: the scratch space of a cleansing rule, the output of a writer.
///
/// Appending is amortised O(1) a byte. Not safe to use from two threads at once.
public final class ByteBuffer: @unchecked Sendable {
  // No overlapping access to these can be written, and checking for one at run time would cost more
  // than appending a byte.
  @exclusivity(unchecked) @usableFromInline var base: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) @usableFromInline var capacity: Int
  /// How many bytes it holds.
  @inlinable public var count: Int { length }
  @exclusivity(unchecked) @usableFromInline var length = 0

  /// An empty buffer with room for `capacity` bytes.
  public init(capacity: Int = 256) {
    self.capacity = max(16, capacity)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// The bytes so far. Valid until the next append, and only while somebody holds the buffer.
  @inlinable
  public var view: ByteView { ByteView(start: base, count: length) }

  /// A copy of the content as a string, repairing what is not UTF-8. Safe on a buffer's last use,
  /// where `view.text` is not: the view does not keep the buffer alive.
  public var text: String { withExtendedLifetime(self) { view.text } }

  /// A copy of the content. Safe on a buffer's last use, as `text` is.
  public var bytes: [UInt8] { withExtendedLifetime(self) { Array(view) } }

  /// The byte at `index`, which must be less than `count`.
  @inlinable
  public subscript(index: Int) -> UInt8 {
    get { base[index] }
    set { base[index] = newValue }
  }

  /// Forgets the content and keeps the room.
  @inlinable
  public func removeAll() { length = 0 }

  /// Cuts the content down to its first `newCount` bytes.
  @inlinable
  public func truncate(to newCount: Int) { length = newCount }

  /// Makes room for `extra` more bytes.
  @inlinable
  public func reserve(_ extra: Int) {
    if length + extra > capacity { grow(extra) }
  }

  @usableFromInline
  func grow(_ extra: Int) {
    var wanted = capacity * 2
    while wanted < length + extra { wanted *= 2 }
    let bigger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
    bigger.update(from: base, count: length)
    base.deallocate()
    base = bigger
    capacity = wanted
  }

  /// Adds one byte.
  @inlinable
  public func append(_ byte: UInt8) {
    if length == capacity { grow(1) }
    base[length] = byte
    length += 1
  }

  /// Adds bytes.
  @inlinable
  public func append(_ bytes: ByteView) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count)
    Bytes.copy(source, to: base + length, count: bytes.count)
    length += bytes.count
  }

  /// Adds the UTF-8 of a literal known at compile time.
  @inlinable
  public func append(_ literal: StaticString) {
    append(ByteView(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Adds the UTF-8 of a string. For the edges, not for loops.
  public func append(text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Adds the UTF-8 of one code point.
  @inlinable
  public func append(scalar: UInt32) {
    reserve(4)
    let to = base + length
    if scalar < 0x80 {
      to[0] = UInt8(truncatingIfNeeded: scalar)
      length += 1
    } else if scalar < 0x800 {
      to[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
      to[1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      length += 2
    } else if scalar < 0x10000 {
      to[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
      to[1] = UInt8(truncatingIfNeeded: 0x80 | (scalar >> 6) & 0x3F)
      to[2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      length += 3
    } else {
      to[0] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
      to[1] = UInt8(truncatingIfNeeded: 0x80 | (scalar >> 12) & 0x3F)
      to[2] = UInt8(truncatingIfNeeded: 0x80 | (scalar >> 6) & 0x3F)
      to[3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      length += 4
    }
  }

  /// Adds a number in decimal.
  public func append(decimal number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    reserve(20)
    var digits = 1
    var bound: UInt64 = 10
    while digits < 20, rest >= bound {
      digits += 1
      let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
      if overflow { break }
      bound = next
    }
    if rest >= 10_000_000_000_000_000_000 { digits = 20 }
    for place in stride(from: digits - 1, through: 0, by: -1) {
      base[length + place] = UInt8(truncatingIfNeeded: 48 + rest % 10)
      rest /= 10
    }
    length += digits
  }

  /// Adds a number of two or four digits with leading zeros (`width` 2 or 4).
  @inlinable
  public func append(padded number: Int, width: Int) {
    reserve(width)
    var rest = number
    for place in stride(from: width - 1, through: 0, by: -1) {
      base[length + place] = UInt8(truncatingIfNeeded: 48 + rest % 10)
      rest /= 10
    }
    length += width
  }
}
