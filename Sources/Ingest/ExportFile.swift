import Crypto
import Glibc
public import Table

/// One file of the landing directory, read as a whole and unpacked if it is gzipped (told by its
/// first bytes, not by its name). Memory: its unpacked size, while opening also its packed size.
public final class ExportFile: Sendable {
  /// The name relative to the exports folder.
  public let name: String
  /// The size of the file as it lies there, in bytes.
  public let storedBytes: Int
  /// The SHA-256 of the file as it lies there, in lower-case hexadecimal digits.
  public let sha256: String
  /// True if it was unpacked.
  public let isGzipped: Bool
  private let content: OwnedBytes

  /// How far a gzipped file may unpack unless the caller says otherwise: 4 GiB.
  public static let defaultMaximumUnpackedBytes = 4 << 30

  /// The unpacked content. Valid as long as the file object lives, which a mere temporary may not
  /// do: hold the file, or its reader, while you look.
  public var bytes: ByteView { content.view }

  /// Reads an open file. `descriptor` stays open. See `ExportFolder.open`.
  init(name: String, descriptor: Int32, maximumUnpackedBytes: Int) throws(IngestError) {
    self.name = name
    let stored = try Self.read(descriptor, name)
    storedBytes = stored.bytes.count
    sha256 = stored.sha256
    isGzipped = Gzip.isGzip(stored.bytes.view)
    content =
      isGzipped
      ? try Gzip.unpack(stored.bytes.view, limitBytes: maximumUnpackedBytes, file: name)
      : stored.bytes
  }

  /// Reads as many bytes as the file has now. Into memory of our own: a mapped file that somebody
  /// cuts short would kill the process.
  private static func read(
    _ descriptor: Int32, _ name: String
  ) throws(IngestError) -> (bytes: OwnedBytes, sha256: String) {
    let size = try size(descriptor, name)
    guard let bytes = OwnedBytes(capacity: size) else {
      throw .unreadableFile(name, errno: ENOMEM)
    }
    var hash = SHA256()
    while bytes.count < size {
      let piece = bytes.base + bytes.count
      let count = min(size - bytes.count, pieceSize)
      let got = try read(descriptor, name, at: bytes.count, into: piece, count)
      hash.update(bufferPointer: UnsafeRawBufferPointer(start: piece, count: got))
      bytes.count += got
    }
    return (bytes, hexadecimal(hash.finalize()))
  }

  /// The digest of as many bytes as the file has now.
  static func sha256(_ descriptor: Int32, _ name: String) throws(IngestError) -> String {
    let size = try size(descriptor, name)
    guard let room = OwnedBytes(capacity: pieceSize) else {
      throw .unreadableFile(name, errno: ENOMEM)
    }
    var hash = SHA256()
    var done = 0
    while done < size {
      let got = try read(
        descriptor, name, at: done, into: room.base, min(size - done, pieceSize))
      hash.update(bufferPointer: UnsafeRawBufferPointer(start: room.base, count: got))
      done += got
    }
    return hexadecimal(hash.finalize())
  }

  /// So much is read at a time: small enough to be hashed before it leaves the processor's cache.
  private static let pieceSize = 1 << 18

  private static func size(_ descriptor: Int32, _ name: String) throws(IngestError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadableFile(name, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegularFile(name) }
    return Int(status.st_size)
  }

  /// At least one byte.
  private static func read(
    _ descriptor: Int32, _ name: String, at offset: Int, into room: UnsafeMutablePointer<UInt8>,
    _ count: Int
  ) throws(IngestError) -> Int {
    while true {
      let got = pread(descriptor, room, count, offset)
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .unreadableFile(name, errno: errno) }
      guard got > 0 else { throw .fileShrank(name) }
      return got
    }
  }

  private static func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
