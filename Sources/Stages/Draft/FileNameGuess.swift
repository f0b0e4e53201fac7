import Pipeline

/// What a file's name says about its source.
struct FileNameGuess {
  let name: String
  /// The file and those whose names differ from its in numbers, dates and being packed.
  let pattern: String
  /// The name without numbers and endings, for people.
  let label: String
  /// The same as a word; nil if that cannot name a source.
  let source: String?

  init(_ name: String) {
    self.name = name
    let isPacked = name.hasSuffix(".gz")
    let unpacked = Self.parts(isPacked ? String(name.dropLast(3)) : name)
    pattern =
      unpacked.map { $0.isNumber ? "*" : $0.text.replacing(/[*?\[]/, with: "?") }.joined()
      + (isPacked ? "*" : "")
    let stem = unpacked.map { $0.isNumber ? "_" : $0.text }.joined()
      .replacing(/\.[A-Za-z]+$/, with: "")
    label = String(
      stem.replacing(/[_. -]+/, with: "_").trimmingPrefix("_").reversed().trimmingPrefix("_")
        .reversed())
    source = HeaderGuess.snake(stem).flatMap { Self.canNameSource($0) ? $0 : nil }
  }

  /// A name as numbers and dates, which differ from file to file, and what stands between them. The
  /// digits of a word such as `b2b` are its own, and so are those of `utf16` in front of a date.
  private static func parts(_ name: String) -> [(text: String, isNumber: Bool)] {
    var parts: [(text: String, isNumber: Bool)] = []
    var rest = name[...]
    while let match = rest.firstMatch(
      of: /[A-Za-z][0-9]{1,3}(?=[A-Za-z]|[-_.][0-9]{6})|([0-9]+([-_.][0-9]+)*)/)
    {
      parts.append((String(rest[..<match.range.lowerBound]), false))
      parts.append((String(match.0), match.1 != nil))
      rest = rest[match.range.upperBound...]
    }
    return parts + [(String(rest), false)]
  }

  /// True for letters, digits and `_` that no table of ours is called.
  static func canNameSource(_ name: String) -> Bool {
    return name.wholeMatch(of: /[A-Za-z][A-Za-z0-9_]*/) != nil
      && !SourceDefinition.takenNames.contains(name.lowercased())
      && !name.lowercased().hasPrefix("sqlite_")
  }
}
