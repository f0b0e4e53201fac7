import Table

/// `kana`: folded, hiragana to katakana; katakana letters, ー and single spaces stay, all else goes.
enum Kana {
  static func read(_ folded: ByteView, into out: ByteBuffer) -> CleanseOutcome {
    var kept = 0
    var at = 0
    while at < folded.count {
      let (scalar, length) = folded.scalar(at: at)
      if isKatakana(scalar) {
        at += length
        continue
      }
      out.append(folded.slice(kept, at))
      at += length
      kept = at
      switch scalar {
      case 0x3041...0x3096, 0x309D...0x309E: out.append(scalar: scalar + 0x60)
      case 0x20: if out.count > 0, out[out.count - 1] != 0x20 { out.append(0x20) }
      default: break
      }
    }
    if kept == 0 { return .text(folded) }
    out.append(folded.slice(kept, at))
    if out.count > 0, out[out.count - 1] == 0x20 { out.truncate(to: out.count - 1) }
    return out.count > 0 ? .text(out.view) : .null
  }

  @inline(__always)
  private static func isKatakana(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x30A1...0x30FA, 0x30FC...0x30FE, 0x31F0...0x31FF: true
    default: false
    }
  }
}
