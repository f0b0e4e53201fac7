import Table

/// A record as the scanner finds it: where it lies, and what is wrong with its quotes.
struct ScannedRecord {
  /// Offset of its first byte.
  let start: Int
  /// Offset past its last byte; the line break is left out.
  let end: Int
  /// How many fields it has; of no meaning if there is a fault.
  let fieldCount: Int
  /// Where those of its fields lie, from the first to the last, that hold a byte over 0x7F or NUL;
  /// nil if none does. Of no meaning if there is a fault.
  let unclean: Range<Int>?
  /// `unterminatedQuote` or `strayQuote`.
  let fault: QuarantineReason?
}

/// Where the scanner writes the fields of a record: field *n* goes to `fields[places[n]]`, fields
/// past the end of `places` nowhere. Several fields may share a place that nobody reads.
struct FieldPlaces {
  var fields: UnsafeMutablePointer<RawField>?
  let places: UnsafeBufferPointer<Int32>

  /// Writes nothing.
  static var none: FieldPlaces {
    FieldPlaces(fields: nil, places: UnsafeBufferPointer(start: nil, count: 0))
  }
}

/// Finds the records of RFC 4180 text, one a call, and nothing but their structure.
///
/// Line breaks are LF and CRLF, also mixed; a CR elsewhere is data. Empty lines are passed over.
/// A field is quoted if a quote is its first byte; blanks around a quoted field are a stray quote.
/// Its only state between records is `position`, so a scanner may start at any record's start.
///
/// Cost: each byte is looked at once, and once more after an unterminated quote. There can be only
/// one of those: if the quote at p runs to the end of the file, then every run of quotes after p
/// is even (an odd one would have closed it), and a field opened by an even run is closed by it.
struct RecordScanner {
  private let bytes: ByteView
  private let limit: Int
  private let delimiter: UInt8
  private let expected: Int
  /// Keeps alive what the cursor writes to.
  private let room: MarkRoom
  private var cursor: MarkCursor
  /// Where the next record, or an empty line before it, starts.
  private(set) var position: Int

  /// Reads the records that start in `start ..< limit`; the last of them may go on past the limit.
  /// `start` must be the start of a record or of an empty line.
  ///
  /// - Parameter expected: how many fields most records have, if `next` is always asked to write as
  ///   many; such a record without quotes is read without a decision a field. 0 if it is not known.
  init(
    _ bytes: ByteView, from start: Int, limit: Int, delimiter: UInt8, expecting expected: Int = 0
  ) {
    self.bytes = bytes
    self.limit = bytes.baseAddress == nil ? 0 : limit
    self.delimiter = delimiter
    self.expected = expected
    position = start
    room = MarkRoom(expected)
    // Without an address there are no bytes, and `next` never asks the cursor.
    cursor = MarkCursor(
      bytes.baseAddress ?? UnsafePointer(bitPattern: 1)!, from: start, to: bytes.count,
      delimiter: delimiter, in: room)
  }

  /// The next record, its fields written to `places`; nil if no more starts before the limit.
  @inline(__always)
  mutating func next(_ places: FieldPlaces) -> ScannedRecord? {
    guard position < limit else { return nil }
    return plain(places) ?? any(places)
  }

  /// The next record, if it has the expected fields and no quote.
  @inline(__always)
  private mutating func plain(_ places: FieldPlaces) -> ScannedRecord? {
    guard expected > 0, let marks = cursor.ahead(expected), let base = bytes.baseAddress,
      let fields = places.fields, let kept = places.places.baseAddress
    else { return nil }
    let last = expected &- 1
    var start = position
    var differences: UInt8 = 0
    var unclean = 0
    for field in 0..<last {
      let mark = marks[field]
      let end = mark.offset
      differences |= base[end] ^ delimiter
      unclean |= mark.unclean
      fields[Int(kept[field])] = RawField(start, end, mark)
      start = end &+ 1
      // Behind a wide header a short record must not cost what a whole one does.
      if field & 31 == 31, differences != 0 { return nil }
    }
    var end = marks[last].offset
    guard differences | (base[end] ^ lineFeed) == 0 else { return nil }
    if end > start, base[end &- 1] == carriageReturn { end &-= 1 }
    // An empty line is no record.
    guard end > position else { return nil }
    fields[Int(kept[last])] = RawField(start, end, marks[last])
    unclean |= marks[last].unclean
    let record = ScannedRecord(
      start: position, end: end, fieldCount: expected,
      unclean: unclean == 0 ? nil : uncleanRange(marks), fault: nil)
    position = marks[last].offset &+ 1
    cursor.pass(expected)
    return record
  }

