import Table

/// Room that cleansing works in. Each thread has its own; one serves any number of `Cleanser`s.
public final class CleanseScratch {
  /// The folded value.
  let folded = ByteBuffer()
  /// Room of the rule.
  let work = ByteBuffer()
  /// A second room, for rules that rewrite in steps.
  let spare = ByteBuffer()
  /// A word being looked up.
  let word = ByteBuffer()

  /// Empty room, about 1 KB; grows with the longest value.
  public init() {}
}
