public import Foundation

/// A folder of its own for a test, gone with it. Files are named by their paths from it.
public final class TemporaryFolder: Sendable {
  public let url: URL
  public let path: String

  public init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "meibo-test-\(UUID().uuidString)")
    path = url.path(percentEncoded: false)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a file.
  public func file(_ name: String) -> String { "\(path)/\(name)" }

  public func write(_ file: String, _ text: String) throws { try write(file, Array(text.utf8)) }

  /// Writes a file; folders on the way to it are made.
  public func write(_ file: String, _ bytes: [UInt8]) throws {
    let place = URL(filePath: self.file(file))
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: place)
  }

  public func read(_ file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: self.file(file))))
  }

  public func remove(_ file: String) throws {
    try FileManager.default.removeItem(atPath: self.file(file))
  }

  /// The names of what is in it or in a folder below it, sorted; none if that is not there.
  public func names(in folder: String = "") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: file(folder))) ?? []).sorted()
  }

  /// Every file in it and below with its bytes, by its path from here.
  public func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: file(name), isDirectory: &isFolder)
      if !isFolder.boolValue { files[name] = try read(name) }
    }
    return files
  }
}
