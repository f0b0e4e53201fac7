#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

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
    guard let folder = opendir(path) else { throw .system("read", path) }
    defer { closedir(folder) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else {
        guard errno == 0 else { throw .system("read", path) }
        return names
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
        start.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
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

  /// An open descriptor that holds the folder's lock, or nil if somebody else does or the folder
  /// is gone. The lock goes when its process dies.
  static func lock(_ path: String) -> Int32? {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &status) == 0,
      status.st_nlink > 0
    {
      return descriptor
    }
    _ = close(descriptor)
    return nil
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
