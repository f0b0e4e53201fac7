/// Which of 64 bytes matter to the structure of a file: one bit a byte, the first byte lowest.
///
/// Made of additions and bit operations only: what Swift compiles to vector instructions
/// everywhere. (Comparisons of SIMD vectors become loops over their lanes.)
struct StructureMask {
  /// Quotes, delimiters and line feeds.
  let marks: UInt64
  /// Bytes that are not plain ASCII text: over 0x7F, or NUL.
  let unclean: UInt64

  /// The masks of the 64 bytes at `pointer`. `delimiter` is ASCII.
  @inline(__always)
  init(_ pointer: UnsafePointer<UInt8>, delimiter: UInt8) {
    let raw = UnsafeRawPointer(pointer)
    let sevenBits = SIMD16<UInt8>(repeating: 0x7F)
    let quotes = SIMD16<UInt8>(repeating: quote)
    let delimiters = SIMD16<UInt8>(repeating: delimiter)
    let lineFeeds = SIMD16<UInt8>(repeating: lineFeed)
    var marks: UInt64 = 0
    var unclean: UInt64 = 0
    for part in 0..<4 {
      let bytes = raw.loadUnaligned(fromByteOffset: part &* 16, as: SIMD16<UInt8>.self)
      // Of x in 0…0x7F, x + 0x7F has its highest bit set unless x is zero.
      let low = bytes & sevenBits
      let others =
        ((low ^ quotes) &+ sevenBits) & ((low ^ delimiters) &+ sevenBits)
        & ((low ^ lineFeeds) &+ sevenBits)
      let shift = UInt64(truncatingIfNeeded: part &* 16)
      marks |= Self.gather(~(others | bytes)) &<< shift
      unclean |= Self.gather(bytes | ~(low &+ sevenBits)) &<< shift
    }
    self.marks = marks
    self.unclean = unclean
  }

  /// The highest bit of each of 16 bytes as one number of 16 bits.
  @inline(__always)
  private static func gather(_ bytes: SIMD16<UInt8>) -> UInt64 {
    let halves = unsafeBitCast(bytes, to: SIMD2<UInt64>.self)
    return gather(halves[0]) | gather(halves[1]) &<< 8
  }

  /// The highest bit of each of eight bytes: the product brings them together in its top byte.
  @inline(__always)
  private static func gather(_ bytes: UInt64) -> UInt64 {
    ((bytes & 0x8080_8080_8080_8080) &>> 7 &* 0x0102_0408_1020_4080) &>> 56
  }
}
