/// Finds rows by a byte key: each distinct key once, with the row first given for it.
///
/// Open addressing over row numbers; a slot keeps 32 bits of the hash, and a hit is always
/// confirmed by comparing the bytes. 8 bytes a slot, at most half full. Expected O(1) a call.
public struct KeyIndex: Sendable {
  /// By id: the column it was built from, nulls and repetitions included, or what was inserted.
  public internal(set) var keys: TextColumn
  @usableFromInline var slots: [UInt64]
  @usableFromInline var used = 0

  /// An index of no keys with room for about `capacity`.
  public init(capacity: Int = 16) {
    keys = TextColumn()
    var size = 32
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: .max, count: size)
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

  /// The id of a key, which is added if it is not there. Not for an index built from a column.
  public mutating func insert(_ key: ByteView) -> (id: Int, isNew: Bool) {
    insert(key, Bytes.hash(key))
  }

  mutating func insert(_ key: ByteView, _ hash: UInt64) -> (id: Int, isNew: Bool) {
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
