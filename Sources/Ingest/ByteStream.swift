import Crypto
import Glibc
import Table

/// The bytes of an open file from the first to the last, unpacked if it is gzipped, which its first
/// bytes tell and not its name; and the digest of the file.
///
/// As many bytes are read as the file has when this is made. For one thread at a time.
final class ByteStream {
  /// The size of the file as it lies there, in bytes.
  let storedBytes: Int
  /// True if the file is unpacked.
  let isGzipped: Bool
  /// How many bytes of the file were read.
  private(set) var taken = 0
  /// How many bytes were handed out.
  private(set) var unpackedBytes = 0
  private let name: String
  private let descriptor: Int32
  private let maximumUnpackedBytes: Int
  private let gzip: GzipStream?
  /// Packed bytes; those not unpacked yet are `packed`.
  private let room: Region.Block?
  private var packed: Range<Int> = 0..<0
  private var hash = SHA256()

  /// So much is read at a time: small enough to be hashed and unpacked before it leaves the
  /// processor's cache.
  private static let step = 1 << 18

  /// - Parameters:
  ///   - descriptor: must stay open while this is used.
  ///   - maximumUnpackedBytes: a gzipped file that holds more is refused; nil: no file is unpacked.
  /// - Throws: `unreadableFile`, `notRegularFile`.
  init(_ descriptor: Int32, name: String, maximumUnpackedBytes: Int?) throws(IngestError) {
    self.descriptor = descriptor
    self.name = name
    self.maximumUnpackedBytes = maximumUnpackedBytes ?? .max
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadableFile(name, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegularFile(name) }
    storedBytes = Int(status.st_size)
    var magic: (UInt8, UInt8) = (0, 0)
    let seen = withUnsafeMutableBytes(of: &magic) { pread(descriptor, $0.baseAddress, 2, 0) }
    isGzipped =
      maximumUnpackedBytes != nil && seen == 2 && storedBytes >= 2 && magic == (0x1F, 0x8B)
    gzip = isGzipped ? GzipStream() : nil
    room = isGzipped ? Region.Block(size: Self.step) : nil
    if isGzipped && room == nil { throw .unreadableFile(name, errno: ENOMEM) }
  }

  /// Fills the room with the bytes that come next, as far as there are any, and says how many they
  /// are: fewer than there is room for only at the end. O(bytes).
  ///
  /// - Throws: `unreadableFile`, `fileChanged`, `gzipCutShort`, `gzipDamaged`, `gzipTooLarge`.
  func read(into out: UnsafeMutableBufferPointer<UInt8>) throws(IngestError) -> Int {
    var count = 0
    while count < out.count {
      let rest = UnsafeMutableBufferPointer(rebasing: out[count...])
      let made = if let gzip { try unpack(gzip, into: rest) } else { try readStored(into: rest) }
      if made == 0 { break }
      count += made
    }
    unpackedBytes += count
    if isGzipped, unpackedBytes > maximumUnpackedBytes {
      throw .gzipTooLarge(name, limitBytes: maximumUnpackedBytes)
    }
    return count
  }

  /// The SHA-256 of the file as it lies there, in lower-case hexadecimal digits; all of it must have
  /// been read.
  func sha256() -> String {
    precondition(taken == storedBytes, "the digest of a file of which some was not read")
    return String(hexadecimal: hash.finalize())
  }

  /// At least one byte, but at the end.
  private func unpack(
    _ gzip: GzipStream, into out: UnsafeMutableBufferPointer<UInt8>
  ) throws(IngestError) -> Int {
    guard let room else { return 0 }
    while true {
      if packed.isEmpty {
        let got = try readStored(
          into: UnsafeMutableBufferPointer(start: room.base, count: Self.step))
        packed = 0..<got
      }
      do throws(GzipStream.Fault) {
        let bytes = ByteView(start: room.base + packed.lowerBound, count: packed.count)
        let step = try gzip.unpack(bytes, into: out)
        let isOver = packed.isEmpty && step.made == 0
        packed = packed.lowerBound + step.taken..<packed.upperBound
        if step.made > 0 { return step.made }
        if isOver {
          try gzip.finish()
          return 0
        }
      } catch {
        throw error == .cutShort ? .gzipCutShort(name) : .gzipDamaged(name)
      }
    }
  }

  /// At least one byte of the file as it lies there, but at the end.
  private func readStored(
    into out: UnsafeMutableBufferPointer<UInt8>
  ) throws(IngestError) -> Int {
    let wanted = min(out.count, storedBytes - taken, Self.step)
    guard wanted > 0 else { return 0 }
    while true {
      let got = pread(descriptor, out.baseAddress, wanted, off_t(taken))
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .unreadableFile(name, errno: errno) }
      guard got > 0 else { throw .fileChanged(name) }
      hash.update(bufferPointer: UnsafeRawBufferPointer(start: out.baseAddress, count: got))
      taken += got
      return got
    }
  }
}
