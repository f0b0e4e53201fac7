import Table

/// Lower case for comparing, letter by letter.
enum LetterCase {
  /// The lower case of a letter of the Latin, Greek or Cyrillic alphabets' first blocks, which has as
  /// many bytes. Other letters, and those whose lower case depends on language or place, stay.
  static func lowered(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x41...0x5A: scalar + 32
    case 0xC0...0xD6, 0xD8...0xDE: scalar + 32
    case 0x100...0x12F, 0x132...0x137, 0x14A...0x177: scalar | 1
    case 0x139...0x148, 0x179...0x17E: scalar & 1 == 1 ? scalar + 1 : scalar
    case 0x178: 0xFF
    case 0x386: 0x3AC
    case 0x388...0x38A: scalar + 37
    case 0x38C: 0x3CC
    case 0x38E...0x38F: scalar + 63
    case 0x391...0x3A1, 0x3A3...0x3AB: scalar + 32
    case 0x400...0x40F: scalar + 80
    case 0x410...0x42F: scalar + 32
    default: scalar
    }
  }

  @inline(__always)
  static func lowered(_ byte: UInt8) -> UInt8 { isCapital(byte) ? byte | 0x20 : byte }

  /// True if one of A to Z is in the text.
  @inline(__always)
  static func holdsCapital(_ text: ByteView) -> Bool { text.contains(where: isCapital) }

  @inline(__always)
  private static func isCapital(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }

  /// Adds the lower case of any letter that has one in Unicode, which may be several code points.
  static func append(lowerCaseOf scalar: UInt32, to buffer: ByteBuffer) {
    let plain = lowered(scalar)
    if plain != scalar || scalar < 0x80 {
      buffer.append(scalar: plain)
    } else if let letter = Unicode.Scalar(scalar) {
      for part in letter.properties.lowercaseMapping.unicodeScalars {
        buffer.append(scalar: part.value)
      }
    }
  }

  /// Adds the text in lower case, as `lowered` has it.
  static func append(lowered text: ByteView, to buffer: ByteBuffer) {
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte < 0x80 {
        buffer.append(lowered(byte))
        at += 1
      } else if byte >= 0xE0 || byte < 0xC2 {
        buffer.append(byte)
        at += 1
      } else {
        let (scalar, length) = text.scalar(at: at)
        if scalar == brokenScalar {
          buffer.append(byte)
        } else {
          buffer.append(scalar: lowered(scalar))
        }
        at += length
      }
    }
  }
}
