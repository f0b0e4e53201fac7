import CDeflate
import CZlib
import Glibc
import Table

/// Unpacks gzip data (RFC 1952) as a whole.
enum Gzip {
  /// True if the bytes begin as gzip data do, which no text does.
  static func isGzip(_ bytes: ByteView) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B
  }

  /// The content of all members one after the other. Zero bytes after the last member are padding;
  /// anything else there is damage. `file` is for messages.
  static func unpack(
    _ packed: ByteView, limitBytes: Int, file: String
  ) throws(IngestError) -> OwnedBytes {
    if let out = unpackOneMember(packed, limitBytes: limitBytes) { return out }
    // One byte more than allowed, so that running over shows; deflate packs at most 1032 to one.
    let most = min(limitBytes, packed.count * 1032 + 1024) + 1
    guard let out = OwnedBytes(capacity: min(most, max(1 << 16, lastMemberSize(packed) + 1))) else {
      throw .unreadableFile(file, errno: ENOMEM)
    }
    var stream = z_stream()
    guard
      inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw .unreadableFile(file, errno: ENOMEM) }
    defer { inflateEnd(&stream) }

    var taken = 0
    while true {
      if out.count == min(out.capacity, most) {
        guard out.count < most else { throw .gzipTooLarge(file, limitBytes: limitBytes) }
        guard out.grow(to: min(most, out.capacity * 2)) else {
          throw .unreadableFile(file, errno: ENOMEM)
        }
      }
      let offered = min(packed.count - taken, 1 << 30)
      let room = min(min(out.capacity, most) - out.count, 1 << 30)
      stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress! + taken)
      stream.avail_in = UInt32(offered)
      stream.next_out = out.base + out.count
      stream.avail_out = UInt32(room)
      let status = inflate(&stream, Z_NO_FLUSH)
      taken += offered - Int(stream.avail_in)
      out.count += room - Int(stream.avail_out)
      switch status {
      case Z_OK: continue
      case Z_BUF_ERROR where taken == packed.count: throw .gzipCutShort(file)
      case Z_STREAM_END:
        guard out.count <= limitBytes else {
          throw .gzipTooLarge(file, limitBytes: limitBytes)
        }
        let rest = packed.slice(taken, packed.count)
        if rest.allSatisfy({ $0 == 0 }) { return out }
        guard isGzip(rest), inflateReset(&stream) == Z_OK else { throw .gzipDamaged(file) }
      case Z_MEM_ERROR: throw .unreadableFile(file, errno: ENOMEM)
      default: throw .gzipDamaged(file)
      }
    }
  }

  /// The content of data that are one whole member, which is what nearly every file is: libdeflate
  /// takes a fifth of zlib's time, but wants to know the size and does not say what is wrong. Nil
  /// if the data are anything else, or damaged, for zlib to find out.
  private static func unpackOneMember(_ packed: ByteView, limitBytes: Int) -> OwnedBytes? {
    let size = lastMemberSize(packed)
    // Deflate packs at most 1032 to one: a size beyond that is a lie.
    guard size <= limitBytes, size <= packed.count * 1032, let out = OwnedBytes(capacity: size),
      let decompressor = libdeflate_alloc_decompressor()
    else { return nil }
    defer { libdeflate_free_decompressor(decompressor) }
    var taken = 0
    let result = libdeflate_gzip_decompress_ex(
      decompressor, packed.baseAddress, packed.count, out.base, size, &taken, &out.count)
    guard result == LIBDEFLATE_SUCCESS, packed.slice(taken, packed.count).allSatisfy({ $0 == 0 })
    else { return nil }
    return out
  }

  /// What the last member says of its size (modulo 2^32): a hint only, it may lie.
  private static func lastMemberSize(_ packed: ByteView) -> Int {
    packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
