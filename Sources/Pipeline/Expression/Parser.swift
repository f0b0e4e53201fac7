/// Reads the expression language by recursive descent. Weakest first:
///
///     or · and · not · = != < <= > >= is null, in (…), contains · + - · * · names, values, calls
struct Parser {
  private let tokens: [Token]
  private var position = 0
  /// Deeper nesting than a person writes; keeps a hostile definition off the end of the stack.
  private var depth = 0

  static func parse(_ source: String) throws(SyntaxError) -> Syntax {
    let tokens = try Lexer.tokens(of: source)
    guard tokens.count <= 1000 else {
      throw SyntaxError(offset: tokens[1000].offset, "an expression of over 1000 words")
    }
    var parser = Parser(tokens: tokens)
    let syntax = try parser.or()
    guard parser.current.kind == .end else {
      throw SyntaxError(
        offset: parser.current.offset, "unexpected \(parser.describeCurrent) after the expression")
    }
    return syntax
  }

  private init(tokens: [Token]) { self.tokens = tokens }

  private var current: Token { tokens[position] }

  private mutating func advance() { position = min(position + 1, tokens.count - 1) }

  private var describeCurrent: String {
    switch current.kind {
    case .name(let name): "'\(name)'"
    case .number(let number): "'\(number)'"
    case .text: "a text"
    case .symbol(let symbol): "'\(symbol)'"
    case .end: "the end"
    }
  }

  private mutating func accept(word: String) -> Bool {
    guard current.kind == .name(word) else { return false }
    advance()
    return true
  }

  private mutating func accept(symbol: String) -> Bool {
    guard current.kind == .symbol(symbol) else { return false }
    advance()
    return true
  }

  private mutating func expect(symbol: String) throws(SyntaxError) {
    guard accept(symbol: symbol) else {
      throw SyntaxError(offset: current.offset, "expected '\(symbol)', found \(describeCurrent)")
    }
  }

  private mutating func or() throws(SyntaxError) -> Syntax {
    depth += 1
    defer { depth -= 1 }
    guard depth < ExpressionSize.mostLevels else {
      throw SyntaxError.tooDeep(offset: current.offset)
    }
    var operands = [try and()]
    var offsets: [Int] = []
    while case let offset = current.offset, accept(word: "or") {
      offsets.append(offset)
      operands.append(try and())
    }
    return Self.chain("or", operands[...], offsets[...])
  }

  private mutating func and() throws(SyntaxError) -> Syntax {
    var operands = [try not()]
    var offsets: [Int] = []
    while case let offset = current.offset, accept(word: "and") {
      offsets.append(offset)
      operands.append(try not())
    }
    return Self.chain("and", operands[...], offsets[...])
  }

  /// `a and b and c and d` as `(a and b) and (c and d)`, which means the same: a long list of
  /// conditions is not a deep one.
  private static func chain(
    _ sign: String, _ operands: ArraySlice<Syntax>, _ offsets: ArraySlice<Int>
  ) -> Syntax {
    guard operands.count > 1 else { return operands[operands.startIndex] }
    let half = (operands.count + 1) / 2
    let left = chain(sign, operands.prefix(half), offsets.prefix(half - 1))
    let right = chain(sign, operands.dropFirst(half), offsets.dropFirst(half))
    return Syntax(
      node: .binary(sign, left, right), offset: offsets[offsets.startIndex + half - 1])
  }

  private mutating func not() throws(SyntaxError) -> Syntax {
    let offset = current.offset
    guard accept(word: "not") else { return try comparison() }
    depth += 1
    defer { depth -= 1 }
    guard depth < ExpressionSize.mostLevels else { throw SyntaxError.tooDeep(offset: offset) }
    return Syntax(node: .not(try not()), offset: offset)
  }

  private mutating func comparison() throws(SyntaxError) -> Syntax {
    let left = try sum()
    let offset = current.offset
    if accept(word: "is") {
      let negated = accept(word: "not")
      guard accept(word: "null") else {
        throw SyntaxError(offset: current.offset, "expected 'null', found \(describeCurrent)")
      }
      return Syntax(node: .isNull(left, negated: negated), offset: offset)
    }
    let negated = accept(word: "not")
    if accept(word: "in") {
      try expect(symbol: "(")
      return Syntax(node: .isIn(left, try list(), negated: negated), offset: offset)
    }
    if negated {
      throw SyntaxError(offset: current.offset, "expected 'in', found \(describeCurrent)")
    }
    if accept(word: "contains") {
      return Syntax(node: .binary("contains", left, try sum()), offset: offset)
    }
    for symbol in ["=", "!=", "<=", "<", ">=", ">"] where accept(symbol: symbol) {
      return Syntax(node: .binary(symbol, left, try sum()), offset: offset)
    }
    return left
  }

