/// The same text in the other widths and shapes that people type.

/// ASCII to its full-width forms, blanks to ideographic spaces.
func fullWidth(_ text: String) -> String {
  mapped(text) { scalar in
    switch scalar {
    case 0x20: 0x3000
    case 0x21...0x7E: scalar + 0xFEE0
    default: scalar
    }
  }
}

/// Hiragana for katakana.
func hiragana(_ text: String) -> String {
  mapped(text) { (0x30A1...0x30F6).contains($0) ? $0 - 0x60 : $0 }
}

private func mapped(_ text: String, _ change: (UInt32) -> UInt32) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if let changed = Unicode.Scalar(change(scalar.value)) { result.append(changed) }
  }
  return String(result)
}

/// Half-width katakana for full-width; a voiced letter becomes two.
func halfKana(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if let letters = halfForms[scalar] {
      result.append(contentsOf: letters)
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}

/// Kana with their marks apart (か and U+3099), as some systems' file names have them.
func decomposed(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if let place = voiced.firstIndex(of: scalar) {
      result.append(contentsOf: [unvoiced[place], "\u{3099}"])
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}

private let voiced = Array(
  "ガギグゲゴザジズゼゾダヂヅデドバビブベボがぎぐげござじずぜぞだぢづでどばびぶべぼ".unicodeScalars)
private let unvoiced = Array(
  "カキクケコサシスセソタチツテトハヒフヘホかきくけこさしすせそたちつてとはひふへほ".unicodeScalars)

private let halfForms: [Unicode.Scalar: [Unicode.Scalar]] = {
  let full =
    "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜"
  var forms: [Unicode.Scalar: [Unicode.Scalar]] = [:]
  for (offset, scalar) in full.unicodeScalars.enumerated() {
    forms[scalar] = Unicode.Scalar(UInt32(0xFF61 + offset)).map { [$0] }
  }
  for (place, scalar) in voiced.enumerated() where scalar.value >= 0x30A1 {
    forms[scalar] = (forms[unvoiced[place]] ?? []) + ["\u{FF9E}"]
  }
  for (scalar, base) in zip("パピプペポ".unicodeScalars, "ハヒフヘホ".unicodeScalars) {
    forms[scalar] = (forms[base] ?? []) + ["\u{FF9F}"]
  }
  forms["ヴ"] = ["\u{FF73}", "\u{FF9E}"]
  return forms
}()
