import Cleanse
import Table

/// What a header says about its column.
struct HeaderGuess {
  /// ASCII letters, digits and `_`; nil if the header does not give one.
  let name: String?
  /// The type that the header names. `text` for what people write freely, nil if it names none.
  let type: FieldType?

  init(_ header: String) {
    let folded = Self.folded(header)
    if let known = HeaderWords.known[folded] {
      (name, type) = known
    } else if let snake = Self.snake(folded) {
      name = snake
      type =
        HeaderWords.lastWords.first { snake == $0.words || snake.hasSuffix("_" + $0.words) }?.type
    } else if let match = HeaderWords.endings.first(where: { folded.hasSuffix($0.ending) }) {
      name = Self.name(folded.dropLast(match.ending.count), match.name)
      type = match.type
    } else {
      (name, type) = (nil, nil)
    }
  }

  /// True if it calls its values IDs or codes, so that digits among them are no numbers.
  var isID: Bool { type == .id || type == .lineID }

  private static func name(_ stem: Substring, _ ending: String?) -> String? {
    guard let ending else { return nil }
    if stem.isEmpty { return ["at", "on"].contains(ending) ? nil : ending }
    return HeaderWords.stems[String(stem)].map { "\($0)_\(ending)" }
  }

  /// A header as it is compared: folded and without outer blanks.
  static func folded(_ header: String) -> String {
    var header = header
    let buffer = ByteBuffer()
    return withExtendedLifetime(buffer) {
      header.withUTF8 { Fold.fold($0, into: buffer).text }
    }
  }

  /// `CustomerID` and `Customer ID` as `customer_id`; nil if it is not ASCII or begins with a digit.
  static func snake(_ text: String) -> String? {
    guard text.unicodeScalars.allSatisfy(\.isASCII) else { return nil }
    var words: [String] = []
    var word = ""
    let letters = Array(text)
    func isLower(_ index: Int) -> Bool {
      letters.indices.contains(index) && letters[index].isLowercase
    }
    for (index, letter) in letters.enumerated() {
      let begins =
        letter.isUppercase && (isLower(index - 1) || (isLower(index + 1) && !word.isEmpty))
      if begins || !(letter.isLetter || letter.isNumber) {
        words.append(word)
        word = ""
      }
      if letter.isLetter || letter.isNumber { word += letter.lowercased() }
    }
    words.append(word)
    let name = words.filter { !$0.isEmpty }.joined(separator: "_")
    return name.first?.isLetter == true ? name : nil
  }
}
