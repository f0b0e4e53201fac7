/// Many keys at once.
///
/// Where they may lie is asked for a block of them at a time, so that the memory is waited for once
/// and not once a key.
extension KeyIndex {
  /// An index of a column's values: the id of a key is the first row that holds it; null rows and
  /// later rows of the same key are not in it. O(rows).
  ///
  /// - Parameter again: called with each later row of a key, in row order, and the first.
  public init(of column: TextColumn, again: (_ row: Int, _ first: Int) -> Void = { _, _ in }) {
    self.init(capacity: column.count)
    keys = column
    column.refs.withUnsafeBufferPointer { refs in
      Self.inBlocks(of: refs.count) { rows, asked in
        ask(refs, rows, in: column.arena, asked)
        for row in rows where !refs[row].isNull {
          let first = add(row, asked[row - rows.lowerBound])
          if first != row { again(row, first) }
        }
      }
    }
  }

  /// For each row of a column the first row that holds the same text, −1 for null. O(rows).
  public static func firstRows(of column: TextColumn) -> [Int32] {
    var index = KeyIndex(capacity: column.count)
    index.keys = column
    return column.refs.withUnsafeBufferPointer { refs in
      [Int32](unsafeUninitializedCapacity: refs.count) { first, count in
        inBlocks(of: refs.count) { rows, asked in
          index.ask(refs, rows, in: column.arena, asked)
          for row in rows {
            first[row] =
              refs[row].isNull
              ? -1 : Int32(truncatingIfNeeded: index.add(row, asked[row - rows.lowerBound]))
          }
        }
        count = refs.count
      }
    }
  }

  /// The id of each key as `find` gives it, −1 for null and for keys that are not there.
  public func find(_ refs: [TextRef], in arena: TextArena) -> [Int32] {
    refs.withUnsafeBufferPointer { refs in
      [Int32](unsafeUninitializedCapacity: refs.count) { ids, count in
        Self.inBlocks(of: refs.count) { rows, asked in
          ask(refs, rows, in: arena, asked)
          for row in rows {
            ids[row] =
              refs[row].isNull
              ? -1 : Int32(truncatingIfNeeded: id(arena[refs[row]], asked[row - rows.lowerBound]))
          }
        }
        count = refs.count
      }
    }
  }

  /// The id of each key, −1 for null; those that are not there are added. Not for an index built
  /// from a column.
  public mutating func insert(_ refs: [TextRef], in arena: TextArena) -> [Int32] {
    refs.withUnsafeBufferPointer { refs in
      [Int32](unsafeUninitializedCapacity: refs.count) { ids, count in
        Self.inBlocks(of: refs.count) { rows, asked in
          ask(refs, rows, in: arena, asked)
          for row in rows {
            ids[row] =
              refs[row].isNull
              ? -1
              : Int32(truncatingIfNeeded: insert(arena[refs[row]], asked[row - rows.lowerBound]))
          }
        }
        count = refs.count
      }
    }
  }

  /// A key's hash, with what the first slot that may hold the key held when it was asked, and the
  /// text that this names. Keys may have been added since, but none moved to another id.
  private struct Asked {
    var hash: UInt64
    var entry: UInt64
    var text: TextRef
  }

  /// Calls `body` with one block of rows after another, and room for what is asked of each.
  @inline(__always)
  private static func inBlocks(
    of rowCount: Int, _ body: (Range<Int>, UnsafeMutableBufferPointer<Asked>) -> Void
  ) {
    let most = 64
    withUnsafeTemporaryAllocation(of: Asked.self, capacity: most) { asked in
      for start in stride(from: 0, to: rowCount, by: most) {
        body(start..<min(start + most, rowCount), asked)
      }
    }
  }

  /// Asks for the keys of some rows that are not null.
  @inline(__always)
  private func ask(
    _ refs: UnsafeBufferPointer<TextRef>, _ rows: Range<Int>, in arena: TextArena,
    _ asked: UnsafeMutableBufferPointer<Asked>
  ) {
    let start = rows.lowerBound
    for row in rows where !refs[row].isNull {
      asked[row - start].hash = Bytes.hash(arena[refs[row]])
    }
    for row in rows where !refs[row].isNull {
      asked[row - start].entry = slots[firstSlot(asked[row - start].hash)]
    }
    for row in rows where !refs[row].isNull {
      let entry = asked[row - start].entry
      asked[row - start].text = entry == .max ? .null : keys.refs[Int(entry & 0xFFFF_FFFF)]
    }
  }

  /// The id of a key, −1 if it is not there.
  @inline(__always)
  private func id(_ key: ByteView, _ asked: Asked) -> Int {
    if asked.entry == .max { return -1 }
    if let id = firstID(key, asked) { return id }
    let slot = slots[findSlot(key, asked.hash)]
    return slot == .max ? -1 : Int(slot & 0xFFFF_FFFF)
  }

  /// The id of a key, which is added if it is not there.
  @inline(__always)
  private mutating func insert(_ key: ByteView, _ asked: Asked) -> Int {
    firstID(key, asked) ?? insert(key, asked.hash).id
  }

  /// Of an index of a column: the first row that holds the text of a row, which may be that row.
  @inline(__always)
  private mutating func add(_ row: Int, _ asked: Asked) -> Int {
    let key = keys.arena[keys.refs[row]]
    if let first = firstID(key, asked) { return first }
    let slot = findSlot(key, asked.hash)
    if slots[slot] != .max { return Int(slots[slot] & 0xFFFF_FFFF) }
    slots[slot] = asked.hash & 0xFFFF_FFFF_0000_0000 | UInt64(row)
    used += 1
    return row
  }

  /// The id of a key if the slot that was asked for holds it.
  @inline(__always)
  private func firstID(_ key: ByteView, _ asked: Asked) -> Int? {
    guard !asked.text.isNull,
      asked.entry & 0xFFFF_FFFF_0000_0000 == asked.hash & 0xFFFF_FFFF_0000_0000,
      Bytes.equal(keys.arena[asked.text], key)
    else { return nil }
    return Int(asked.entry & 0xFFFF_FFFF)
  }
}
