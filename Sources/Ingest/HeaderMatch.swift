import Table

/// A column that a source declares.
public struct WantedColumn: Sendable, Equatable {
  /// The header under which a file has it.
  public let header: String
  /// Those under which a file has it that lacks the header; of several the first counts.
  public let synonyms: [String]
  /// True if a file may lack it.
  public let isOptional: Bool

  public init(_ header: String, synonyms: [String] = [], isOptional: Bool = false) {
    self.header = header
    self.synonyms = synonyms
    self.isOptional = isOptional
  }
}

/// Which columns of a file are the declared ones.
public struct HeaderMatch: Sendable, Equatable {
  /// How many fields the header has, and so every record must have.
  public let fieldCount: Int
  /// For each declared column, in declared order, its place in the file's records, or nil if the
  /// file lacks it (it is optional then).
  public let positions: [Int?]
  /// Headers that no declared column is read from, in the file's order, as they stand there.
  public let unknown: [String]
  /// Headers of declared columns that come once more; only the first counts.
  public let repeated: [String]

  /// Matches a header row with the declared columns.
  ///
  /// - Parameters:
  ///   - header: the names in the header row.
  ///   - wanted: the declared columns. Two of them may name the same header.
  ///   - file: for the message.
  ///   - folding: adds the width-folded form of a name to a buffer. Both sides are folded by it
  ///     and trimmed of ASCII blanks, then compared by bytes.
  /// - Throws: `missingHeaders`, with all that are missing.
  init(
    _ header: [String], _ wanted: [WantedColumn], file: String,
    folding: (ByteView, ByteBuffer) -> Void
  ) throws(IngestError) {
    let names = header.map { Self.fold($0, folding) }
    var first: [[UInt8]: Int] = [:]
    for (position, name) in names.enumerated() where first[name] == nil { first[name] = position }
    let positions = wanted.map { column in
      ([column.header] + column.synonyms).compactMap { first[Self.fold($0, folding)] }.first
    }
    let read = Set(positions.compactMap(\.self))
    var unknown: [String] = []
    var repeated: [String] = []
    for (position, name) in names.enumerated() where !read.contains(position) {
      if let place = first[name], read.contains(place) {
        repeated.append(header[position])
      } else {
        unknown.append(header[position])
      }
    }
    var missing: [String] = []
    for (column, position) in zip(wanted, positions)
    where position == nil && !column.isOptional && !missing.contains(column.header) {
      missing.append(column.header)
    }
    guard missing.isEmpty else {
      // A row with few of the headers may be a record: its cells are nobody's business.
      let isHeader = !read.isEmpty && read.count * 2 >= min(header.count, wanted.count)
      throw .missingHeaders(
        file: file, missing: missing, seen: isHeader ? header.prefix(100).map(Self.shown) : [])
    }
    fieldCount = header.count
    self.positions = positions
    self.unknown = unknown
    self.repeated = repeated
  }

  /// A header for a message. What is longer than any, or goes over lines, holds what is none.
  private static func shown(_ header: String) -> String {
    header.count > 40 || header.contains(where: \.isNewline) ? "…" : header
  }

  private static func fold(
    _ name: String, _ folding: (ByteView, ByteBuffer) -> Void
  ) -> [UInt8] {
    let folded = ByteBuffer()
    var name = name
    name.withUTF8 { folding($0, folded) }
    let trimmed = folded.view.drop { $0 <= 0x20 }
    let end = trimmed.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? trimmed.startIndex
    return Array(trimmed[..<end])
  }
}
