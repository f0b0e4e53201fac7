import CZlib
import Ingest

/// What happens to a file that is packed.
enum GzipDamage: String, CaseIterable {
  case gzip, gzipMembers, gzipPadding, gzipCutShort, gzipGarbageAfter, gzipFlipBits, gzipHeader
  case gzipBomb

  /// Further than this no mutant may unpack.
  static let maximumUnpackedBytes = 16 << 20

  static func random(_ random: inout Random) -> GzipDamage {
    let damage = random.pick(allCases)
    return damage == .gzipBomb && random.chance(80) ? .gzipCutShort : damage
  }

  /// The packed bytes, and what must come of unpacking them.
  func pack(
    _ content: [UInt8], _ random: inout Random
  ) -> (stored: [UInt8], unpacking: Mutant.Unpacking) {
    if content.count > Self.maximumUnpackedBytes {
      return (Self.packed(content), .refused([.tooLarge], unpacked: content.count))
    }
    var packed = Self.packed(content)
    switch self {
    case .gzip: return (packed, .content(content))
    case .gzipMembers:
      let cut = random.below(content.count + 1)
      packed = Self.packed(Array(content[..<cut])) + Self.packed(Array(content[cut...]))
      return (packed, .content(content))
    case .gzipPadding:
      packed += [UInt8](repeating: 0, count: random.below(600))
      return (packed, .content(content))
    case .gzipCutShort:
      packed.removeLast(1 + random.below(packed.count - 2))
      return (packed, .refused([.cutShort], unpacked: content.count))
    case .gzipGarbageAfter:
      // What follows may look like the start of another member.
      packed += (0...random.below(30)).map { _ in random.byte() | 1 }
      return (packed, .refused([.damaged, .cutShort], unpacked: content.count))
    case .gzipFlipBits, .gzipHeader:
      // Some bits of the header and of the padding of blocks do no harm.
      let end = self == .gzipHeader ? 10 : packed.count
      for _ in 0...random.below(4) {
        packed[2 + random.below(end - 2)] ^= 1 << UInt8(random.below(8))
      }
      return (packed, .unknown)
    case .gzipBomb: return (Self.bomb, .refused([.tooLarge], unpacked: Self.bombBytes))
    }
  }

  /// Four times as much as may be unpacked.
  private static let bombBytes = 4 * maximumUnpackedBytes
  private static let bomb = packed([UInt8](repeating: 0x61, count: bombBytes))

  private static func packed(_ content: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 1, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var content = content
    var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(content.count))))
    content.withUnsafeMutableBufferPointer { input in
      packed.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = uInt(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(output.count)
        _ = deflate(&stream, Z_FINISH)
      }
    }
    packed.removeLast(Int(stream.avail_out))
    return packed
  }
}

/// What can be wrong with packed data.
enum GzipFault {
  case cutShort, damaged, tooLarge

  /// Nil for an error that is about something else.
  init?(_ error: IngestError) {
    switch error {
    case .gzipCutShort: self = .cutShort
    case .gzipDamaged: self = .damaged
    case .gzipTooLarge: self = .tooLarge
    default: return nil
    }
  }
}
