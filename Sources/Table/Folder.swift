import Glibc

/// What several modules ask the system of a folder.
public enum Folder {
  /// The system's answer in the place of names.
  public struct Failure: Error {
    /// An `errno`.
    public let code: Int32
  }

  /// The names of what is in a folder, as bytes, which need not be UTF-8, and in no particular
  /// order; `.` and `..` are not among them. O(entries).
  public static func names(in path: String) throws(Failure) -> [[UInt8]] {
    guard let folder = opendir(path) else { throw Failure(code: errno) }
    defer { closedir(folder) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else {
        guard errno == 0 else { throw Failure(code: errno) }
        return names
      }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
    }
  }

  /// An open descriptor that holds a folder's lock; nil if somebody else does, or it is gone or a
  /// link. The lock goes when its process dies.
  public static func lock(_ path: String) -> Int32? {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &status) == 0,
      status.st_nlink > 0
    {
      return descriptor
    }
    close(descriptor)
    return nil
  }
}
