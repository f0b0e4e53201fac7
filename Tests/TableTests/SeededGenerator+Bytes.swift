import TestSupport

extension SeededGenerator {
  /// Bytes of few kinds, so that runs of them are often equal or begin alike.
  mutating func bytes(upTo longest: Int, kinds: UInt8) -> [UInt8] {
    let count = Int.random(in: 0...longest, using: &self)
    // 0xFF first: order must be that of unsigned bytes.
    return (0..<count).map { _ in UInt8.random(in: 0..<kinds, using: &self) &- 1 }
  }
}
