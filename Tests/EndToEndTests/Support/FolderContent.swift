import Foundation

/// Every file of a folder with its bytes, to tell whether anything has changed.
struct FolderContent: Equatable {
  let files: [String: Data]

  init(files: [String: Data]) { self.files = files }

  init(_ folder: URL) throws {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.file) {
      let file = folder.appending(path: path).file
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      if attributes[.type] as? FileAttributeType == .typeRegular {
        files[path] = try Data(contentsOf: folder.appending(path: path))
      }
    }
    self.files = files
  }

  /// The names of the files that only one of the two has, or that differ.
  func differences(from other: FolderContent) -> [String] {
    Set(files.keys).union(other.files.keys).filter { files[$0] != other.files[$0] }.sorted()
  }
}
