import Table

/// `company_key`: a company's name for comparison only.
///
/// Old kanji as new, ヶ and ヵ as ケ and カ, lower case, without legal forms (Latin ones too), white
/// space and `・ . , ' & -`.
enum CompanyKey {
  /// Adds the name with letters unified, legal forms still in it.
  static func append(unified name: ByteView, to buffer: ByteBuffer) {
    var at = 0
    while at < name.count {
      let (scalar, length) = name.scalar(at: at)
      switch scalar {
      case 0..<0x80: buffer.append(LetterCase.lowered(name[at]))
      case 0x30F5: buffer.append(scalar: 0x30AB)  // ヵ カ
      case 0x30F6: buffer.append(scalar: 0x30B1)  // ヶ ケ
      case brokenScalar: buffer.append(name[at])
      case 0x3000..<0xA000, 0xF900..<0xFB00: buffer.append(scalar: OldKanji.unified(scalar))
      default: LetterCase.append(lowerCaseOf: scalar, to: buffer)
      }
      at += length
    }
  }

  /// Adds what is left of a unified name without forms and punctuation.
  static func append(withoutForms name: ByteView, _ forms: PhraseTable, to out: ByteBuffer) {
    var at = 0
    while at < name.count {
      if name[at] & 0xC0 != 0x80, let form = forms.match(name, at: at) {
        at += form.length
      } else if let length = latinForm(name, at) {
        at += length
      } else {
        let (scalar, length) = name.scalar(at: at)
        if !isLeftOut(scalar) { out.append(name.slice(at, at + length)) }
        at += length
      }
    }
  }

  /// The length of `inc.`, `co., ltd.`, `k.k.`, `llc` or `corp.` at `index`: not inside a Latin word.
  private static func latinForm(_ name: ByteView, _ index: Int) -> Int? {
    let letter = name[index]
    guard letter >= 0x63, letter <= 0x6C, index == 0 || !isWordByte(name[index - 1]) else {
      return nil
    }
    if name.holds("inc.", at: index) || name.holds("k.k.", at: index) { return 4 }
    if name.holds("corp.", at: index) { return 5 }
    if name.holds("llc", at: index) {
      return index + 3 < name.count && isWordByte(name[index + 3]) ? nil : 3
    }
    guard name.holds("co.", at: index) else { return nil }
    var end = index + 3
    if end < name.count, name[end] == UInt8(ascii: ",") { end += 1 }
    if end < name.count, name[end] == 0x20 { end += 1 }
    return name.holds("ltd.", at: end) ? end + 4 - index : nil
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39
  }

  private static func isLeftOut(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x30FB, 0x2E, 0x2C, 0x27, 0x26, 0x2D: true
    default: isWhiteSpace(scalar)
    }
  }
}
