import Glibc
import Table

/// Records that wait on the disk until a table can take them, so that they need no memory meanwhile.
///
/// The file has no name from the beginning: the system removes it with the process, whatever becomes of
/// that. Not safe to use from two threads at once.
public final class SpillFile {
  private let path: String
  private let descriptor: Int32
  private var size = 0

  /// Some records in the file.
  public struct Run: Sendable {
    fileprivate let offset: Int
    fileprivate let records: RowRecords.Places
  }

  /// Begins a file in the folder of another one.
  ///
  /// - Throws: `noSpace` or `io`.
  convenience init(beside other: String) throws(StoreError) {
    let path = AsideFile.temporaryPath(for: other + ".waiting")
    // A run that died between the two steps left it.
    try FileSystem.remove(path)
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileSystem.failure("create", path) }
    unlink(path)
    // What is written once and read once is not worth a copy in the page cache.
    FileSystem.setDirect(true, descriptor)
    self.init(path: path, descriptor: descriptor)
  }

  /// For tests: writes to `descriptor` (a device that is full), which it then owns.
  init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Adds records, which can then be let go. O(bytes); memory: 4 bytes a record.
  ///
  /// - Throws: `noSpace` or `io`.
  public func add(_ records: RowRecords) throws(StoreError) -> Run {
    let offset = size
    let bytes = records.wholeBlocks
    try FileSystem.write(bytes, to: descriptor, path: path)
    size += bytes.count
    return Run(offset: offset, records: records.places)
  }

  /// Some of the records. O(bytes).
  ///
  /// - Throws: `io`.
  public func records(_ run: Run) throws(StoreError) -> RowRecords {
    guard let room = Region.Block(size: run.records.byteCount) else {
      throw StoreError(.io, "no memory is left", path: path)
    }
    var done = 0
    while done < run.records.byteCount {
      let count = pread(
        descriptor, room.base + done, room.size - done, off_t(run.offset + done))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw FileSystem.failure("read", path, count < 0 ? errno : EIO) }
      done += count
    }
    return RowRecords(room, run.records)
  }
}
