/// Where one text lies in the region: 40 bits of offset and 24 of length, or null.
///
/// Equal references are equal texts; equal texts may have different references.
public struct TextRef: Equatable, Sendable {
  /// The offset in the upper 40 bits, the length in the lower 24; all ones for null.
  public let bits: UInt64

  /// No value.
  public static let null = TextRef(bits: .max)
  /// The longest text a column can hold, in bytes: 16 MiB less one.
  public static let maximumLength = 0xFF_FFFE

  /// From `bits` of another reference; they are not checked.
  @inlinable
  public init(bits: UInt64) { self.bits = bits }

  /// In bytes. The length must not be over `maximumLength`.
  @inlinable
  public init(offset: Int, length: Int) {
    precondition(length <= TextRef.maximumLength, "a text over 16 MiB")
    bits = UInt64(truncatingIfNeeded: offset) << 24 | UInt64(truncatingIfNeeded: length)
  }

  /// False for the empty text, whose length is 0.
  @inlinable public var isNull: Bool { bits == .max }
  /// In bytes from the base of the region; without meaning for null.
  @inlinable public var offset: Int { Int(truncatingIfNeeded: bits >> 24) }
  /// In bytes; without meaning for null.
  @inlinable public var length: Int { Int(truncatingIfNeeded: bits & 0xFF_FFFF) }
}

/// A column of text: a reference a row into one arena. Null is a reference of its own; the empty
/// text is kept apart from it.
///
/// Cleansing reuses the reference of a value seen before, so a column of few values is a
/// dictionary without being another type, and a gather copies eight bytes a row.
public struct TextColumn: Sendable {
  /// One a row. All of them refer to `arena`, or to arenas that it keeps.
  public var refs: [TextRef]
  /// Holds the texts, also those of columns that share it; keeps them alive.
  public let arena: TextArena

  public init(arena: TextArena = TextArena(), refs: [TextRef] = []) {
    self.arena = arena
    self.refs = refs
  }

  /// For tables made at the edges (tests, small results): copies each string.
  public init(_ texts: [String?]) {
    self.init()
    for text in texts { append(text: text) }
  }

  /// The number of rows, nulls among them. O(1).
  @inlinable public var count: Int { refs.count }

  /// The bytes of `row`, or nil for null.
  @inlinable
  public subscript(row: Int) -> ByteView? {
    let ref = refs[row]
    return ref.isNull ? nil : arena[ref]
  }

  /// True for null alone; false for the empty text. O(1).
  @inlinable public func isNull(_ row: Int) -> Bool { refs[row].isNull }

  /// The text of `row` as a string. For the edges, not for loops.
  public func string(_ row: Int) -> String? { self[row]?.text }

  /// Adds a row; nil is null.
  @inlinable
  public mutating func append(_ bytes: ByteView?) {
    refs.append(bytes.map { arena.append($0) } ?? .null)
  }

  /// Adds a row; nil is null. For the edges, not for loops.
  public mutating func append(text: String?) {
    guard var text else { return refs.append(.null) }
    text.withUTF8 { append($0) }
  }

  /// The rows of `selection`, in its order, sharing the arena; a negative row number gives null.
  public func gather(_ selection: [Int32]) -> TextColumn { gather(selection[...]) }

  /// The same for a part of a selection.
  public func gather(_ selection: ArraySlice<Int32>) -> TextColumn {
    TextColumn(
      arena: arena,
      refs: [TextRef](unsafeUninitializedCapacity: selection.count) { out, count in
        refs.withUnsafeBufferPointer { refs in
          for (index, row) in selection.enumerated() {
            out[index] = row < 0 ? .null : refs[Int(row)]
          }
        }
        count = selection.count
      })
  }

  /// Adds the rows of `other`, whose text is kept alive from then on. O(rows).
  public mutating func append(contentsOf other: TextColumn) {
    arena.keep(other.arena)
    refs.append(contentsOf: other.refs)
  }
}
