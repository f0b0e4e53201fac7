/// A pattern for the name of a file or folder: `*` stands for any characters, `?` for one, and `[…]`
/// for one of some (`[abc]`, `[0-9]`, `[ぁ-ん]`) or, with `!` in front, for any other. A dot in front of
/// a name must be written.
///
/// Characters are Unicode code points and ranges go by their numbers, whatever the locale: `fnmatch`
/// would take the bytes of a Japanese letter for so many characters.
struct NamePattern {
  private enum Part {
    case anything
    case one(of: [ClosedRange<Unicode.Scalar>], isNegated: Bool)
  }

  private var parts: [Part] = []
  private let beginsWithDot: Bool

  init(_ pattern: some StringProtocol) {
    let scalars = Array(pattern.unicodeScalars)
    beginsWithDot = scalars.first == "."
    var at = 0
    while at < scalars.count {
      switch scalars[at] {
      case "*": parts.append(.anything)
      case "?": parts.append(.one(of: [], isNegated: true))
      case "[":
        if let (part, end) = Self.choice(scalars, after: at) {
          parts.append(part)
          at = end
        } else {
          // Without an end it is a letter like others.
          fallthrough
        }
      default: parts.append(.one(of: [scalars[at]...scalars[at]], isNegated: false))
      }
      at += 1
    }
  }

  /// Reads what stands in brackets; nil if they do not end. A `]` in front is one of the characters,
  /// and so is a `-` at either end.
  private static func choice(_ scalars: [Unicode.Scalar], after open: Int) -> (Part, end: Int)? {
    var at = open + 1
    let isNegated = at < scalars.count && (scalars[at] == "!" || scalars[at] == "^")
    if isNegated { at += 1 }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    let first = at
    while at < scalars.count, scalars[at] != "]" || at == first {
      let low = scalars[at]
      var high = low
      if at + 2 < scalars.count, scalars[at + 1] == "-", scalars[at + 2] != "]" {
        high = scalars[at + 2]
        at += 2
      }
      if low <= high { ranges.append(low...high) }
      at += 1
    }
    return at < scalars.count ? (.one(of: ranges, isNegated: isNegated), at) : nil
  }

  /// True if all of the name is as the pattern says. O(name × pattern).
  func matches(_ name: String) -> Bool {
    let name = Array(name.unicodeScalars)
    if name.first == ".", !beginsWithDot { return false }
    var (place, part) = (0, 0)
    // Where the last `*` stands, and how far it reaches so far.
    var star: (part: Int, end: Int)?
    while place < name.count || part < parts.count {
      if part < parts.count, case .anything = parts[part] {
        star = (part, place)
        part += 1
      } else if place < name.count, part < parts.count, allows(parts[part], name[place]) {
        place += 1
        part += 1
      } else if let (at, end) = star, end < name.count {
        star = (at, end + 1)
        (place, part) = (end + 1, at + 1)
      } else {
        return false
      }
    }
    return true
  }

  private func allows(_ part: Part, _ scalar: Unicode.Scalar) -> Bool {
    guard case .one(let ranges, let isNegated) = part else { return false }
    return ranges.contains { $0.contains(scalar) } != isNegated
  }
}
