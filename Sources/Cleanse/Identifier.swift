import Table

/// `id` and `token`: folded, all white space out, case kept.
enum Identifier {
  static func read(_ folded: ByteView, into out: ByteBuffer) -> CleanseOutcome {
    var kept = 0
    var at = 0
    while at < folded.count {
      // At the end the last eight, some of them for the second time.
      if folded.holdsEightVisibleASCII(at: max(0, min(at, folded.count - 8))) {
        at += 8
        continue
      }
      let byte = folded[at]
      if byte > 0x20 && byte < 0x80 || byte >= 0xE3 {
        at += 1
        continue
      }
      let (scalar, length) = folded.scalar(at: at)
      if isWhiteSpace(scalar) {
        out.append(folded.slice(kept, at))
        kept = at + length
      }
      at += length
    }
    if kept == 0 { return .text(folded) }
    out.append(folded.slice(kept, folded.count))
    return out.count > 0 ? .text(out.view) : .null
  }
}
