/// What can be wrong with a record so that it cannot be read at all.
enum Breakage: Sendable {
  /// A quote opens and never closes: only sensible where no quote follows in the file.
  case unterminatedQuote
  /// A quote inside an unquoted field.
  case strayQuote
  /// Text after a closing quote.
  case textAfterQuote
  /// More fields than the header has, or fewer.
  case fieldTooMany, fieldTooFew
  /// Bytes that are no text in the file's encoding.
  case badEncoding
  /// A NUL byte.
  case nul
  /// A key of blanks.
  case missingKey

  /// The raw bytes that stand in the place of a cell, or nil where the cell stays as it is.
  func bytes(at cell: Int, _ isCP932: Bool) -> [UInt8]? {
    switch (self, cell) {
    case (.unterminatedQuote, 2): Array("\"never closed".utf8)
    case (.strayQuote, 2): Array("6\"2".utf8)
    case (.textAfterQuote, 2): Array("\"quoted\" and more".utf8)
    case (.badEncoding, 2):
      isCP932 ? [0x83, 0x5C, 0x85, 0x40, 0x41] : [0xE3, 0x81, 0x41, 0xC0, 0xAF]
    case (.nul, 2): [0x41, 0x00, 0x42]
    case (.missingKey, 0): isCP932 ? [0x20, 0x81, 0x40, 0x20] : [0x20, 0xE3, 0x80, 0x80, 0x20]
    default: nil
    }
  }
}

extension Source {
  /// The broken records of a small world, evenly spread, an unterminated quote last: no more than
  /// one in a hundred records, which is what a source may have by default.
  private var fewBreakages: [Breakage] {
    switch self {
    case .customers: [.badEncoding, .missingKey, .fieldTooMany]
    case .contracts: [.strayQuote, .badEncoding, .missingKey]
    case .documentRequests: [.textAfterQuote, .fieldTooFew]
    case .quotes: [.nul, .unterminatedQuote]
    case .reservations: [.nul, .missingKey]
    case .webAccess: [.strayQuote, .badEncoding, .fieldTooMany, .missingKey, .textAfterQuote, .nul]
    case .campaignGrants: [.strayQuote]
    case .lineMembers: [.missingKey]
    case .consentEvents: [.badEncoding, .fieldTooFew, .missingKey]
    case .suppressions: [.badEncoding]
    case .deliveryEvents: [.textAfterQuote, .badEncoding]
    case .deals: []
    case .activities: [.strayQuote]
    }
  }

  private static let manyBreakages: [Breakage] = [
    .strayQuote, .textAfterQuote, .fieldTooMany, .fieldTooFew, .badEncoding, .nul, .missingKey,
  ]

  /// The broken record that follows the one at `index` of `count`, if one does; a small world has
  /// at most `limit` of them.
  func breakage(after index: Int, of count: Int, limit: Int, dense: Bool) -> Breakage? {
    let many = Self.manyBreakages
    guard dense else { return index % 3000 == 2999 ? many[index / 3000 % many.count] : nil }
    let kinds = fewBreakages.prefix(limit)
    return kinds.indices.first { ($0 + 1) * count / kinds.count - 1 == index }.map { kinds[$0] }
  }
}
