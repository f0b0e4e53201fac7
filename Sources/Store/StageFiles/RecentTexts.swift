import Table

/// Puts the texts of a column that is being read into an arena, those that came a short while ago
/// once only: they share their bytes. For one thread at a time.
final class RecentTexts: @unchecked Sendable {
  let arena = TextArena()
  /// By hash, the reference of the last text with that hash.
  private let refs: UnsafeMutablePointer<TextRef>
  // No overlapping access to these can be written; see `ByteBuffer`.
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
    let slot = Int(truncatingIfNeeded: Bytes.hash(text)) & (RecentTexts.slots - 1)
    if !refs[slot].isNull, Bytes.equal(arena[refs[slot]], text) {
      found += 1
      return refs[slot]
    }
    let ref = arena.append(text)
    refs[slot] = ref
    return ref
  }
}
