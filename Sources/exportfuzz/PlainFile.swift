import Cleanse
import Ingest
import Table

/// What must come of reading a file, told by the plain reader.
struct PlainFile {
  let encoding: TextEncoding
  let reader: PlainReader
  /// Where each wanted column is; nil for one that is not there.
  let positions: [Int?]
  /// Why the file must be refused, if it must.
  let refusal: Refusal?

  enum Refusal: Equatable {
    case header(QuarantineReason)
    case missing([String])
    case loneCarriageReturn
    case otherFormat
  }

  /// The records after the header.
  var records: ArraySlice<PlainReader.Record> { reader.records.dropFirst() }
  var headerBytes: Int { reader.records.first?.place.length ?? 0 }

  /// Reads the bytes, which must outlive the file.
  init(_ bytes: ByteView, _ format: ExportFormat, _ wanted: [WantedColumn]) {
    encoding = Self.encoding(of: bytes, format)
    let reader = PlainReader(bytes, encoding, format)
    self.reader = reader
    let names = reader.records.first?.fields.map { Self.folded(reader.text($0)) } ?? []
    var first: [[UInt8]: Int] = [:]
    for (position, name) in names.enumerated() where first[name] == nil { first[name] = position }
    positions = wanted.map { column in
      ([column.header] + column.synonyms).compactMap { first[Self.folded($0)] }.first
    }
    if Self.otherFormats.contains(where: { bytes.starts(with: $0) }) {
      refusal = .otherFormat
    } else if let reason = reader.records.first?.place.reason {
      refusal = .header(reason)
    } else if reader.records.first?.fields.contains(where: reader.holdsLoneCarriageReturn) ?? false
    {
      refusal = .loneCarriageReturn
    } else {
      var missing: [String] = []
      for (column, position) in zip(wanted, positions) where position == nil && !column.isOptional {
        if !missing.contains(column.header) { missing.append(column.header) }
      }
      let isEmpty = Self.isEmpty(bytes, encoding)
      refusal = isEmpty || missing.isEmpty ? nil : .missing(missing)
    }
  }

  /// Archives, old workbooks, UTF-16BE.
  private static let otherFormats: [[UInt8]] = [
    [0x50, 0x4B, 3, 4], [0xD0, 0xCF, 0x11, 0xE0], [0xFE, 0xFF],
  ]

  /// True if there is nothing, or nothing but the encoding's byte order mark.
  static func isEmpty(_ bytes: ByteView, _ encoding: TextEncoding) -> Bool {
    switch encoding {
    case .cp932: bytes.isEmpty
    case .utf8: bytes.isEmpty || bytes.elementsEqual([0xEF, 0xBB, 0xBF])
    case .utf16le: bytes.isEmpty || bytes.elementsEqual([0xFF, 0xFE])
    }
  }

  private static func encoding(of bytes: ByteView, _ format: ExportFormat) -> TextEncoding {
    switch format.encoding {
    case .utf8: return .utf8
    case .cp932: return .cp932
    case .utf16le: return .utf16le
    case .auto:
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
      if bytes.starts(with: [0xFF, 0xFE]) { return .utf16le }
      func undecodable(_ encoding: TextEncoding) -> Int {
        PlainReader(bytes, encoding, format).records.count { !$0.isText }
      }
      return undecodable(.cp932) < undecodable(.utf8) ? .cp932 : .utf8
    }
  }

  /// Folded in width and trimmed of ASCII blanks.
  private static func folded(_ name: String) -> [UInt8] {
    let buffer = ByteBuffer()
    var name = name
    let folded = name.withUTF8 { Array(Fold.fold($0, into: buffer)) }
    return Array(folded.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed())
  }
}
