/// A value of a definition file with the place of its first character.
public struct Located<Value: Sendable>: Sendable {
  public let value: Value
  public let location: SourceLocation
  let written: WrittenScalar?

  public init(_ value: Value, _ location: SourceLocation) {
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
  private let start: SourceLocation

  init(_ yaml: YAMLMap) {
    places = Dictionary(yaml.words, uniquingKeysWith: { first, _ in first })
    start = yaml.location
  }

  /// Where the word stands first; where the part begins if it is not written in it.
  subscript(word: String) -> SourceLocation { places[word] ?? start }
}
