import Glibc

/// A file opened for reading at any place, by several threads at once.
///
/// What is read is the file that was opened, even if another takes its place: published files are
/// replaced, never changed in place. What somebody has cut off all the same is an error when it is
/// asked for.
///
/// A large file is read past the page cache where the file system allows it. Stage files are written
/// past it too, and reading each once: filling the cache with pages that nobody asks for again would
/// cost more processor time than all the disk does. What lies in the cache already is taken from
/// there, and a small file is always read through it, so that a team with little data finds its files
/// there when it runs again.
final class OpenFile: Sendable {
  let path: String
  /// In bytes, as it was when it was opened.
  let size: Int
  private let descriptor: Int32
  /// The same file, read past the page cache; −1 if it is not.
  private let direct: Int32
  /// Addresses that stand for the file, by which the system is asked what of it is in the cache.
  /// Nothing is ever read there: of a file that was cut short that would end the process.
  private nonisolated(unsafe) let addresses: UnsafeMutableRawPointer?

  /// Files of so many bytes are large.
  static let leastLarge = 32 << 20
  /// What direct reads must begin, end and lie at multiples of.
  static let block = 4096

  /// - Parameter leastLarge: for tests, which cannot all write large files.
  /// - Throws: `missing`, `io`.
  init(_ path: String, leastLarge: Int = OpenFile.leastLarge) throws(StoreError) {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystem.failure("open", path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let failure = FileSystem.failure("read", path)
      close(descriptor)
      throw failure
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw StoreError(.io, "is not a file", path: path)
    }
    self.descriptor = descriptor
    size = Int(status.st_size)
    guard size >= max(leastLarge, 1), let direct = Self.openDirect(path, as: status) else {
      direct = -1
      addresses = nil
      return
    }
    self.direct = direct
    let addresses = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
    self.addresses = addresses == MAP_FAILED ? nil : addresses
  }

  deinit {
    if let addresses { munmap(addresses, size) }
    if direct >= 0 { close(direct) }
    close(descriptor)
  }

  /// Fills `bytes` with the part of the file that begins at `start`.
  /// - Throws: `damaged` if the file ends before; `io`.
  func read(_ start: Int, into bytes: UnsafeMutableRawBufferPointer) throws(StoreError) {
    let isDirect =
      direct >= 0 && start % Self.block == 0 && bytes.count % Self.block == 0
      && Int(bitPattern: bytes.baseAddress) % Self.block == 0
      && !isCached(start..<start + bytes.count)
    var source = isDirect ? direct : descriptor
    var done = 0
    while done < bytes.count {
      let count = pread(source, bytes.baseAddress! + done, bytes.count - done, off_t(start + done))
      if count > 0 {
        done += count
      } else if count == 0 {
        throw StoreError(.damaged, "the file is not as long as it was written", path: path)
      } else if errno == EINVAL, source != descriptor {
        // A file system that takes the flag and not the reads, or a read that was cut short.
        source = descriptor
      } else if errno != EINTR {
        throw FileSystem.failure("read", path)
      }
    }
  }

  /// True if the whole of a part, which begins at a multiple of a block, is in the page cache, as far
  /// as the system tells: of files of others it says so always.
  private func isCached(_ part: Range<Int>) -> Bool {
    guard let addresses, part.upperBound <= size else { return false }
    let pages = (part.count + Self.block - 1) / Self.block
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: pages) { isHeld in
      mincore(addresses + part.lowerBound, part.count, isHeld.baseAddress!) == 0
        && isHeld.allSatisfy { $0 & 1 == 1 }
    }
  }

  /// A descriptor of the same file for direct reads; nil if the file system knows none, or another
  /// file lies there by now.
  private static func openDirect(_ path: String, as file: stat) -> Int32? {
    let direct = open(path, O_RDONLY | O_CLOEXEC | FileSystem.direct)
    guard direct >= 0 else { return nil }
    var status = stat()
    if fstat(direct, &status) == 0, status.st_dev == file.st_dev, status.st_ino == file.st_ino {
      return direct
    }
    close(direct)
    return nil
  }
}
