import Foundation
import TestSupport

extension TemporaryFolder {
  /// Copies a file or folder into the folder, under the same name, and says where it is now.
  func copy(_ original: URL) throws -> URL {
    let copy = url.appending(path: original.lastPathComponent)
    try FileManager.default.copyItem(at: original.resolvingSymlinksInPath(), to: copy)
    return copy
  }
}

extension URL {
  /// The file system's name of it.
  var file: String { path(percentEncoded: false) }
}
