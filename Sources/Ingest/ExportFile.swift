import Glibc
public import Table

/// One file of the landing directory, read as a whole and unpacked if it is gzipped. Memory: its
/// unpacked size. `ExportPieces` reads a file without keeping it.
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
    let stream = try ByteStream(
      descriptor, name: name, maximumUnpackedBytes: maximumUnpackedBytes)
    storedBytes = stream.storedBytes
    isGzipped = stream.isGzipped
    content = try Self.readAll(stream, descriptor, name, maximumUnpackedBytes)
    sha256 = stream.sha256()
  }

  private static func readAll(
    _ stream: ByteStream, _ descriptor: Int32, _ name: String, _ limit: Int
  ) throws(IngestError) -> OwnedBytes {
    // One byte more than there are, so that there is room to spare at the end.
    var capacity = stream.storedBytes + 1
    if stream.isGzipped {
      // Deflate packs at most 1032 to one.
      let most = min(limit, stream.storedBytes * 1032 + 1024)
      capacity = min(most, max(1 << 16, lastMemberSize(descriptor, stream.storedBytes))) + 1
    }
    guard let out = OwnedBytes(capacity: capacity) else {
      throw .unreadableFile(name, errno: ENOMEM)
    }
    while true {
      // No more than shows that it is too much.
      let room = out.free.prefix(stream.isGzipped ? limit - out.count + 1 : out.free.count)
      let got = try stream.read(into: UnsafeMutableBufferPointer(rebasing: room))
      out.count += got
      if got < room.count { return out }
      guard out.grow(to: out.capacity * 2) else { throw .unreadableFile(name, errno: ENOMEM) }
    }
  }

  /// What the last member of gzip data says of its size (modulo 2^32): a hint only, it may lie.
  private static func lastMemberSize(_ descriptor: Int32, _ storedBytes: Int) -> Int {
    var size: UInt32 = 0
    let got = withUnsafeMutableBytes(of: &size) {
      pread(descriptor, $0.baseAddress, 4, off_t(max(0, storedBytes - 4)))
    }
    return got == 4 ? Int(UInt32(littleEndian: size)) : 0
  }

  /// The digest of as many bytes as the file has now.
  static func sha256(_ descriptor: Int32, _ name: String) throws(IngestError) -> String {
    let stream = try ByteStream(descriptor, name: name, maximumUnpackedBytes: nil)
    guard let room = OwnedBytes(capacity: 1 << 18) else {
      throw .unreadableFile(name, errno: ENOMEM)
    }
    while try stream.read(into: room.free) == room.capacity {}
    return stream.sha256()
  }
}
