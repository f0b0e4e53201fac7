/// Writes the records of one file in its shape: header, column order, quotes, line ends, encoding.
struct RecordWriter: ~Copyable {
  private var file: OutputFile
  private let shape: FileShape
  private let isCP932: Bool
  private let columns: [Column]
  private let names: [String]
  private var line: [UInt8] = []
  /// The end of the line before, which waits for another line.
  private var lineEnd: [UInt8] = []
  /// Records so far, for line ends and for what stands in columns that nobody knows.
  private var records = 0

  private enum Column {
    case cell(Int)
    /// A column that no definition knows.
    case unknown(name: String)
    /// A second column of a name that was given before.
    case doubled(Int)
  }

  init(path: String, source: Source, shape: FileShape) throws(OutputError) {
    self.shape = shape
    isCP932 = source.isCP932
    columns = Self.columns(of: source, shape.header)
    names = source.columns
    file = try OutputFile(path: path, gzip: shape.gzip)
  }

  /// Writes the byte order mark, if the shape has one, and the header.
  mutating func writeHeader() throws(OutputError) {
    if shape.byteOrderMark { line += [0xEF, 0xBB, 0xBF] }
    for (place, column) in columns.enumerated() {
      if place > 0 { line.append(UInt8(ascii: ",")) }
      switch column {
      case .cell(let cell): field(Self.spelled(names[cell], place, shape.header))
      case .doubled(let cell): field(names[cell])
      case .unknown(let name): field(name)
      }
    }
    try endLine()
    records = 0
  }

  private static func columns(of source: Source, _ header: FileShape.Header) -> [Column] {
    let count = source.columns.count
    guard header == .shuffled else {
      return (0..<(header == .withoutLast ? count - 1 : count)).map { .cell($0) }
    }
    // A step that shares no factor with the number of columns visits each of them once.
    let step = (count / 2..<count).first { Self.gcd($0, count) == 1 } ?? 1
    var columns = (0..<count).map { Column.cell(($0 * step + 1) % count) }
    columns.insert(.unknown(name: "取込区分"), at: 0)
    columns.insert(.unknown(name: "備考"), at: count / 2)
    columns.append(.doubled(count - 1))
    return columns
  }

  private static func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }

  private static func spelled(_ name: String, _ place: Int, _ header: FileShape.Header) -> String {
    guard header == .blanks else { return name }
    return switch place % 4 {
    case 0: name + "  "
    case 1: "　" + fullWidth(name)
    case 2: " " + name + "　"
    default: fullWidth(name)
    }
  }

  /// Writes a record.
  mutating func write(_ record: borrowing Record) throws(OutputError) {
    record.bytes.withUnsafeBufferPointer { bytes in
      for (place, column) in columns.enumerated() {
        if place > 0 { line.append(UInt8(ascii: ",")) }
        switch column {
        case .cell(let cell): field(bytes[record.range(cell)])
        case .unknown: line.append(48 + UInt8(records % 10))
        case .doubled: field("※" + String(records % 7))
        }
      }
    }
    try endLine()
  }

  /// Writes a record given as texts.
  mutating func write(_ cells: [String], through record: inout Record) throws(OutputError) {
    record.clear()
    for cell in cells { record.cell(cell) }
    try write(record)
  }

  /// Writes the record with one thing wrong with it.
  mutating func write(_ record: borrowing Record, _ breakage: Breakage) throws(OutputError) {
    record.bytes.withUnsafeBufferPointer { bytes in
      for (place, column) in columns.enumerated() {
        if breakage == .fieldTooFew, place == columns.count - 1 { break }
        if place > 0 { line.append(UInt8(ascii: ",")) }
        guard case .cell(let cell) = column else {
          line.append(UInt8(ascii: "0"))
          continue
        }
        if let wrong = breakage.bytes(at: cell, isCP932) {
          line += wrong
        } else {
          field(bytes[record.range(cell)])
        }
      }
    }
    if breakage == .fieldTooMany { line += ",,".utf8 }
    try endLine()
  }

  /// Writes an empty line, which is no record.
  mutating func writeEmptyLine() throws(OutputError) {
    try endLine()
    records -= 1
  }

  /// Ends the last line, unless the shape leaves it open, and closes the file.
  consuming func close() throws(OutputError) {
    if !shape.endsOpen {
      let end = lineEnd
      try file.append { $0 += end }
    }
    try file.close()
  }

  private mutating func field(_ text: String) {
    var text = text
    text.withUTF8 { field($0[...]) }
  }

  private mutating func field(_ text: Slice<UnsafeBufferPointer<UInt8>>) {
    let mustQuote = text.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    guard mustQuote || shape.quotesAll else { return encode(text) }
    line.append(0x22)
    var start = text.startIndex
    while let quote = text[start...].firstIndex(of: 0x22) {
      encode(text[start...quote])
      line.append(0x22)
      start = quote + 1
    }
    encode(text[start...])
    line.append(0x22)
  }

  private mutating func encode(_ text: Slice<UnsafeBufferPointer<UInt8>>) {
    if isCP932 {
      CP932.shared.encode(text, into: &line)
    } else {
      line.append(contentsOf: text)
    }
  }

  private mutating func endLine() throws(OutputError) {
    try file.append { output in
      output += lineEnd
      output += line
    }
    let isLong = shape.lines == .crlf || shape.lines == .mixed && records % 3 == 1
    lineEnd = isLong ? [0x0D, 0x0A] : [0x0A]
    line.removeAll(keepingCapacity: true)
    records += 1
  }
}
