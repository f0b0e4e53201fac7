import CZlib
import Table

/// Reads a published file of JSON lines.
enum GzipLines {
  /// Hands each line to `body` as JSON. Memory: the longest line.
  ///
  /// - Throws: `changed` if the file is not gzip of JSON lines; what `body` throws.
  static func read(
    _ path: String, _ body: (JSONText) throws(ManifestError) -> Void
  ) throws(ManifestError) {
    try readLines(path) { (_, row) throws(ManifestError) in try body(row) }
  }

  /// The same with the line as it stands, without its end, valid within `body`.
  static func readLines(
    _ path: String, _ body: (ByteView, JSONText) throws(ManifestError) -> Void
  ) throws(ManifestError) {
    guard let file = gzopen(path, "rb") else { throw .system("open", path) }
    defer { gzclose(file) }
    let damaged = ManifestError(.changed, "'\(path)' is not gzip of JSON lines")
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let pending = ByteBuffer(capacity: 1 << 12)
    while true {
      let count = Int(gzread(file, &piece, UInt32(piece.count)))
      guard count >= 0 else { throw damaged }
      if count == 0 { break }
      var start = 0
      while let end = piece[start..<count].firstIndex(of: 0x0A) {
        piece[start..<end].withUnsafeBufferPointer { pending.append($0) }
        guard let row = JSONText(pending.view) else { throw damaged }
        try body(pending.view, row)
        pending.removeAll()
        start = end + 1
      }
      piece[start..<count].withUnsafeBufferPointer { pending.append($0) }
    }
    // zlib tells only at the end whether the last stream was whole.
    var status: Int32 = 0
    _ = gzerror(file, &status)
    guard pending.count == 0, status == Z_OK else { throw damaged }
  }
}
