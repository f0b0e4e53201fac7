import Synchronization

/// The bytes that the references of one or more text columns point to. Only ever grows.
///
/// Built by one thread at a time; what is in it may be read meanwhile, and columns made by gathering
/// share it without copying. Text
/// lies in blocks of the region, each twice as large as the one before up to a mebibyte.
public final class TextArena: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutablePointer<UInt8>
  // No overlapping access to these can be written; see `ByteBuffer`.
  @exclusivity(unchecked) @usableFromInline var next = 0
  @exclusivity(unchecked) @usableFromInline var end = 0
  @exclusivity(unchecked) private var blocks: [Region.Block] = []
  /// Arenas whose text columns of this one refer to.
  private let kept = Mutex<[TextArena]>([])

  private static let largestBlock = 1 << 20

  /// An arena without any text, which takes no memory yet.
  public init() { base = Region.base }

  /// Copies `bytes` in and says where they are.
  @inlinable
  public func append(_ bytes: ByteView) -> TextRef {
    let count = bytes.count
    if end &- next < count { makeRoom(count) }
    let offset = next
    if count > 0, let source = bytes.baseAddress {
      Bytes.copy(source, to: base + offset, count: count)
      next = offset &+ count
    }
    return TextRef(offset: offset, length: count)
  }

  /// The bytes of a reference that is not null. Valid while the arena lives.
  @inlinable
  public subscript(ref: TextRef) -> ByteView {
    ByteView(start: base + ref.offset, count: ref.length)
  }

  /// Writes other bytes in the place of a text of the same length. For a text that is referred to
  /// but once.
  public func rewrite(_ ref: TextRef, with bytes: ByteView) {
    precondition(ref.length == bytes.count, "a text of another length")
    guard let source = bytes.baseAddress else { return }
    Bytes.copy(source, to: base + ref.offset, count: bytes.count)
  }

  /// Keeps another arena's text alive as long as this one's.
  public func keep(_ other: TextArena) {
    guard other !== self else { return }
    kept.withLock { arenas in
      if arenas.last !== other { arenas.append(other) }
    }
  }

  /// How much memory its text takes, in bytes.
  public var footprint: Int { blocks.reduce(0) { $0 + $1.size } }

  /// Gives back the room that is not filled: nothing more will be added soon.
  public func trim() {
    guard let last = blocks.last else { return }
    last.trim(to: next &- last.offset)
    end = last.offset + last.size
  }

  /// Forgets all text but keeps some of the room, to be filled again. No reference into the arena
  /// may be used after that.
  public func removeAll() {
    guard let first = blocks.first else { return }
    blocks.removeLast(blocks.count - 1)
    next = first.offset
    end = first.offset + first.size
  }

  @usableFromInline
  func makeRoom(_ count: Int) {
    let wanted = blocks.last.map { min(Self.largestBlock, $0.size * 2) } ?? 0
    guard let block = Region.Block(size: max(count, wanted)) else {
      fatalError("no addresses are left for text")
    }
    blocks.append(block)
    next = block.offset
    end = block.offset + block.size
  }
}
