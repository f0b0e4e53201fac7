/// A value of a definition file with the place of its first character.
public struct Located<Value: Sendable>: Sendable {
  /// What YAML makes of it: quotes and escapes are resolved, folded lines joined.
  public let value: Value
  /// Past an opening quote; in a block, on the line below its indicator.
  public let location: SourceLocation
  let written: WrittenScalar?

  init(_ value: Value, _ location: SourceLocation) {
    self.init(value, location, written: nil)
  }

  init(_ value: Value, _ location: SourceLocation, written: WrittenScalar?) {
    self.value = value
    self.location = location
    self.written = written
  }
}

extension Located where Value == String {
  /// The place of the character at `offset`.
  func place(ofCharacter offset: Int) -> SourceLocation {
    written?.place(ofCharacter: offset, in: value) ?? location.advanced(by: offset)
  }
}

/// Where the words of a part of a definition file stand, for messages about a word that turns out
/// wrong only when the whole pipeline is known.
struct WordPlaces: Sendable {
  private let places: [String: SourceLocation]
  private let values: [[String]: SourceLocation]
  private let start: SourceLocation

  init(_ yaml: YAMLMap) {
    let words = yaml.words
    places = Dictionary(
      words.map { ($0.word, $0.location) }, uniquingKeysWith: { first, _ in first })
    values = Dictionary(
      words.compactMap { word in word.path.map { ($0, word.location) } },
      uniquingKeysWith: { first, _ in first })
    start = yaml.location
  }

  /// Where a value stands, by the keys down to it and its place in a list; a single value counts as
  /// a list of one. Where the part begins if it has none.
  func value(_ path: String...) -> SourceLocation {
    values[path] ?? values[Array(path.dropLast())] ?? start
  }

  /// Where the word stands first; where the part begins if it is not written in it.
  subscript(word: String) -> SourceLocation { places[word] ?? start }
}
