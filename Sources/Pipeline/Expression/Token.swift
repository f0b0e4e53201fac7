/// A word of the expression language. `offset` counts characters from the expression's start.
struct Token: Equatable {
  enum Kind: Equatable {
    case name(String)
    case number(Int64)
    case text(String)
    /// `( ) , . = != < <= > >= + - *`
    case symbol(String)
    case end
  }

  let kind: Kind
  let offset: Int
}

/// Words that cannot name a column.
let reservedWords: Set<String> = [
  "and", "or", "not", "is", "null", "in", "contains", "true", "false", "today", "where", "within",
  "by",
]

/// Splits an expression into tokens. Texts are in single quotes, a quote inside is doubled.
struct Lexer {
  private let characters: [Character]
  private var position = 0

  init(_ source: String) { characters = Array(source) }

  /// All tokens, the last of which is `.end`.
  static func tokens(of source: String) throws(SyntaxError) -> [Token] {
    var lexer = Lexer(source)
    var tokens: [Token] = []
    repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  private mutating func next() throws(SyntaxError) -> Token {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
    let start = position
    guard position < characters.count else { return Token(kind: .end, offset: start) }
    let character = characters[position]
    if character.isLetter || character == "_" {
      while position < characters.count,
        characters[position].isLetter || characters[position].isNumber
          || characters[position] == "_"
      {
        position += 1
      }
      return Token(kind: .name(String(characters[start..<position])), offset: start)
    }
    if character.isASCII, character.isNumber {
      while position < characters.count, characters[position].isASCII,
        characters[position].isNumber
      {
        position += 1
      }
      guard let number = Int64(String(characters[start..<position])), number <= 1 << 53 else {
        throw SyntaxError(offset: start, "a number over 2^53")
      }
      return Token(kind: .number(number), offset: start)
    }
    if character == "'" { return try text(from: start) }
    for symbol in ["!=", "<=", ">=", "(", ")", ",", ".", "=", "<", ">", "+", "-", "*"]
    where characters[start...].starts(with: symbol) {
      position += symbol.count
      return Token(kind: .symbol(symbol), offset: start)
    }
    throw SyntaxError(
      offset: start, "unexpected '\(character)'",
      help: character == "\"" ? "texts stand in single quotes" : nil)
  }

  private mutating func text(from start: Int) throws(SyntaxError) -> Token {
    position += 1
    var text = ""
    while position < characters.count {
      if characters[position] == "'" {
        position += 1
        guard position < characters.count, characters[position] == "'" else {
          return Token(kind: .text(text), offset: start)
        }
      }
      text.append(characters[position])
      position += 1
    }
    throw SyntaxError(offset: start, "a text that is not closed")
  }
}

/// An expression that cannot be read.
struct SyntaxError: Error {
  let offset: Int
  let message: String
  let help: String?

  init(offset: Int, _ message: String, help: String? = nil) {
    self.offset = offset
    self.message = message
    self.help = help
  }

  /// For what is nested too deeply.
  static let depthHelp =
    "\(ExpressionSize.mostLevels) levels at most; a named condition or value counts with its own"

  static func tooDeep(offset: Int) -> SyntaxError {
    SyntaxError(offset: offset, "nested too deeply", help: depthHelp)
  }
}
