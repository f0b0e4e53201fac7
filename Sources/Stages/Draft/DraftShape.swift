import Ingest
import Table

/// How an export looks to be written: what parts its fields, and where its header row is.
///
/// A guess from the first records alone, made on raw bytes before the encoding is known.
struct DraftShape: Equatable {
  private(set) var delimiter = ExportFormat.Delimiter.comma
  private(set) var skippedLines = 0
  /// UTF-16LE without a byte order mark, which nothing else tells.
  let isUTF16: Bool
  /// A byte order mark of UTF-8 or UTF-16LE.
  let hasMark: Bool

  private static let maximumBytes = 1 << 18
  private static let maximumRecords = 200
  private static let maximumPreamble = 10

  /// The delimiter that gives the header row most columns; the comma, then the tab, at a tie.
  init(_ bytes: ByteView) {
    let isMarked16 = bytes.starts(with: [0xFF, 0xFE])
    isUTF16 = !isMarked16 && Self.isUTF16(bytes)
    hasMark = isMarked16 || bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let start = Self.structure(
      of: bytes, isUTF16: isUTF16 || isMarked16, skipping: isMarked16 ? 2 : 0)
    var columns = 0
    for delimiter in ExportFormat.Delimiter.allCases {
      let records = Self.records(in: start, delimiter.byte)
      guard let header = Self.header(of: records), !header.hasStrayQuote, header.fields > columns
      else { continue }
      columns = header.fields
      self.delimiter = delimiter
      skippedLines = header.line
    }
  }

  private struct Record {
    /// The number of line breaks before it.
    var line: Int
    var fields = 1
    /// How many of them are more than blanks and quotes.
    var filled = 0
    var isFieldFilled = false
    /// A quote inside a field or text after one: the delimiter is another.
    var hasStrayQuote = false
    /// Padded as spreadsheets do it, to as many fields as the rows of the table below have.
    var isTitle: Bool { fields > 2 && filled < 2 }

    /// Takes a byte of the current field.
    mutating func take(_ byte: UInt8) {
      guard !isFieldFilled, byte > 0x20 else { return }
      isFieldFilled = true
      filled += 1
    }

    mutating func endField() {
      fields += 1
      isFieldFilled = false
    }
  }

  /// The header row: the first record, or the first of the number of fields that most records have
  /// if what stands before it has at most half as many, or is a title: one filled field, padded as
  /// spreadsheets do. What has more than that may be a header row above broken records, and a record
  /// must never be taken for the header row.
  private static func header(of records: [Record]) -> Record? {
    guard var first = records.first else { return nil }
    first.line = 0
    var frequency: [Int: Int] = [:]
    for record in records { frequency[record.fields, default: 0] += 1 }
    guard
      let agreed = frequency.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
      let index = records.firstIndex(where: { $0.fields == agreed.key && !$0.isTitle }),
      index > 0, records[index].line <= maximumPreamble, agreed.value > 1,
      agreed.value * 2 > records.count - index,
      records[..<index].allSatisfy({ $0.fields * 2 <= agreed.key || $0.isTitle })
    else { return first }
    return records[index]
  }

  /// ASCII in UTF-16LE has a zero as every second byte. Only few signs have one as a first: U+3000
  /// and 一 do.
  private static func isUTF16(_ bytes: ByteView) -> Bool {
    let start = bytes.prefix(min(maximumBytes, bytes.count / 2 * 2))
    func zeros(from first: Int) -> Int {
      stride(from: first, to: start.count, by: 2).count { start[$0] == 0 }
    }
    let ascii = zeros(from: 1)
    return ascii > 0 && ascii * 20 >= start.count && zeros(from: 0) * 4 < ascii
  }

  /// The first bytes without a byte order mark, UTF-16 as one byte a code unit.
  private static func structure(
    of bytes: ByteView, isUTF16: Bool, skipping mark: Int
  ) -> [UInt8] {
    let start = bytes.prefix(maximumBytes)
    if isUTF16 {
      return stride(from: mark, to: start.count - 1, by: 2).map {
        start[$0 + 1] == 0 ? start[$0] : 0x80
      }
    }
    return Array(start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start)
  }

  private enum Place { case fieldStart, plain, quoted, afterQuote }

  /// The first records, as docs/reading-exports.md parts them.
  private static func records(in bytes: [UInt8], _ delimiter: UInt8) -> [Record] {
    var records: [Record] = []
    var line = 0
    var record = Record(line: 0)
    var place = Place.fieldStart
    var isEmpty = true
    for byte in bytes where records.count < maximumRecords {
      if byte == UInt8(ascii: "\n") { line += 1 }
      switch (byte, place) {
      case (UInt8(ascii: "\""), .quoted): place = .afterQuote
      case (_, .quoted): record.take(byte)
      case (UInt8(ascii: "\n"), _):
        if !isEmpty { records.append(record) }
        record = Record(line: line)
        place = .fieldStart
        isEmpty = true
      case (UInt8(ascii: "\r"), _): continue
      case (delimiter, _):
        record.endField()
        place = .fieldStart
        isEmpty = false
      case (UInt8(ascii: "\""), .fieldStart), (UInt8(ascii: "\""), .afterQuote):
        place = .quoted
        isEmpty = false
      default:
        if byte == UInt8(ascii: "\"") || place == .afterQuote { record.hasStrayQuote = true }
        record.take(byte)
        place = .plain
        isEmpty = false
      }
    }
    if records.isEmpty && !isEmpty { records.append(record) }
    return records
  }
}
