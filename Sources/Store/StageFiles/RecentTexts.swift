import Table

/// Puts the texts of a column that is being read into an arena, those that came a short while ago
/// once only: they share their bytes. For one thread at a time.
final class RecentTexts: @unchecked Sendable {
  let arena = TextArena()
  /// By hash, the last text with that hash: of the first and the last eight bytes, which tell most
  /// texts of a column apart.
  private let slots: UnsafeMutablePointer<Recent>
  // No overlapping access to these can be written; see `ByteBuffer`.
  @exclusivity(unchecked) private var last = Recent.none
  @exclusivity(unchecked) private var asked = 0
  @exclusivity(unchecked) private var found = 0

  /// A text by its first and last eight bytes, which are all of one of up to sixteen, so that it need
  /// not be looked at where it lies.
  private struct Recent {
    var first: UInt64
    var last: UInt64
    var ref: TextRef

    static let none = Recent(first: 0, last: 0, ref: .null)
  }

  private static let slotCount = 1024
  /// After so many texts, a column of which less than an eighth came again is not asked any more.
  private static let trial = 2048

  init() {
    slots = .allocate(capacity: Self.slotCount)
    slots.initialize(repeating: .none, count: Self.slotCount)
  }

  deinit { slots.deallocate() }

  func add(_ text: ByteView) -> TextRef {
    if asked >= Self.trial, found < Self.trial / 8 { return arena.append(text) }
    asked += 1
    let (start, end) = Bytes.ends(text)
    // Rows that lie together often hold the same.
    if holds(last, text, start, end) {
      found += 1
      return last.ref
    }
    let hash = Bytes.hash(start, end, count: text.count)
    let slot = slots + Int(truncatingIfNeeded: hash) & (Self.slotCount - 1)
    if holds(slot.pointee, text, start, end) {
      found += 1
    } else {
      slot.pointee = Recent(first: start, last: end, ref: arena.append(text))
    }
    last = slot.pointee
    return last.ref
  }

  /// True if a text is there and it is that one, which has those ends.
  @inline(__always)
  private func holds(_ recent: Recent, _ text: ByteView, _ start: UInt64, _ end: UInt64) -> Bool {
    guard recent.first == start, recent.last == end, recent.ref.length == text.count,
      !recent.ref.isNull
    else { return false }
    return text.count <= 16
      || Bytes.equal(arena[recent.ref].slice(8, text.count - 8), text.slice(8, text.count - 8))
  }
}
