import Table

/// `postal`: the digits as `NNN-NNNN`; six digits have lost a leading zero; else `bad_postal`.
enum PostalCode {
  static func read(_ folded: ByteView, into out: ByteBuffer, digits: ByteBuffer) -> CleanseOutcome {
    digits.removeAll()
    for byte in folded where byte >= 0x30 && byte <= 0x39 {
      guard digits.count < 7 else { return .issue(.badPostal) }
      digits.append(byte)
    }
    guard digits.count >= 6 else { return .issue(.badPostal) }
    if digits.count == 6 { out.append(0x30) }
    let head = digits.count - 4
    out.append(digits.view.slice(0, head))
    out.append(UInt8(ascii: "-"))
    out.append(digits.view.slice(head, digits.count))
    return .text(out.view)
  }
}
