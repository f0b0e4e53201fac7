import Glibc
import Table

/// The few calls of the file system that a manifest needs.
enum FileTree {
  /// Makes a folder and those above it.
  static func makeFolders(_ path: String) throws(ManifestError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += made.isEmpty || made.hasSuffix("/") ? String(part) : "/\(part)"
      if mkdir(made, 0o750) != 0, errno != EEXIST { throw .system("create", made) }
    }
  }

  /// The names in a folder, without `.` and `..`, in no particular order.
  static func list(_ path: String) throws(ManifestError) -> [String] {
    do {
      return try Folder.names(in: path).map { String(decoding: $0, as: UTF8.self) }
    } catch {
      throw .system("read", path, error.code)
    }
  }

  /// Removes a folder and the files in it, or does nothing if it is not there. What cannot be
  /// removed is left to the next run.
  static func remove(_ path: String) {
    for name in (try? list(path)) ?? [] { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  /// Waits until a folder's entries are on disk.
  static func sync(_ path: String) throws(ManifestError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("open", path) }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .system("sync", path) }
  }

  /// Lets two folders change places in one step. False where the system or its file system cannot.
  static func exchange(_ one: String, _ other: String) -> Bool {
    typealias Rename =
      @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    // Not every C library has the call, so it is looked up rather than linked.
    guard let symbol = dlsym(nil, "renameat2") else { return false }
    let rename = unsafeBitCast(symbol, to: Rename.self)
    let exchangeFlag: UInt32 = 2
    return rename(AT_FDCWD, one, AT_FDCWD, other, exchangeFlag) == 0
  }
}
