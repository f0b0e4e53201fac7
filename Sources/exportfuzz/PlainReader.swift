import Ingest
import Table

/// A second reader of the grammar of docs/reading-exports.md, as plain as can be: what the product
/// reads is held against it. One unit at a time, a unit being a byte, or two for UTF-16LE.
struct PlainReader {
  /// Where a record lies in the file, and what is wrong with it.
  struct Place: Equatable, CustomStringConvertible {
    let offset: Int
    let length: Int
    let reason: QuarantineReason?

    var description: String { "\(length) bytes at \(offset), \(reason?.rawValue ?? "good")" }
  }

  struct Record {
    let place: Place
    /// The fields of a good record as they stand there, in units.
    let fields: [Range<Int>]
    let isText: Bool
  }

  /// The header's record and those after it; none for a file without any.
  private(set) var records: [Record] = []
  private let bytes: ByteView
  private let encoding: TextEncoding
  private let delimiter: UInt16
  private let mark: Int
  private let units: [UInt16]
  private var position = 0
  private static let cp932 = CP932()
  private static let quote: UInt16 = 0x22

  /// Reads all records of the bytes, which must outlive the reader.
  init(_ bytes: ByteView, _ encoding: TextEncoding, _ format: ExportFormat) {
    self.bytes = bytes
    self.encoding = encoding
    delimiter = UInt16(format.delimiter.byte)
    switch encoding {
    case .utf8: mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    case .utf16le: mark = bytes.starts(with: [0xFF, 0xFE]) ? 2 : 0
    case .cp932: mark = 0
    }
    if encoding == .utf16le {
      // An odd byte at the end is no unit of any text: half a pair that nothing can follow stands
      // for it.
      units = stride(from: mark, to: bytes.count, by: 2).map { index in
        index + 1 < bytes.count ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8 : 0xD800
      }
    } else {
      units = bytes[mark...].map { UInt16($0) }
    }
    for _ in 0..<format.skippedLines { position = min(lineFeed(from: position) + 1, units.count) }
    while let record = next() { records.append(record) }
  }

  private func at(_ index: Int) -> UInt16? { index < units.count ? units[index] : nil }

  private func lineFeed(from start: Int) -> Int {
    var index = start
    while index < units.count, units[index] != 0x0A { index += 1 }
    return index
  }

  /// How many units the line break at `index` has; 0 if there is none.
  private func lineBreak(_ index: Int) -> Int {
    if at(index) == 0x0A { return 1 }
    return at(index) == 0x0D && at(index + 1) == 0x0A ? 2 : 0
  }

  private mutating func next() -> Record? {
    while lineBreak(position) > 0 { position += lineBreak(position) }
    guard position < units.count else { return nil }
    let start = position
    var fields: [Range<Int>] = []
    var index = start
    while true {
      let fieldStart = index
      if at(index) == Self.quote {
        index += 1
        while let unit = at(index), unit != Self.quote || at(index + 1) == Self.quote {
          index += unit == Self.quote ? 2 : 1
        }
        guard index < units.count else {
          return broken(start, .unterminatedQuote, lineFeed(from: fieldStart))
        }
        index += 1
        guard index == units.count || at(index) == delimiter || lineBreak(index) > 0 else {
          return broken(start, .strayQuote, lineFeed(from: index))
        }
      } else {
        while let unit = at(index), unit != delimiter, lineBreak(index) == 0 {
          if unit == Self.quote { return broken(start, .strayQuote, lineFeed(from: index)) }
          index += 1
        }
      }
      fields.append(fieldStart..<index)
      guard at(index) == delimiter else { break }
      index += 1
    }
    return record(start..<index, fields)
  }

  private mutating func record(_ range: Range<Int>, _ fields: [Range<Int>]) -> Record {
    position = range.upperBound
    let length = offset(range.upperBound) - offset(range.lowerBound)
    let isText = isText(range)
    let reason: QuarantineReason? =
      if length > ExportFormat.maximumRecordBytes {
        .tooLong
      } else if let header = records.first, fields.count != header.fields.count {
        .fieldCount
      } else {
        isText ? nil : .badEncoding
      }
    return Record(
      place: Place(offset: offset(range.lowerBound), length: length, reason: reason),
      fields: reason == nil ? fields : [], isText: isText)
  }

  private mutating func broken(
    _ start: Int, _ reason: QuarantineReason, _ lineFeed: Int
  ) -> Record {
    position = lineFeed
    let hasReturn = lineFeed < units.count && lineFeed > start && units[lineFeed - 1] == 0x0D
    let end = hasReturn ? lineFeed - 1 : lineFeed
    return Record(
      place: Place(offset: offset(start), length: offset(end) - offset(start), reason: reason),
      fields: [], isText: isText(start..<end))
  }

  private func offset(_ index: Int) -> Int {
    min(bytes.count, mark + index * (encoding == .utf16le ? 2 : 1))
  }

  private func isText(_ range: Range<Int>) -> Bool {
    let units = units[range]
    if units.contains(0) { return false }
    switch encoding {
    case .utf8: return String(validating: units.map { UInt8($0) }, as: UTF8.self) != nil
    case .utf16le: return String(validating: units, as: UTF16.self) != nil
    case .cp932: return !decodedCP932(units).unicodeScalars.contains("\u{FFFD}")
    }
  }

  private func decodedCP932(_ units: some Sequence<UInt16>) -> String {
    let out = ByteBuffer()
    units.map { UInt8($0) }.withUnsafeBufferPointer { Self.cp932.decode($0, into: out) }
    return out.text
  }

  /// True for a field without quotes that holds a carriage return and no line feed after it.
  func holdsLoneCarriageReturn(_ field: Range<Int>) -> Bool {
    units[field].first != Self.quote
      && field.contains { at($0) == 0x0D && ($0 + 1 == field.upperBound || at($0 + 1) != 0x0A) }
  }

  /// The text of a field of a good record.
  func text(_ field: Range<Int>) -> String {
    var content = Array(units[field])
    if content.first == Self.quote {
      let quoted = content[1..<(content.count - 1)]
      content = []
      var isSecond = false
      for unit in quoted {
        isSecond = unit == Self.quote && !isSecond
        if !isSecond { content.append(unit) }
      }
    }
    return switch encoding {
    case .utf8: String(decoding: content.map { UInt8($0) }, as: UTF8.self)
    case .utf16le: String(decoding: content, as: UTF16.self)
    case .cp932: decodedCP932(content)
    }
  }
}
