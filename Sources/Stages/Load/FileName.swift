import Table

/// A file of a source, by the bytes of its name: names that look alike may be those of two files.
struct FileName: Hashable, Sendable {
  let source: String
  private let name: ByteText

  init(source: String, file: String) {
    self.source = source
    name = ByteText(file)
  }

  /// That of a row in a table that tells of files.
  init(_ table: Table, _ row: Int) {
    self.init(
      source: table["source"].text.string(row) ?? "", file: table["file"].text.string(row) ?? "")
  }

  /// The name relative to the exports folder.
  var file: String { name.text }
}
