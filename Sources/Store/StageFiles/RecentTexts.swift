import Table

/// Puts the texts of a column that is being read into an arena, those that came a short while ago
/// once only: they share their bytes. For one thread at a time.
final class RecentTexts: @unchecked Sendable {
  let arena = TextArena()
  /// By hash, the reference of the last text with that hash: of the first and the last eight bytes,
  /// which tell most texts of a column apart.
  private let refs: UnsafeMutablePointer<TextRef>
  // No overlapping access to these can be written; see `ByteBuffer`.
  @exclusivity(unchecked) private var last = TextRef.null
  @exclusivity(unchecked) private var asked = 0
  @exclusivity(unchecked) private var found = 0

  private static let slots = 1024
  /// After so many texts, a column of which less than an eighth came again is not asked any more.
  private static let trial = 2048

  init() {
    refs = .allocate(capacity: RecentTexts.slots)
    refs.initialize(repeating: .null, count: RecentTexts.slots)
  }

  deinit { refs.deallocate() }

  func add(_ text: ByteView) -> TextRef {
    if asked >= RecentTexts.trial, found < RecentTexts.trial / 8 { return arena.append(text) }
    asked += 1
    // Rows that lie together often hold the same.
    if isText(last, text) {
      found += 1
      return last
    }
    let (start, end) = Bytes.ends(text)
    let hash = Bytes.hash(start, end, count: text.count)
    let slot = Int(truncatingIfNeeded: hash) & (RecentTexts.slots - 1)
    if isText(refs[slot], text) {
      found += 1
    } else {
      refs[slot] = arena.append(text)
    }
    last = refs[slot]
    return last
  }

  /// True if the reference is not null and its text is that one.
  @inline(__always)
  private func isText(_ ref: TextRef, _ text: ByteView) -> Bool {
    ref.length == text.count && !ref.isNull && Bytes.equal(arena[ref], text)
  }
}
