import Glibc
import Table

/// A file mapped into memory for reading. Published files are replaced, never changed in place.
final class MappedFile: @unchecked Sendable {
  let bytes: ByteView

  init(_ path: String) throws(StoreError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystem.failure("open", path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileSystem.failure("read", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw StoreError(.io, "is not a file", path: path)
    }
    let size = Int(status.st_size)
    guard size > 0 else {
      bytes = ByteView(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
    else { throw FileSystem.failure("map", path) }
    madvise(start, size, MADV_SEQUENTIAL)
    bytes = ByteView(start: start.assumingMemoryBound(to: UInt8.self), count: size)
  }

  deinit {
    if let start = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
    }
  }
}
