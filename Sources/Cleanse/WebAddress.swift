import Table

/// `url`: trimmed, without fragment, scheme and host in lower case; path, query and user as written.
/// Not folded: a link is used as it was given.
enum WebAddress {
  static func read(_ raw: ByteView, into out: ByteBuffer) -> CleanseOutcome {
    var link = raw.trimmed()
    if let hash = Bytes.firstIndex(of: UInt8(ascii: "#"), in: link) {
      link = link.slice(0, hash).trimmed()
    }
    guard !link.isEmpty else { return .null }
    guard let host = hostStart(link) else { return .text(link) }
    var from = host
    var at = host
    while at < link.count, !isAuthorityEnd(link[at]) {
      if link[at] == UInt8(ascii: "@") { from = at + 1 }
      at += 1
    }
    guard
      LetterCase.holdsCapital(link.slice(0, host)) || LetterCase.holdsCapital(link.slice(from, at))
    else { return .text(link) }
    out.append(link)
    for index in 0..<host { out[index] = LetterCase.lowered(link[index]) }
    for index in from..<at { out[index] = LetterCase.lowered(link[index]) }
    return .text(out.view)
  }

  /// True only if `read` gives the link as it is: of visible ASCII, `https`, with no fragment and no capital
  /// letter in the host. False also for some others. O(length), eight bytes at a time.
  static func isPlain(_ link: ByteView) -> Bool {
    let (ones, tops) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
    guard link.count > 8, let base = link.baseAddress else { return false }
    func word(_ at: Int) -> UInt64 {
      UInt64(littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
    }
    /// Not zero if one of the eight bytes is this one; of ASCII not otherwise.
    func holds(_ byte: UInt8, _ word: UInt64) -> UInt64 {
      ((word ^ (ones &* UInt64(byte))) &- ones) & ~word
    }
    // "https://" as a word.
    guard word(0) == 0x2F2F_3A73_7074_7468 else { return false }
    var (outside, isInHost, at) = (0 as UInt64, true, 8)
    repeat {
      // The last eight, some of them for the second time.
      let word = word(min(at, link.count &- 8))
      outside |= word | (word &- ones &* 0x21) | holds(UInt8(ascii: "#"), word)
      if isInHost {
        // From A on and not from Z on: the top bits of what is added.
        outside |= (word &+ ones &* (0x80 - 0x41)) & ~(word &+ ones &* (0x80 - 0x5B))
        isInHost = (holds(UInt8(ascii: "/"), word) | holds(UInt8(ascii: "?"), word)) & tops == 0
      }
      at &+= 8
    } while at < link.count
    return outside & tops == 0
  }

  /// Where the authority begins, if the text begins with a scheme and `://`.
  private static func hostStart(_ link: ByteView) -> Int? {
    guard isLetter(link[0]) else { return nil }
    var at = 1
    while at < link.count, isSchemeByte(link[at]) { at += 1 }
    return link.holds("://", at: at) ? at + 3 : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte >= 0x30 && byte <= 0x39 || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  private static func isAuthorityEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?")
  }
}
