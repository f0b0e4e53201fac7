import Glibc

/// A folder of its own for a test, gone with it.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/meibo-store-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { preconditionFailure("no temporary folder") }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { TemporaryFolder.removeAll(path) }

  private static func removeAll(_ path: String) {
    // `remove` takes files and empty folders.
    if remove(path) == 0 { return }
    for name in names(at: path) { removeAll("\(path)/\(name)") }
    remove(path)
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// The names in the folder or in one below it, sorted.
  func names(in folder: String = "") -> [String] {
    TemporaryFolder.names(at: "\(path)/\(folder)")
  }

  private static func names(at path: String) -> [String] {
    guard let handle = opendir(path) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  static func createFolder(_ path: String) {
    guard mkdir(path, 0o700) == 0 else { preconditionFailure("cannot make \(path)") }
  }

  static func write(_ bytes: [UInt8], to path: String) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      done += bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + done, bytes.count - done)
      }
    }
  }

  static func read(_ path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: Int(lseek(descriptor, 0, SEEK_END)))
    lseek(descriptor, 0, SEEK_SET)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress! + done, $0.count - done)
      }
      precondition(count > 0, "cannot read \(path)")
      done += count
    }
    return bytes
  }
}
