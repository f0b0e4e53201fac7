import Table

/// `text`: what people wrote, line by line. Every line's ends are trimmed of spaces (also
/// ideographic ones) and tabs, line breaks become `\n`, U+3000 becomes a space, halfwidth katakana
/// become fullwidth. Nothing else is changed or lost.
enum FreeText {
  static func read(_ raw: ByteView, into out: ByteBuffer) -> CleanseOutcome {
    if isPlain(raw) { return .text(raw) }
    var line = 0
    var holdsText = false
    var at = 0
    while at < raw.count {
      let (scalar, length) = raw.scalar(at: at)
      switch scalar {
      case 0x0A, 0x0D:
        endLine(out, from: line)
        holdsText = holdsText || out.count > line
        out.append(0x0A)
        line = out.count
        if scalar == 0x0D, at + 1 < raw.count, raw[at + 1] == 0x0A { at += 1 }
      case 0x09, 0x20, 0x3000:
        if out.count > line { out.append(scalar == 0x09 ? 0x09 : 0x20) }
      default:
        if !KanaWidth.append(scalar, to: out) { out.append(raw.slice(at, at + length)) }
      }
      at += length
    }
    endLine(out, from: line)
    guard holdsText || out.count > line else {
      out.removeAll()
      return .null
    }
    return .text(out.view)
  }

  private static func endLine(_ out: ByteBuffer, from line: Int) {
    var end = out.count
    while end > line, out[end - 1] == 0x20 || out[end - 1] == 0x09 { end -= 1 }
    out.truncate(to: end)
  }

  /// True if nothing is to be changed for sure.
  private static func isPlain(_ raw: ByteView) -> Bool {
    let count = raw.count
    guard count > 0, raw[0] > 0x20, raw[count - 1] > 0x20 else { return false }
    var at = 0
    while at < count {
      switch raw[at] {
      case 0x0A, 0x0D: return false
      case 0xE3:
        guard at + 2 < count else { return false }
        let third = raw[at + 2]
        if raw[at + 1] == 0x80 && third == 0x80 { return false }
        if raw[at + 1] == 0x82 && (third == 0x99 || third == 0x9A) { return false }
        at += 3
      case 0xEF:
        if at + 1 < count, raw[at + 1] == 0xBD || raw[at + 1] == 0xBE { return false }
        at += 1
      default: at += 1
      }
    }
    return true
  }
}
