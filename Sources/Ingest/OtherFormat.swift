public import Table

/// What a file is that is not read here, by the bytes that it begins with.
public enum OtherFormat: Sendable {
  case zip, xls, utf16be, iso2022jp, eucjp

  /// True if texts do not stand in its bytes as they are.
  public var isPacked: Bool { self == .zip || self == .xls }

  /// By its first bytes, which begin a header in no encoding that is read here. Nil if they say nothing
  /// of the kind.
  public init?(_ beginning: ByteView) {
    if beginning.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      self = .zip
    } else if beginning.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      self = .xls
    } else if beginning.starts(with: [0xFE, 0xFF]) {
      self = .utf16be
    } else {
      return nil
    }
  }

  /// By an encoding of Japanese text that decodes without a fault as something else: ISO-2022-JP (RFC
  /// 1468) as letters and signs in UTF-8 and CP932, EUC-JP as katakana of half the width in CP932. Nil
  /// if there is none, or too little to tell. O(length).
  ///
  /// - Parameter beginning: `bytesThatTell` bytes, or the whole of a shorter file.
  init?(text beginning: ByteView) {
    if Self.isISO2022JP(beginning) {
      self = .iso2022jp
    } else if Self.isEUCJP(beginning) {
      self = .eucjp
    } else {
      return nil
    }
  }

  /// How much of a file is looked at to tell an encoding.
  static let bytesThatTell = 1 << 16

  /// For people.
  var name: String {
    switch self {
    case .zip: "an Excel workbook (XLSX) or another ZIP archive"
    case .xls: "an Excel workbook (XLS)"
    case .utf16be: "UTF-16 with the high byte first (UTF-16BE)"
    case .iso2022jp: "text in ISO-2022-JP (JIS)"
    case .eucjp: "text in EUC-JP"
    }
  }

  /// True with an escape to JIS X 0208 and no byte beyond seven bits.
  private static func isISO2022JP(_ bytes: ByteView) -> Bool {
    guard let escape = bytes.firstIndex(of: 0x1B), !bytes.contains(where: { $0 >= 0x80 }) else {
      return false
    }
    var rest = bytes[escape...]
    while let place = rest.firstIndex(of: 0x1B) {
      rest = rest[(place + 1)...]
      if rest.starts(with: [0x24, 0x42]) || rest.starts(with: [0x24, 0x40]) { return true }
    }
    return false
  }

  /// True if all that is not ASCII is sound in EUC-JP, with enough different words of which some are
  /// hardly what they would be in CP932. There a word of half-width katakana is sound half the time,
  /// and any other seldom; UTF-8 is ruled out by being UTF-8.
  private static func isEUCJP(_ bytes: ByteView) -> Bool {
    var words: Set<[UInt8]> = []
    var telling = 0
    var place = 0
    while let start = bytes[place...].firstIndex(where: { $0 >= 0x80 }) {
      let end = bytes[start...].firstIndex(where: { $0 < 0x80 }) ?? bytes.count
      place = start
      while place < end {
        guard let length = lengthInEUCJP(bytes, at: place, end) else {
          // The last character may be cut in two.
          if end == bytes.count, end - place < 3 { break }
          return false
        }
        let isKana = bytes[place] == 0xA4 || bytes[place] == 0xA5
        if isKana || bytes[place + length - 1] >= 0xE0 { telling += 1 }
        place += length
      }
      place = end
      if words.count < fewestWords { words.insert(Array(bytes[start..<end])) }
    }
    return words.count >= fewestWords && telling >= fewestTelling && !UTF8Text().isText(bytes)
  }

  private static let fewestWords = 16
  private static let fewestTelling = 8

  /// How many bytes the character has; nil if it is none.
  private static func lengthInEUCJP(_ bytes: ByteView, at place: Int, _ end: Int) -> Int? {
    func isIn(_ range: ClosedRange<UInt8>, _ offset: Int) -> Bool {
      place + offset < end && range.contains(bytes[place + offset])
    }
    return switch bytes[place] {
    case 0x8E: isIn(0xA1...0xDF, 1) ? 2 : nil
    case 0x8F: isIn(0xA1...0xFE, 1) && isIn(0xA1...0xFE, 2) ? 3 : nil
    case 0xA1...0xFE: isIn(0xA1...0xFE, 1) ? 2 : nil
    default: nil
    }
  }
}
