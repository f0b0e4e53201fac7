import Cleanse
import Ingest
import Table

/// Takes a file's records, cleanses them and keeps account: of every record, and of every byte
/// between them.
struct Account: RecordSink {
  private let source: FuzzedSource
  private let reader: ExportReader
  private let decoder: FieldDecoder
  private let plain: PlainFile
  private let expected: [PlainReader.Record]
  private var seen = 0
  private var quarantined = 0
  private var withoutKey = 0
  private var keys: Set<[UInt8]> = []
  private var superseded = 0
  /// Where the last record ended.
  private var end: Int?
  private var violation: Violation?
  private let scratch = CleanseScratch()
  private let decoded = ByteBuffer()
  private let out = ByteBuffer()

  init(_ source: FuzzedSource, _ reader: ExportReader, _ plain: PlainFile) {
    self.source = source
    self.reader = reader
    self.plain = plain
    expected = Array(plain.records)
    decoder = reader.decoder
  }

  mutating func record(
    number: Int, offset: Int, fields: UnsafeBufferPointer<RawField>, in bytes: ByteView,
    raw: ByteView
  ) {
    note(number, offset, nil, raw)
    var key: [UInt8] = []
    var hasKey = true
    for (column, field) in fields.enumerated() {
      let text = decoder.text(field, in: bytes, scratch: decoded)
      if !text.elementsEqual(expectedText(column).utf8) {
        fail("column '\(source.names[column])' of record \(number) is decoded to something else")
      }
      let outcome = source.cleansers[column].cleanse(text, into: out, scratch: scratch)
      var cleansed: [UInt8]?
      if case .text(let text) = outcome { cleansed = Array(text) }
      if let cleansed { check(cleansed, column) }
      guard source.keys.contains(column) else { continue }
      if let cleansed { key += cleansed + [0] } else { hasKey = false }
    }
    if !hasKey {
      withoutKey += 1
    } else if !keys.insert(key).inserted {
      superseded += 1
    }
  }

  mutating func quarantine(number: Int, offset: Int, reason: QuarantineReason, raw: ByteView) {
    note(number, offset, reason, raw)
    quarantined += 1
  }

  /// What the plain reader reads in a column of the record seen last.
  private func expectedText(_ column: Int) -> String {
    guard let position = plain.positions[column], seen <= expected.count,
      expected[seen - 1].fields.indices.contains(position)
    else { return "" }
    return plain.reader.text(expected[seen - 1].fields[position])
  }

  /// A cleansed text is UTF-8, not empty, and is cleansed to itself.
  private mutating func check(_ cleansed: [UInt8], _ column: Int) {
    let cleanser = source.cleansers[column]
    let name = "column '\(source.names[column])' (\(cleanser.type.rawValue))"
    if cleansed.isEmpty { fail("\(name) is cleansed to an empty text") }
    if !cleansed.withUnsafeBufferPointer(Self.isUTF8) {
      fail("\(name) is cleansed to what is no UTF-8")
    }
    let isSame = cleansed.withUnsafeBufferPointer { bytes in
      if case .text(let again) = cleanser.cleanse(bytes, into: out, scratch: scratch) {
        again.elementsEqual(bytes)
      } else {
        false
      }
    }
    if !isSame { fail("\(name) cleansed once more is something else") }
  }

  private mutating func note(
    _ number: Int, _ offset: Int, _ reason: QuarantineReason?, _ raw: ByteView
  ) {
    seen += 1
    if number != seen { fail("record \(seen) is numbered \(number)") }
    let place = PlainReader.Place(offset: offset, length: raw.count, reason: reason)
    if seen > expected.count {
      fail("record \(seen) is not expected")
    } else if place != expected[seen - 1].place {
      fail("record \(seen) is \(place), expected \(expected[seen - 1].place)")
    }
    if let end, !isLineBreaks(end, offset) { fail("bytes before record \(seen) are in no record") }
    end = offset + raw.count
  }

  /// True if there are nothing but LF and CRLF in the range, and at least one of them.
  private func isLineBreaks(_ start: Int, _ end: Int) -> Bool {
    guard start < end, end <= reader.file.bytes.count else { return false }
    var gap = Array(reader.file.bytes[start..<end])
    if reader.encoding == .utf16le {
      guard gap.count.isMultiple(of: 2) else { return false }
      let units = stride(from: 0, to: gap.count, by: 2)
      guard units.allSatisfy({ gap[$0 + 1] == 0 }) else { return false }
      gap = units.map { gap[$0] }
    }
    return gap.indices.allSatisfy { index in
      gap[index] == 0x0A || gap[index] == 0x0D && index + 1 < gap.count && gap[index + 1] == 0x0A
    }
  }

  private mutating func fail(_ description: String) {
    if violation == nil { violation = Violation(description) }
  }

  /// Checks the whole when all is read. Throws the first violation.
  func check(_ counts: ReadCounts) throws {
    if let violation { throw violation }
    try Violation.unless(seen == expected.count, "\(expected.count) records, but \(seen) read")
    try Violation.unless(counts.read == seen, "\(seen) records, but \(counts.read) counted")
    try Violation.unless(
      counts.read == keys.count + superseded + withoutKey + quarantined
        && counts.quarantined.values.reduce(0, +) == quarantined,
      "read is not loaded + superseded + quarantined")
    let rest = reader.file.bytes.count - (end ?? reader.file.bytes.count)
    if let end, rest > 0 {
      try Violation.unless(
        isLineBreaks(end, end + rest), "bytes after the last record are in no record")
    }
  }

  private static func isUTF8(_ text: ByteView) -> Bool {
    text.allSatisfy { $0 < 0x80 } || String(validating: text, as: UTF8.self) != nil
  }
}
