import Table

/// `line_id`: `U` and 32 lower-case hexadecimal digits exactly, or `bad_line_id`.
enum LineID {
  static func read(_ folded: ByteView) -> CleanseOutcome {
    guard folded.count == 33, folded[0] == UInt8(ascii: "U") else { return .issue(.badLineID) }
    for at in 1..<33 {
      let byte = folded[at]
      guard byte >= 0x30 && byte <= 0x39 || byte >= 0x61 && byte <= 0x66 else {
        return .issue(.badLineID)
      }
    }
    return .text(folded)
  }
}
