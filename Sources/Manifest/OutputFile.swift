import Crypto
import Glibc
import Table

/// A file being written, plain or as gzip (RFC 1952), that knows the SHA-256 of its bytes.
///
/// The gzip header has no name and no time and the level is fixed: equal content gives equal bytes.
final class OutputFile {
  let path: String
  private let descriptor: Int32
  private var hasher = SHA256()
  private var deflater: Deflater?
  private var isOpen = true

  /// Creates the file, which must not be there. `compressed` gives gzip.
  init(path: String, compressed: Bool) throws(ManifestError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw .system("create", path) }
    if compressed { deflater = try Deflater() }
  }

  deinit { if isOpen { _ = close(descriptor) } }

  /// Adds content.
  func write(_ content: ByteView) throws(ManifestError) {
    guard let deflater else { return try emit(content) }
    try emit(try deflater.deflate(content, isLast: false))
  }

  /// Ends the file, waits until it is on disk, and gives its SHA-256 in hexadecimal.
  func finish() throws(ManifestError) -> String {
    if let deflater { try emit(try deflater.deflate(ByteView(start: nil, count: 0), isLast: true)) }
    guard fsync(descriptor) == 0 else { throw .system("sync", path) }
    isOpen = false
    guard close(descriptor) == 0 else { throw .system("close", path) }
    return String(hexadecimal: hasher.finalize())
  }

  private func emit(_ bytes: ByteView) throws(ManifestError) {
    hasher.update(bufferPointer: UnsafeRawBufferPointer(bytes))
    var written = 0
    while written < bytes.count {
      let count = systemWrite(descriptor, bytes.slice(written, bytes.count))
      if count < 0 {
        if errno == EINTR { continue }
        throw .system("write", path)
      }
      written += count
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: ByteView) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
