import Table

/// `person`: folded, honorifics at the end off, no spaces between ideographs.
enum Person {
  static func read(_ folded: ByteView, into out: ByteBuffer) -> CleanseOutcome {
    let name = withoutHonorifics(folded)
    guard name.contains(0x20) else { return name.isEmpty ? .null : .text(name) }
    var at = 0
    var afterIdeograph = false
    while at < name.count {
      let (scalar, length) = name.scalar(at: at)
      if scalar == 0x20, afterIdeograph, isIdeograph(name.scalar(at: at + 1).value) {
        at += 1
        continue
      }
      out.append(name.slice(at, at + length))
      if !isVariationSelector(scalar) { afterIdeograph = isIdeograph(scalar) }
      at += length
    }
    return out.count > 0 ? .text(out.view) : .null
  }

  /// The name for comparison only: `person` without variation selectors, old kanji as new.
  static func readKey(
    _ folded: ByteView, into out: ByteBuffer, scratch: CleanseScratch
  ) -> CleanseOutcome {
    guard case .text(let name) = read(withoutSelectors(folded, scratch), into: out) else {
      return .null
    }
    if out.count == 0 { out.append(name) }
    var at = 0
    while at < out.count {
      let (scalar, length) = out.view.scalar(at: at)
      let unified = OldKanji.unified(scalar)
      if unified != scalar { out.replace(threeBytesAt: at, with: unified) }
      at += length
    }
    return .text(out.view)
  }

  private static func withoutSelectors(_ folded: ByteView, _ scratch: CleanseScratch) -> ByteView {
    var kept = 0
    var at = 0
    scratch.work.removeAll()
    while at < folded.count {
      let (scalar, length) = folded.scalar(at: at)
      if isVariationSelector(scalar) {
        scratch.work.append(folded.slice(kept, at))
        kept = at + length
      }
      at += length
    }
    if kept == 0 { return folded }
    scratch.work.append(folded.slice(kept, folded.count))
    // Blanks that a selector kept apart now meet.
    return Fold.fold(scratch.work.view, into: scratch.spare)
  }

  /// 様 and さん come off always, 殿 and 氏 only after a space: 鵜殿 and 尊氏 are names. Something
  /// must remain.
  private static func withoutHonorifics(_ folded: ByteView) -> ByteView {
    var name = folded
    while true {
      let length: Int
      if name.ends(with: "様") {
        length = 3
      } else if name.ends(with: "さん") {
        length = 6
      } else if name.ends(with: " 殿") || name.ends(with: " 氏") {
        length = 4
      } else {
        return name
      }
      let rest = name.slice(0, name.count - length).trimmed()
      if rest.isEmpty { return name }
      name = rest
    }
  }

  private static func isIdeograph(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x4E00...0x9FFF, 0x3005...0x3007, 0x3400...0x4DBF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  private static func isVariationSelector(_ scalar: UInt32) -> Bool {
    scalar >= 0xFE00 && (scalar <= 0xFE0F || 0xE0100...0xE01EF ~= scalar)
  }
}

extension ByteBuffer {
  /// Overwrites a code point of three bytes by another of three.
  fileprivate func replace(threeBytesAt index: Int, with scalar: UInt32) {
    self[index] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
    self[index + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
    self[index + 2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
  }
}
