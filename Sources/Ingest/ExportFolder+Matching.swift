import Glibc
import Table

extension ExportFolder {
  /// The files that match a pattern such as `customers*.csv*` or `customers/*.csv.gz`.
  ///
  /// `*`, `?` and `[…]` stand for characters of one name, never for `/` nor a leading dot. Folders
  /// are no files; pipes and links are listed, so that opening them says what is wrong.
  ///
  /// - Returns: names relative to the folder, in byte order; none if nothing matches.
  /// - Throws: `unsafePattern`, `unreadableFolder`, `fileNameNotUTF8`.
  public func files(matching pattern: String) throws(IngestError) -> [String] {
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
      throw .unsafePattern(pattern)
    }
    var found = [""]
    for (index, part) in parts.enumerated() {
      var deeper: [String] = []
      for parent in found {
        for name in try names(in: parent, matching: part) {
          let full = parent.isEmpty ? name : parent + "/" + name
          if index + 1 < parts.count || !isFolder(full) { deeper.append(full) }
        }
      }
      found = deeper
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The names in a folder of ours that match; none if it is no folder.
  private func names(
    in parent: String, matching pattern: Substring
  ) throws(IngestError) -> [String] {
    let folder = parent.isEmpty ? path : path + "/" + parent
    let found: [[UInt8]]
    do {
      found = try Folder.names(in: folder)
    } catch {
      if error.code == ENOENT || error.code == ENOTDIR { return [] }
      throw .unreadableFolder(folder, errno: error.code)
    }
    let pattern = NamePattern(pattern)
    var names: [String] = []
    for name in found {
      if let text = String(validating: name, as: UTF8.self) {
        if pattern.matches(text) { names.append(text) }
      } else if pattern.matches(String(decoding: name, as: UTF8.self)) {
        // It may be one of the source's; nobody could name it.
        throw .fileNameNotUTF8(folder: folder)
      }
    }
    return names
  }

  private func isFolder(_ name: String) -> Bool {
    var status = stat()
    return stat(path + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