  private mutating func sum() throws(SyntaxError) -> Syntax {
    var left = try product()
    while true {
      let offset = current.offset
      if accept(symbol: "+") {
        left = Syntax(node: .binary("+", left, try product()), offset: offset)
      } else if accept(symbol: "-") {
        left = Syntax(node: .binary("-", left, try product()), offset: offset)
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(SyntaxError) -> Syntax {
    var left = try primary()
    while case let offset = current.offset, accept(symbol: "*") {
      left = Syntax(node: .binary("*", left, try primary()), offset: offset)
    }
    return left
  }

  private mutating func primary() throws(SyntaxError) -> Syntax {
    let token = current
    switch token.kind {
    case .number(let number):
      advance()
      return Syntax(node: .number(number), offset: token.offset)
    case .text(let text):
      advance()
      return Syntax(node: .text(text), offset: token.offset)
    case .symbol("("):
      advance()
      let inner = try or()
      try expect(symbol: ")")
      return inner
    case .symbol("-"):
      advance()
      guard case .number(let number) = current.kind else {
        throw SyntaxError(
          offset: current.offset, "expected a number after '-', found \(describeCurrent)")
      }
      advance()
      return Syntax(node: .number(-number), offset: token.offset)
    case .name(let name):
      return try named(name, token.offset)
    default: break
    }
    throw SyntaxError(offset: current.offset, "expected a value, found \(describeCurrent)")
  }

  private mutating func named(_ name: String, _ offset: Int) throws(SyntaxError) -> Syntax {
    advance()
    switch name {
    case "null": return Syntax(node: .null, offset: offset)
    case "true": return Syntax(node: .bool(true), offset: offset)
    case "false": return Syntax(node: .bool(false), offset: offset)
    case "today": return Syntax(node: .today, offset: offset)
    case _ where reservedWords.contains(name):
      throw SyntaxError(offset: offset, "expected a value, found '\(name)'")
    default: break
    }
    if accept(symbol: "(") { return try call(name, offset) }
    if accept(symbol: ".") {
      guard case .name(let member) = current.kind, !reservedWords.contains(member) else {
        throw SyntaxError(
          offset: current.offset, "expected a column after '\(name).', found \(describeCurrent)")
      }
      advance()
      return Syntax(node: .name(owner: name, member), offset: offset)
    }
    return Syntax(node: .name(owner: nil, name), offset: offset)
  }

  private mutating func call(_ name: String, _ offset: Int) throws(SyntaxError) -> Syntax {
    var arguments: [Syntax] = []
    if current.kind != .symbol(")") {
      repeat { arguments.append(try or()) } while accept(symbol: ",")
    }
    let via = try via()
    let filter = accept(word: "where") ? try or() : nil
    var within: [Syntax] = []
    if accept(word: "within") {
      repeat { within.append(try or()) } while accept(symbol: ",")
    }
    var order: [Syntax] = []
    if accept(word: "by") {
      repeat { order.append(try or()) } while accept(symbol: ",")
    }
    try expect(symbol: ")")
    let call = Syntax.Call(
      name: name, arguments: arguments, via: via, filter: filter, within: within, order: order)
    return Syntax(node: .call(call), offset: offset)
  }

  /// The word is none elsewhere: columns may be called so.
  private mutating func via() throws(SyntaxError) -> Syntax.Via? {
    guard accept(word: "via") else { return nil }
    let offset = current.offset
    let first = try link()
    guard accept(symbol: "=") else { return Syntax.Via(own: nil, link: first, offset: offset) }
    return Syntax.Via(own: first, link: try link(), offset: offset)
  }

  private mutating func link() throws(SyntaxError) -> String {
    guard case .name(let name) = current.kind, !reservedWords.contains(name) else {
      throw SyntaxError(offset: current.offset, "expected a link, found \(describeCurrent)")
    }
    advance()
    return name
  }

  private mutating func list() throws(SyntaxError) -> [Syntax] {
    var items: [Syntax] = []
    repeat { items.append(try sum()) } while accept(symbol: ",")
    try expect(symbol: ")")
    return items
  }
}
