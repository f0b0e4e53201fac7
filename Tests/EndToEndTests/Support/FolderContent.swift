import Foundation

/// Every file of a folder with its bytes, to tell whether anything has changed.
struct FolderContent: Equatable {
  let files: [String: Data]

  init(files: [String: Data]) { self.files = files }

  init(_ folder: URL) throws {
    var files: [String: Data] = [:]
    for path in FileManager.default.enumerator(atPath: folder.file) ?? .init() {
      guard let path = path as? String else { continue }
      let file = folder.appending(path: path)
      var isFolder: ObjCBool = false
      FileManager.default.fileExists(atPath: file.file, isDirectory: &isFolder)
      if !isFolder.boolValue { files[path] = try Data(contentsOf: file) }
    }
    self.files = files
  }

  /// The names of the files that only one of the two has, or that differ.
  func differences(from other: FolderContent) -> [String] {
    Set(files.keys).union(other.files.keys).filter { files[$0] != other.files[$0] }.sorted()
  }
}
