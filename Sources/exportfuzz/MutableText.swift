import Ingest
import Table

/// Text being broken: bytes in units of one byte, or of two for UTF-16LE.
struct MutableText {
  var bytes: [UInt8]
  let encoding: TextEncoding
  let delimiter: UInt8
  let width: Int
  /// What comes before is left alone by all but the mutations of headers.
  private(set) var start = 0

  init(_ bytes: [UInt8], _ encoding: TextEncoding, delimiter: UInt8) {
    self.bytes = bytes
    self.encoding = encoding
    self.delimiter = delimiter
    width = encoding == .utf16le ? 2 : 1
  }

  /// The text in the encoding of the bytes; of characters that CP932 lacks, their UTF-8.
  func encoded(_ text: String) -> [UInt8] {
    switch encoding {
    case .utf8: Array(text.utf8)
    case .utf16le: text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .cp932: text.unicodeScalars.flatMap { Self.cp932[$0] ?? Array(String($0).utf8) }
    }
  }

  /// The bytes of the characters of CP932, turned round from its decoder.
  private static let cp932: [Unicode.Scalar: [UInt8]] = {
    let decoder = CP932()
    let out = ByteBuffer()
    let leads = (0..<0x80).map { [UInt8($0)] } + (0xA1...0xDF).map { [UInt8($0)] }
    let pairs = (0x81...0xFC).flatMap { lead in (0x40...0xFC).map { [UInt8(lead), UInt8($0)] } }
    var table: [Unicode.Scalar: [UInt8]] = [:]
    for bytes in leads + pairs {
      out.removeAll()
      bytes.withUnsafeBufferPointer { decoder.decode($0, into: out) }
      let scalars = out.text.unicodeScalars
      guard scalars.count == 1, let scalar = scalars.first, scalar != "\u{FFFD}" else { continue }
      if table[scalar] == nil { table[scalar] = bytes }
    }
    return table
  }()

  /// A text of about `count` bytes of UTF-8.
  func filled(with text: String, count: Int) -> [UInt8] {
    let unit = encoded(text)
    var result: [UInt8] = []
    for _ in 0..<count / text.utf8.count { result += unit }
    return result
  }

  /// Leaves the first lines alone from now on.
  mutating func protect(lines count: Int) {
    start = lines.prefix(count).reduce(0) { $0 + $1.count }
  }

  /// A place between two units.
  func place(_ random: inout Random) -> Int {
    start + random.below((bytes.count - start) / width + 1) * width
  }

  /// A place between two bytes.
  func anyPlace(_ random: inout Random) -> Int { start + random.below(bytes.count - start + 1) }

  /// Inserts each of the pieces at a random place, all in one pass.
  mutating func scatter(_ pieces: [[UInt8]], _ random: inout Random) {
    let insertions = pieces.map { (place: place(&random), bytes: $0) }
      .sorted { $0.place < $1.place }
    var result: [UInt8] = []
    var start = 0
    for insertion in insertions {
      result += bytes[start..<insertion.place]
      result += insertion.bytes
      start = insertion.place
    }
    bytes = result + bytes[start...]
  }

  mutating func scatter(_ texts: [String], _ random: inout Random) {
    scatter(texts.map(encoded), &random)
  }

  /// The lines, each with its line feed.
  var lines: [[UInt8]] {
    get {
      var lines: [[UInt8]] = []
      var start = 0
      while let index = firstIndex(of: 0x0A, from: start) {
        lines.append(Array(bytes[start..<(index + width)]))
        start = index + width
      }
      if start < bytes.count { lines.append(Array(bytes[start...])) }
      return lines
    }
    set { bytes = Array(newValue.joined()) }
  }

  /// Where the first unit with that value lies, at or after `start`.
  private func firstIndex(of unit: UInt8, from start: Int = 0) -> Int? {
    stride(from: start, to: bytes.count - width + 1, by: width).first {
      bytes[$0] == unit && (width == 1 || bytes[$0 + 1] == 0)
    }
  }

  /// Adds to the first line after its first field, and to some lines after it.
  mutating func widen(header: [UInt8], others: [UInt8], lines count: Int) {
    var lines = lines
    for index in lines.indices.prefix(1 + count) {
      let line = MutableText(lines[index], encoding, delimiter: delimiter)
      guard let place = line.firstIndex(of: delimiter) else {
        if index == 0 { return }
        continue
      }
      lines[index].insert(contentsOf: index == 0 ? header : others, at: place + width)
    }
    self.lines = lines
    if start > 0 { start += header.count }
  }
}
