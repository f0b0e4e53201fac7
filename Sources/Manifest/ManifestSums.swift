import Crypto
import Glibc
import Table

/// Compares a published folder with its `SHA256SUMS`.
public enum ManifestSums {
  /// Passes only if the folder holds exactly the files that `SHA256SUMS` lists, each with its sum;
  /// hidden files and those named in `beside` may lie there too. Reads every file once.
  ///
  /// - Throws: `changed`, naming the first file in byte order that is not right; `inputOutput`.
  public static func check(folder: String, beside: Set<String> = []) throws(ManifestError) {
    var unlisted = Set(try FileTree.list(folder)).subtracting(beside).subtracting(["SHA256SUMS"])
    for line in try listing(folder) {
      let (sum, name) = line
      guard unlisted.remove(name) != nil else {
        throw ManifestError(.changed, "'\(folder)' lacks '\(name)', which its SHA256SUMS lists")
      }
      guard try digest(of: "\(folder)/\(name)") == sum else {
        throw ManifestError(.changed, "'\(folder)/\(name)' is not what SHA256SUMS says")
      }
    }
    if let stray = unlisted.filter({ !$0.hasPrefix(".") }).min() {
      throw ManifestError(.changed, "'\(folder)' holds '\(stray)', which SHA256SUMS does not list")
    }
  }

  /// Sums and names in the order of the file.
  private static func listing(
    _ folder: String
  ) throws(ManifestError) -> [(sum: String, name: String)] {
    let path = "\(folder)/SHA256SUMS"
    let text = ByteBuffer(capacity: 1024)
    try read(path) { text.append($0) }
    var lines: [(sum: String, name: String)] = []
    for line in text.text.split(separator: "\n") {
      // 64 digits, two blanks, the name.
      guard line.utf8.count > 66, !line.utf8.dropFirst(66).contains(UInt8(ascii: "/")) else {
        throw ManifestError(.changed, "'\(path)' holds a line that is no sum")
      }
      lines.append((String(line.prefix(64)), String(line.dropFirst(66))))
    }
    return lines
  }

  private static func digest(of path: String) throws(ManifestError) -> String {
    var hasher = SHA256()
    try read(path) { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    return String(hexadecimal: hasher.finalize())
  }

  /// Hands the bytes of a file to `body`, piece by piece.
  static func read(_ path: String, _ body: (ByteView) -> Void) throws(ManifestError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("open", path) }
    defer { _ = close(descriptor) }
    let piece = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
    defer { piece.deallocate() }
    while true {
      let count = systemRead(descriptor, piece)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .system("read", path) }
      if count == 0 { return }
      body(ByteView(rebasing: piece[..<count]))
    }
  }
}

private func systemRead(_ descriptor: Int32, _ piece: UnsafeMutableBufferPointer<UInt8>) -> Int {
  read(descriptor, piece.baseAddress, piece.count)
}
