import Table

/// Finds which of a few phrases stands at a place of a text, the longest first.
struct PhraseTable: Sendable {
  private struct Phrase {
    var bytes: [UInt8]
    var value: Int
  }

  /// Phrases by a hash of their first two bytes.
  private var buckets = [[Phrase]](repeating: [], count: 64)

  /// Adds a phrase of two bytes or more unless it is there already.
  mutating func add(_ phrase: ByteView, value: Int) {
    guard phrase.count >= 2 else { return }
    let bucket = PhraseTable.bucket(phrase[0], phrase[1])
    guard !buckets[bucket].contains(where: { $0.bytes.elementsEqual(phrase) }) else { return }
    buckets[bucket].append(Phrase(bytes: Array(phrase), value: value))
    buckets[bucket].sort { $0.bytes.count > $1.bytes.count }
  }

  @inline(__always)
  private static func bucket(_ first: UInt8, _ second: UInt8) -> Int {
    Int(first &* 5 &+ second) & 63
  }

  /// The length and value of the longest phrase that stands at `index`, or nil.
  @inline(__always)
  func match(_ text: ByteView, at index: Int) -> (length: Int, value: Int)? {
    guard index + 1 < text.count else { return nil }
    let bucket = PhraseTable.bucket(text[index], text[index + 1])
    return buckets[bucket].isEmpty ? nil : find(bucket, text, index)
  }

  private func find(_ bucket: Int, _ text: ByteView, _ index: Int) -> (length: Int, value: Int)? {
    for phrase in buckets[bucket] {
      let length = phrase.bytes.count
      guard index + length <= text.count else { continue }
      let isThere = phrase.bytes.withUnsafeBufferPointer {
        Bytes.equal($0, text.slice(index, index + length))
      }
      if isThere { return (length, phrase.value) }
    }
    return nil
  }
}
