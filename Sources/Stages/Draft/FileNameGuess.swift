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
    let unpacked = isPacked ? String(name.dropLast(3)) : name
    let digits = /[0-9]+([-_.][0-9]+)*/
    pattern =
      unpacked.replacing(/[*?\[]/, with: "?").replacing(digits, with: "*") + (isPacked ? "*" : "")
    let stem = unpacked.replacing(/\.[A-Za-z]+$/, with: "").replacing(digits, with: "_")
    label = String(
      stem.replacing(/[_. -]+/, with: "_").trimmingPrefix("_").reversed().trimmingPrefix("_")
        .reversed())
    source = HeaderGuess.snake(stem).flatMap { Self.canNameSource($0) ? $0 : nil }
  }

  /// True for letters, digits and `_` that no table of ours is called.
  static func canNameSource(_ name: String) -> Bool {
    return name.wholeMatch(of: /[A-Za-z][A-Za-z0-9_]*/) != nil
      && !SourceDefinition.takenNames.contains(name.lowercased())
      && !name.lowercased().hasPrefix("sqlite_")
  }
}
