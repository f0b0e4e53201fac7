import Table

/// `company`: marks of legal forms spelled out where they stand, no spaces beside a legal form.
struct Company: Sendable {
  /// What stands for a form, with its number.
  private var marks = PhraseTable()
  /// Bank kana as `X)`, `(X` and `(X)`.
  private var bankFront = PhraseTable()
  private var bankBack = PhraseTable()
  private var bankBetween = PhraseTable()
  /// Legal forms in full, and the same as the key compares them.
  private var forms = PhraseTable()
  private var keyForms = PhraseTable()
  private var formTexts = TextColumn()

  /// For columns of other types.
  static let none = Company()

  private init() {}

  /// The built-in legal forms and `added` ones, which win.
  init(adding added: [LegalForm]) {
    for form in added + LegalForm.marks {
      add(form.mark, to: \.marks, number: number(of: form.form))
    }
    for form in LegalForm.bankKana {
      let number = number(of: form.form)
      add(form.mark + ")", to: \.bankFront, number: number)
      add("(" + form.mark, to: \.bankBack, number: number)
      add("(" + form.mark + ")", to: \.bankBetween, number: number)
    }
  }

  private mutating func number(of form: String) -> Int {
    let number = formTexts.count
    formTexts.append(text: form)
    add(form, to: \.forms, number: number)
    add("(" + form + ")", to: \.marks, number: number)
    let key = ByteBuffer()
    Fold.withFolded(form) { CompanyKey.append(unified: $0, to: key) }
    withExtendedLifetime(key) { keyForms.add(key.view, value: number) }
    return number
  }

  private mutating func add(
    _ phrase: String, to table: WritableKeyPath<Company, PhraseTable>, number: Int
  ) {
    Fold.withFolded(phrase) { self[keyPath: table].add($0, value: number) }
  }

  func read(_ folded: ByteView, into out: ByteBuffer, scratch: CleanseScratch) -> CleanseOutcome {
    guard mayChange(folded) else { return .text(folded) }
    // Forms may come to stand side by side when spaces go, so until nothing changes. Each round
    // takes away marks or spaces; names settle after one or two.
    var name = folded
    for _ in 0..<8 {
      scratch.work.removeAll()
      spellOut(name, into: scratch.work)
      out.removeAll()
      closeUp(scratch.work.view, into: out)
      if Bytes.equal(out.view, name) { break }
      scratch.spare.removeAll()
      scratch.spare.append(out.view)
      name = scratch.spare.view
    }
    return out.count > 0 ? .text(out.view) : .null
  }

  func readKey(
    _ folded: ByteView, into out: ByteBuffer, scratch: CleanseScratch
  ) -> CleanseOutcome {
    guard case .text(let name) = read(folded, into: out, scratch: scratch) else { return .null }
    scratch.work.removeAll()
    CompanyKey.append(unified: name, to: scratch.work)
    out.removeAll()
    CompanyKey.append(withoutForms: scratch.work.view, keyForms, to: out)
    return out.count > 0 ? .text(out.view) : .null
  }

  /// False if there is neither a bracket nor a space nor a mark.
  private func mayChange(_ name: ByteView) -> Bool {
    for at in 0..<name.count {
      let byte = name[at]
      if byte == 0x20 || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") { return true }
      if byte & 0xC0 != 0x80, marks.match(name, at: at) != nil { return true }
    }
    return false
  }

  // MARK: - Marks

  private func spellOut(_ name: ByteView, into buffer: ByteBuffer) {
    if spellOutBankKana(name, into: buffer) { return }
    var kept = 0
    var at = 0
    while at < name.count {
      if name[at] & 0xC0 != 0x80, let mark = marks.match(name, at: at),
        counts(name, at, at + mark.length), let form = formTexts[mark.value]
      {
        buffer.append(name.slice(kept, at))
        buffer.append(form)
        at += mark.length
        kept = at
      } else {
        at += 1
      }
    }
    buffer.append(name.slice(kept, name.count))
  }

  /// A bracketed mark counts at the start, at the end and before a branch. The bracket of a mark
  /// that lacks the other one may not belong to a form in full.
  private func counts(_ name: ByteView, _ start: Int, _ end: Int) -> Bool {
    let opens = name[start] == UInt8(ascii: "(")
    let closes = name[end - 1] == UInt8(ascii: ")")
    let isBracketed = opens || closes
    if opens, !closes,
      forms.match(name, at: start + 1) != nil || marks.match(name, at: start + 1) != nil
    {
      return false
    }
    return !isBracketed || start == 0 || isEndOrBranch(name.slice(end, name.count))
  }

  private func isEndOrBranch(_ rest: ByteView) -> Bool {
    let rest = rest.trimmed()
    return rest.isEmpty || rest.ends(with: "店") || rest.ends(with: "支社")
      || rest.ends(with: "営業所") || rest.ends(with: "事業所") || rest.ends(with: "工場")
      || rest.ends(with: "本社") || rest.ends(with: "部") || rest.ends(with: "課")
  }

  /// Bank kana count once, and only if the rest of the name is kana.
  private func spellOutBankKana(_ name: ByteView, into buffer: ByteBuffer) -> Bool {
    if let mark = bankFront.match(name, at: 0) {
      return spellOut(name, 0, mark.length, mark.value, into: buffer)
    }
    guard let open = name.firstIndex(of: UInt8(ascii: "(")), open > 0 else { return false }
    if let mark = bankBetween.match(name, at: open), open + mark.length < name.count {
      return spellOut(name, open, mark.length, mark.value, into: buffer)
    }
    if let mark = bankBack.match(name, at: open), open + mark.length == name.count {
      return spellOut(name, open, mark.length, mark.value, into: buffer)
    }
    return false
  }

  private func spellOut(
    _ name: ByteView, _ start: Int, _ length: Int, _ form: Int, into buffer: ByteBuffer
  ) -> Bool {
    let before = name.slice(0, start)
    let after = name.slice(start + length, name.count)
    guard before.count + after.count > 0, isKana(before), isKana(after),
      let form = formTexts[form]
    else { return false }
    buffer.append(before)
    buffer.append(form)
    buffer.append(after)
    return true
  }

  private func isKana(_ text: ByteView) -> Bool {
    var at = 0
    while at < text.count {
      let (scalar, length) = text.scalar(at: at)
      switch scalar {
      case 0x20, 0x3041...0x3096, 0x309B...0x309F, 0x30A1...0x30FF, 0x31F0...0x31FF: break
      default: return false
      }
      at += length
    }
    return true
  }

  // MARK: - Spaces

  /// Copies the name without the spaces beside legal forms.
  private func closeUp(_ name: ByteView, into out: ByteBuffer) {
    var at = 0
    while at < name.count {
      let byte = name[at]
      if byte & 0xC0 != 0x80, let form = forms.match(name, at: at) {
        if out.count > 0, out[out.count - 1] == 0x20 { out.truncate(to: out.count - 1) }
        out.append(name.slice(at, at + form.length))
        at += form.length
        if at < name.count, name[at] == 0x20 { at += 1 }
      } else {
        out.append(byte)
        at += 1
      }
    }
  }
}
