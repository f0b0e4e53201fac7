import CZlib
import Testing

/// The content of a gzip file; zlib checks its length and checksum.
func gunzip(_ path: String) throws -> [UInt8] {
  let file = try #require(gzopen(path, "rb"))
  var content: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = gzread(file, &piece, UInt32(piece.count))
    try #require(count >= 0, "not a sound gzip file")
    if count == 0 { break }
    content += piece[..<Int(count)]
  }
  try #require(gzclose(file) == Z_OK)
  return content
}

func gunzipText(_ path: String) throws -> String {
  String(decoding: try gunzip(path), as: UTF8.self)
}
