import Table

/// Tells most texts that are none of some keys from those that may be one of them, by a bit a text.
///
/// Of a large table few rows are looked for, and most are turned down: the bits stay near the
/// processor where the keys' index does not.
struct KeyFilter: Sendable {
  private let words: [UInt64]
  private let mask: UInt64

  /// O(keys); memory: one to two bytes a key.
  init(_ keys: KeyIndex) {
    var count = 64
    while count < keys.count * 8 { count *= 2 }
    var words = [UInt64](repeating: 0, count: count / 64)
    mask = UInt64(count - 1)
    for row in 0..<keys.keys.count {
      guard let key = keys.keys[row] else { continue }
      let bit = Bytes.hash(key) & mask
      words[Int(bit >> 6)] |= 1 << (bit & 63)
    }
    self.words = words
  }

  /// False only if a text is none of the keys. O(length).
  @inline(__always)
  func mayHold(_ text: ByteView) -> Bool {
    let bit = Bytes.hash(text) & mask
    return words[Int(bit >> 6)] & 1 << (bit & 63) != 0
  }
}
