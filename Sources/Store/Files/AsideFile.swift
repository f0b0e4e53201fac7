import Glibc

/// A file being written beside the one that it will replace.
///
/// Until `publish` the old file is untouched; after it the new one is in place and on the disk. A
/// run that dies leaves the temporary file, which the next one removes.
final class AsideFile {
  /// Where the file will be.
  let path: String
  /// Where it is while it is being written: in the same folder, so that the rename is one step.
  let temporaryPath: String
  private(set) var descriptor: Int32
  /// True of a SQLite database, which may have files of its own beside it.
  private let isDatabase: Bool
  /// False before it was created and from the rename on: then the temporary path is not ours to
  /// remove.
  private var isOurs = false

  /// The ending of every temporary file of a store.
  static let suffix = ".aside"

  static func temporaryPath(for path: String) -> String {
    let folder = FileSystem.parent(of: path)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return "\(folder)/.\(name)\(suffix)"
  }

  /// Makes the folder if need be, removes what a dead run left, and creates the temporary file.
  init(replacing path: String, isDatabase: Bool = true) throws(StoreError) {
    self.path = path
    self.isDatabase = isDatabase
    temporaryPath = AsideFile.temporaryPath(for: path)
    try FileSystem.createFolder(FileSystem.parent(of: path))
    try FileSystem.remove(temporaryPath)
    if isDatabase { try FileSystem.remove(temporaryPath + "-journal") }
    descriptor = open(temporaryPath, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw FileSystem.failure("create", temporaryPath) }
    isOurs = true
  }

  /// For tests: writes to `descriptor` (a device that is full), which it then owns.
  init(replacing path: String, descriptor: Int32) {
    self.path = path
    isDatabase = true
    temporaryPath = AsideFile.temporaryPath(for: path)
    self.descriptor = descriptor
    isOurs = true
  }

  deinit { discard() }

  /// Puts the file in the place of the old one: synced, renamed, folder synced.
  ///
  /// What SQLite may have left beside an old database after a crash (a journal) is removed, and that
  /// is on the disk, before the rename: the next reader would otherwise play it into the new file.
  func publish() throws(StoreError) {
    guard fsync(descriptor) == 0 else { throw FileSystem.failure("sync", temporaryPath) }
    close(descriptor)
    descriptor = -1
    if isDatabase { try removeCompanions() }
    guard rename(temporaryPath, path) == 0 else { throw FileSystem.failure("rename to", path) }
    isOurs = false
    try FileSystem.syncFolder(FileSystem.parent(of: path))
  }

  private func removeCompanions() throws(StoreError) {
    let companions = ["-journal", "-wal", "-shm"].map { path + $0 }.filter(FileSystem.exists)
    guard !companions.isEmpty else { return }
    for companion in companions { try FileSystem.remove(companion) }
    try FileSystem.syncFolder(FileSystem.parent(of: path))
  }

  /// Closes the file, and removes it if it is not in place.
  private func discard() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    if isOurs { unlink(temporaryPath) }
  }
}
