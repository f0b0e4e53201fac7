import CSQLite
import Glibc
public import Table

/// Looks for texts in the files of a store, as bytes, whatever the files say of themselves.
public enum StoreSearch {
  /// What was found in a file.
  public struct Found: Sendable, Equatable {
    /// How often one of the texts stands in a value as a word: with no ASCII letter or digit
    /// before or after it.
    public var words = 0
    /// How often one stands in the bytes of a database and in none of its values: in a part of the
    /// file that is not in use.
    public var leftOver = 0

    /// True if the file holds none of the texts, used or unused.
    public var isNothing: Bool { words == 0 && leftOver == 0 }
  }

  /// Searches a file: a database by its values and by its bytes, any other by its bytes. O(bytes).
  /// - Throws: `missing`, `damaged`, `io`.
  public static func search(
    _ path: String, for texts: [String]
  ) throws(StoreError) -> Found {
    let patterns = texts.map { Array($0.utf8) }.filter { !$0.isEmpty }
    let file = try MappedFile(path)
    let raw = count(patterns, in: file.bytes)
    guard raw.all > 0, isDatabase(file.bytes) else { return Found(words: raw.words) }
    var inValues = (words: 0, all: 0)
    let connection = try SQLConnection(path)
    let names = try SQLStatement(
      connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")
    while try names.step() {
      let table = StageSchema.quoted(names.text(0).text)
      let columns = try SQLStatement(connection, "PRAGMA table_info(\(table))")
      var columnCount = 0
      while try columns.step() { columnCount += 1 }
      let rows = try SQLStatement(connection, "SELECT * FROM \(table)")
      while try rows.step() {
        for column in 0..<columnCount {
          let bytes: ByteView
          switch rows.type(column) {
          case SQLITE_TEXT: bytes = rows.text(column)
          case SQLITE_BLOB: bytes = rows.blob(column)
          default: continue
          }
          let found = count(patterns, in: bytes)
          inValues = (inValues.words + found.words, inValues.all + found.all)
        }
      }
    }
    return Found(words: inValues.words, leftOver: max(0, raw.all - inValues.all))
  }

  /// How often one of the patterns stands in the bytes, as a word and at all. O(bytes × patterns).
  public static func count(_ patterns: [[UInt8]], in bytes: ByteView) -> (words: Int, all: Int) {
    var found = (words: 0, all: 0)
    guard let start = bytes.baseAddress else { return found }
    for pattern in patterns where pattern.count <= bytes.count {
      var place = 0
      let last = bytes.count - pattern.count
      while place <= last, let hit = memchr(start + place, Int32(pattern[0]), last - place + 1) {
        place = hit.assumingMemoryBound(to: UInt8.self) - UnsafeMutablePointer(mutating: start)
        if memcmp(start + place, pattern, pattern.count) == 0 {
          found.all += 1
          let end = place + pattern.count
          let isWord =
            (place == 0 || !isWordByte(bytes[place - 1]))
            && (end == bytes.count || !isWordByte(bytes[end]))
          if isWord { found.words += 1 }
        }
        place += 1
      }
    }
    return found
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || (byte | 0x20 >= 97 && byte | 0x20 <= 122)
  }

  private static func isDatabase(_ bytes: ByteView) -> Bool {
    bytes.starts(with: "SQLite format 3\0".utf8)
  }
}

extension StoreFolder {
  /// The path of every file in the store, hidden ones too, below the store's own, in byte order.
  /// O(entries).
  /// - Throws: `io` if a folder cannot be listed, `damaged` if one has a name that is not UTF-8: then
  ///   nobody knows what lies there.
  public func files() throws(StoreError) -> [String] {
    var found: [String] = []
    try Self.addFiles(in: path, below: "", to: &found)
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func addFiles(
    in folder: String, below prefix: String, to found: inout [String]
  ) throws(StoreError) {
    let (names, isWhole) = try FileSystem.listing(of: folder)
    guard isWhole else {
      throw StoreError(
        .damaged, "a file in this folder has a name that is not UTF-8, and cannot be searched",
        path: folder)
    }
    for name in names {
      let path = "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else {
        // Temporary files of a run that ends just now.
        if errno == ENOENT { continue }
        throw FileSystem.failure("look at", path)
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: try addFiles(in: path, below: "\(prefix)\(name)/", to: &found)
      case S_IFREG: found.append(prefix + name)
      default: break
      }
    }
  }
}
