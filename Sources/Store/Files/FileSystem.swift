import Glibc
import Table

/// The calls of the system that a store needs, with errors that name the file.
enum FileSystem {
  /// The error of a call that has just failed.
  static func failure(_ action: String, _ path: String, _ number: Int32 = errno) -> StoreError {
    let code: StoreError.Code =
      switch number {
      case ENOSPC, EDQUOT: .noSpace
      case ENOENT: .missing
      default: .io
      }
    return StoreError(code, "cannot \(action): \(String(cString: strerror(number)))", path: path)
  }

  /// The folder that a path lies in.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Makes a folder with those above it, each written down in the folder that holds it.
  static func createFolder(_ path: String) throws(StoreError) {
    if mkdir(path, 0o750) == 0 { return try syncFolder(parent(of: path)) }
    switch errno {
    case EEXIST: return
    case ENOENT where parent(of: path) != path:
      try createFolder(parent(of: path))
      guard mkdir(path, 0o750) == 0 || errno == EEXIST else { break }
      return try syncFolder(parent(of: path))
    default: break
    }
    throw failure("create the folder", path)
  }

  /// Waits until what was created, renamed or removed in a folder is on the disk.
  static func syncFolder(_ path: String) throws(StoreError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open the folder", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("sync the folder", path) }
  }

  /// The names in a folder, sorted; none if it is not there. Names that are not UTF-8 are left out:
  /// no text is the path of what they name.
  static func entries(of folder: String) throws(StoreError) -> [String] {
    try listing(of: folder).names
  }

  /// The same with whether names were left out. O(entries).
  /// - Throws: `io` if the folder cannot be listed.
  static func listing(
    of folder: String
  ) throws(StoreError) -> (names: [String], isWhole: Bool) {
    do {
      let found = try Folder.names(in: folder)
      let names = found.compactMap { String(validating: $0, as: UTF8.self) }
      return (names.sorted(), names.count == found.count)
    } catch {
      if error.code == ENOENT { return ([], true) }
      throw failure("list the folder", folder, error.code)
    }
  }

  /// Removes a file if it is there.
  static func remove(_ path: String) throws(StoreError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw failure("remove", path) }
  }

  /// The size of a file; 0 if there is none.
  static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Removes a folder in which nothing is left.
  static func removeEmptyFolder(_ path: String) { rmdir(path) }

  /// Writes all bytes at the descriptor's position.
  static func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String
  ) throws(StoreError) {
    var done = 0
    while done < bytes.count {
      let written = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if written < 0 {
        if errno == EINTR { continue }
        // A file system that takes the flag and not the writes, or a write that was cut short.
        if errno == EINVAL, setDirect(false, descriptor) { continue }
        throw failure("write", path)
      }
      done += written
    }
  }

  /// Makes the writes of an open file bypass the page cache, or no longer. False if it is so
  /// already, or if the file system cannot.
  @discardableResult
  static func setDirect(_ isDirect: Bool, _ descriptor: Int32) -> Bool {
    let flags = fcntl(descriptor, F_GETFL)
    let wanted = isDirect ? flags | direct : flags & ~direct
    return flags >= 0 && flags != wanted && fcntl(descriptor, F_SETFL, wanted) == 0
  }

  /// `O_DIRECT` of open(2), which Glibc shows only to those who define `_GNU_SOURCE`.
  #if arch(arm64) || arch(arm)
    static let direct: Int32 = 0o200000
  #else
    static let direct: Int32 = 0o40000
  #endif
}