  /// From the first to the last unclean field of the record at `position` with those marks, of which
  /// one at least is unclean.
  @inline(__always)
  private func uncleanRange(_ marks: UnsafePointer<Mark>) -> Range<Int> {
    var (first, last) = (0, expected &- 1)
    while marks[first].unclean == 0 { first &+= 1 }
    while marks[last].unclean == 0 { last &-= 1 }
    return (first == 0 ? position : marks[first &- 1].offset &+ 1)..<marks[last].offset
  }

  /// The next record, whatever it is like.
  @inline(never)
  private mutating func any(_ places: FieldPlaces) -> ScannedRecord? {
    let end = bytes.count
    guard let base = bytes.baseAddress else { return nil }
    // Nobody else is shown the copy, so that it can lie in registers.
    var cursor = self.cursor
    var start = position
    var fieldStart = start
    var fieldCount = 0
    // Nothing is unclean while the end is 0.
    var unclean = (start: 0, end: 0)
    while true {  // one field a turn
      var next = cursor.next()
      var isUnclean = next.unclean
      var mark = next.offset
      var contentStart = fieldStart
      var contentEnd = mark
      var recordEnd = mark
      var flags: RawField.Flags = []
      // The end of the bytes ends a line, too.
      var sign = mark < end ? base[mark] : lineFeed
      if sign == quote {
        guard mark == fieldStart else { return stray(start, mark, cursor) }
        contentStart = mark &+ 1
        while true {  // to the closing quote
          next = cursor.next()
          isUnclean |= next.unclean
          mark = next.offset
          guard mark < end else { return unterminated(start, opening: fieldStart) }
          guard base[mark] == quote else { continue }
          guard mark &+ 1 < end, base[mark &+ 1] == quote else { break }
          _ = cursor.next()
          flags = .doubledQuotes
        }
        contentEnd = mark
        recordEnd = mark &+ 1
        next = cursor.next()
        isUnclean |= next.unclean
        mark = next.offset
        sign = mark < end ? base[mark] : lineFeed
        let endsField =
          mark == recordEnd
          || mark == recordEnd &+ 1 && mark < end && sign == lineFeed
            && base[recordEnd] == carriageReturn
        guard endsField else { return stray(start, mark, cursor) }
      } else if sign == lineFeed, mark < end, mark > fieldStart, base[mark &- 1] == carriageReturn {
        contentEnd = mark &- 1
        recordEnd = contentEnd
      }
      if isUnclean != 0 {
        flags.insert(.nonASCII)
        if unclean.end == 0 { unclean.start = fieldStart }
        unclean.end = mark
      }
      if fieldCount < places.places.count, let fields = places.fields {
        fields[Int(places.places[fieldCount])] = RawField(
          start: contentStart, count: contentEnd &- contentStart, flags: flags)
      }
      fieldCount &+= 1
      if sign == delimiter {
        fieldStart = mark &+ 1
        continue
      }
      position = min(mark &+ 1, end)
      if recordEnd > start {
        self.cursor = cursor
        return ScannedRecord(
          start: start, end: recordEnd, fieldCount: fieldCount,
          unclean: unclean.end > 0 ? unclean.start..<unclean.end : nil, fault: nil)
      }
      // An empty line.
      guard position < limit else {
        self.cursor = cursor
        return nil
      }
      start = position
      fieldStart = start
      fieldCount = 0
    }
  }

  /// The record ends at the next line break, whatever quotes come before it.
  private mutating func stray(
    _ start: Int, _ found: Int, _ after: MarkCursor
  ) -> ScannedRecord {
    cursor = after
    var mark = found
    while mark < bytes.count, bytes[mark] != lineFeed { mark = cursor.next().offset }
    position = min(mark + 1, bytes.count)
    return ScannedRecord(
      start: start, end: lineEnd(mark, from: start), fieldCount: 0, unclean: nil,
      fault: .strayQuote)
  }

  /// The record ends with the line in which the quote opened.
  private mutating func unterminated(_ start: Int, opening: Int) -> ScannedRecord {
    let mark = bytes[opening...].firstIndex(of: lineFeed) ?? bytes.count
    position = min(mark + 1, bytes.count)
    cursor.move(to: position)
    return ScannedRecord(
      start: start, end: lineEnd(mark, from: start), fieldCount: 0, unclean: nil,
      fault: .unterminatedQuote)
  }

  /// Where the line that ends at `mark` (a line feed or the end of the bytes) has its last byte.
  private func lineEnd(_ mark: Int, from start: Int) -> Int {
    mark < bytes.count && mark > start && bytes[mark - 1] == carriageReturn ? mark - 1 : mark
  }
}

extension RawField {
  /// A field without quotes that ends at a mark.
  @inline(__always)
  fileprivate init(_ start: Int, _ end: Int, _ mark: Mark) {
    let flags = Flags(rawValue: UInt8(truncatingIfNeeded: mark.unclean) &* Flags.nonASCII.rawValue)
    self.init(start: start, count: end &- start, flags: flags)
  }
}

let quote = UInt8(ascii: "\"")
let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
