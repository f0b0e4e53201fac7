/// UTF-8 to CP932, for characters of the basic plane.
struct CP932: Sendable {
  /// The two bytes of each code unit, 0 if it has none.
  private let pairs: [UInt16]

  static let shared = CP932()

  private init() {
    var pairs = [UInt16](repeating: 0, count: 0x10000)
    for (row, characters) in CP932Rows.all {
      for (cell, scalar) in characters.unicodeScalars.enumerated() {
        let pointer = (row - 1) * 94 + cell
        if scalar.value == 0x3000, pointer > 0 { continue }
        let lead = pointer / 188
        let trail = pointer % 188
        let first = lead + (lead < 0x1F ? 0x81 : 0xC1)
        let second = trail + (trail < 0x3F ? 0x40 : 0x41)
        if pairs[Int(scalar.value)] == 0 {
          pairs[Int(scalar.value)] = UInt16(first << 8 | second)
        }
      }
    }
    self.pairs = pairs
  }

  /// Adds `text`, well-formed UTF-8, to `output`; what CP932 does not have becomes 〓.
  func encode(_ text: Slice<UnsafeBufferPointer<UInt8>>, into output: inout [UInt8]) {
    var index = text.startIndex
    while index < text.endIndex {
      let first = UInt32(text[index])
      if first < 0x80 {
        output.append(UInt8(first))
        index += 1
        continue
      }
      let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      var scalar = first & (0xFF >> UInt32(length + 1))
      for offset in 1..<length { scalar = scalar << 6 | UInt32(text[index + offset] & 0x3F) }
      index += length
      if scalar >= 0xFF61, scalar <= 0xFF9F {
        output.append(UInt8(scalar - 0xFF61 + 0xA1))
        continue
      }
      let known = scalar < 0x10000 ? pairs[Int(scalar)] : 0
      let pair = known == 0 ? 0x81AC : known
      output.append(UInt8(pair >> 8))
      output.append(UInt8(pair & 0xFF))
    }
  }
}
