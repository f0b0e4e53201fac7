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

/// Finds rows by a byte key: each distinct key once, with the row first given for it.
///
/// Open addressing over row numbers; a slot keeps 32 bits of the hash, and a hit is always
/// confirmed by comparing the bytes. 8 bytes a slot, at most half full. Expected O(1) a call.
public struct KeyIndex: Sendable {
  public private(set) var keys: TextColumn
  @usableFromInline var slots: [UInt64]
  @usableFromInline var used = 0

  /// An index of no keys with room for about `capacity`.
  public init(capacity: Int = 16) {
    keys = TextColumn()
    var size = 32
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: .max, count: size)
  }

  /// An index of a column's values: the id of a key is the first row that holds it; null rows and
  /// later rows of the same key are not in it. O(rows).
  ///
  /// - Parameter again: called with each later row of a key, in row order, and the first.
  public init(of column: TextColumn, again: (_ row: Int, _ first: Int) -> Void = { _, _ in }) {
    self.init(capacity: column.count)
    keys = column
    for row in 0..<column.count {
      guard let key = column[row] else { continue }
      let hash = Bytes.hash(key)
      let slot = findSlot(key, hash)
      if slots[slot] == .max {
        slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(row)
        used += 1
      } else {
        again(row, Int(slots[slot] & 0xFFFF_FFFF))
      }
    }
  }

  /// For each row of a column the first row that holds the same text, −1 for null. O(rows).
  public static func firstRows(of column: TextColumn) -> [Int32] {
    var index = KeyIndex(capacity: column.count)
    index.keys = column
    // Equal references are equal texts: rows that lie together often share one.
    var last = (ref: TextRef.null, first: Int32(-1))
    return (0..<column.count).map { row in
      let ref = column.refs[row]
      if ref.isNull { return -1 }
      if ref == last.ref { return last.first }
      let key = column.arena[ref]
      let hash = Bytes.hash(key)
      let slot = index.findSlot(key, hash)
      if index.slots[slot] == .max {
        index.slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(row)
      }
      last = (ref, Int32(truncatingIfNeeded: index.slots[slot] & 0xFFFF_FFFF))
      return last.first
    }
  }

  /// How many distinct keys it holds.
  public var count: Int { used }

  /// The id of a key: for an index built from a column the first row that holds it, otherwise
  /// its place in the order of insertion. Nil if it is not there.
  @inlinable
  public func find(_ key: ByteView) -> Int? {
    let slot = slots[findSlot(key, Bytes.hash(key))]
    return slot == .max ? nil : Int(slot & 0xFFFF_FFFF)
  }

  /// The id of each key as `find` gives it, −1 for null and for keys that are not there.
  ///
  /// For many keys: where they may lie is asked for a block of them at a time, so that the memory
  /// is waited for once and not once a key.
  public func find(_ refs: [TextRef], in arena: TextArena) -> [Int32] {
    let block = 64
    return [Int32](unsafeUninitializedCapacity: refs.count) { ids, count in
      withUnsafeTemporaryAllocation(of: (hash: UInt64, entry: UInt64).self, capacity: block) {
        asked in
        for start in stride(from: 0, to: refs.count, by: block) {
          let rows = start..<min(start + block, refs.count)
          for row in rows where !refs[row].isNull {
            asked[row - start].hash = Bytes.hash(arena[refs[row]])
          }
          for row in rows where !refs[row].isNull {
            asked[row - start].entry = slots[firstSlot(asked[row - start].hash)]
          }
          for row in rows {
            ids[row] =
              refs[row].isNull
              ? -1 : id(arena[refs[row]], asked[row - start].hash, asked[row - start].entry)
          }
        }
      }
      count = refs.count
    }
  }

  /// The id of a key of which the first slot that may hold it is known, or −1.
  @inline(__always)
  private func id(_ key: ByteView, _ hash: UInt64, _ first: UInt64) -> Int32 {
    if first == .max { return -1 }
    if first & 0xFFFF_FFFF_0000_0000 == hash & 0xFFFF_FFFF_0000_0000,
      Bytes.equal(keys.arena[keys.refs[Int(first & 0xFFFF_FFFF)]], key)
    {
      return Int32(truncatingIfNeeded: first & 0xFFFF_FFFF)
    }
    let slot = slots[findSlot(key, hash)]
    return slot == .max ? -1 : Int32(truncatingIfNeeded: slot & 0xFFFF_FFFF)
  }

  /// The id of a key, which is added if it is not there. Not for an index built from a column.
  public mutating func insert(_ key: ByteView) -> (id: Int, isNew: Bool) {
    let hash = Bytes.hash(key)
    var slot = findSlot(key, hash)
    if slots[slot] != .max { return (Int(slots[slot] & 0xFFFF_FFFF), false) }
    if (used + 1) * 2 > slots.count {
      grow()
      slot = findSlot(key, hash)
    }
    let id = keys.count
    keys.append(key)
    slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(id)
    used += 1
    return (id, true)
  }

  @inlinable
  func findSlot(_ key: ByteView, _ hash: UInt64) -> Int {
    let mask = slots.count - 1
    let tag = hash & 0xFFFF_FFFF_0000_0000
    var slot = firstSlot(hash)
    while true {
      let entry = slots[slot]
      if entry == .max { return slot }
      if entry & 0xFFFF_FFFF_0000_0000 == tag,
        Bytes.equal(keys.arena[keys.refs[Int(entry & 0xFFFF_FFFF)]], key)
      {
        return slot
      }
      slot = (slot + 1) & mask
    }
  }

  /// Where a key is looked for first: told by bits that the tag does not hold as well as by those it
  /// does.
  @inlinable
  func firstSlot(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: .max, count: old.count * 2)
    let mask = slots.count - 1
    for entry in old where entry != .max {
      let hash = Bytes.hash(keys.arena[keys.refs[Int(entry & 0xFFFF_FFFF)]])
      var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
      while slots[slot] != .max { slot = (slot + 1) & mask }
      slots[slot] = entry
    }
  }
}
