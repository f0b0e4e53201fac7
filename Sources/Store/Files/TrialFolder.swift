import Glibc
import Table

/// A throw-away folder inside a store, for runs that must leave the store as it is.
///
/// It lies in the store because it holds the same personal data, and only its owner can enter it.
/// It goes with this object; what a process that died has left is removed by the next trial or the
/// next run that writes the store.
public final class TrialFolder: Sendable {
  /// The folder.
  public let path: String
  /// Held open with a lock while the trial lives: who can take it knows that its process is dead.
  private let descriptor: Int32

  private static let prefix = ".trial."

  /// Makes a new folder in a store that is there.
  /// - Throws: `missing` if there is no such store; `noSpace`, `io`.
  public init(in store: StoreFolder) throws(StoreError) {
    try TrialFolder.clear(store)
    for number in 0..<100 {
      let path = "\(store.path)/\(Self.prefix)\(getpid()).\(number)"
      if mkdir(path, 0o700) != 0 {
        if errno == EEXIST { continue }
        throw FileSystem.failure("create the folder", path)
      }
      // Another takes a folder that is not locked yet for one of a dead process.
      guard let descriptor = Folder.lock(path) else {
        rmdir(path)
        continue
      }
      self.path = path
      self.descriptor = descriptor
      return
    }
    throw StoreError(.io, "cannot lock a folder for a trial", path: store.path)
  }

  deinit {
    Self.remove(path)
    close(descriptor)
  }

  /// Removes the trials of processes that died.
  static func clear(_ store: StoreFolder) throws(StoreError) {
    for name in try FileSystem.entries(of: store.path) where name.hasPrefix(prefix) {
      let path = "\(store.path)/\(name)"
      guard let descriptor = Folder.lock(path) else { continue }
      remove(path)
      close(descriptor)
    }
  }

  /// Shows the trial a file of the store under a path of its own, to be read only.
  /// - Throws: `noSpace`, `io`.
  public func link(_ file: String, as path: String) throws(StoreError) {
    try FileSystem.createFolder(FileSystem.parent(of: path))
    guard let target = realpath(file, nil) else { throw FileSystem.failure("open", file) }
    defer { free(target) }
    guard symlink(target, path) == 0 else { throw FileSystem.failure("link", path) }
  }

  /// Removes a folder with all that is in it, and of links only themselves.
  private static func remove(_ path: String) {
    for name in (try? FileSystem.entries(of: path)) ?? [] {
      let entry = "\(path)/\(name)"
      var status = stat()
      guard lstat(entry, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR { remove(entry) } else { unlink(entry) }
    }
    rmdir(path)
  }
}
