import Yams

/// A mapping of a definition file, read key by key. What is missing, misspelt or of another kind
/// is reported to the sink and read as absent, so that one run reports everything.
struct YAMLMap {
  let file: DefinitionFile
  let node: Node
  let sink: DiagnosticSink
  private let entries: [(key: String, keyNode: Node, value: Node)]

  init?(_ node: Node, file: DefinitionFile, sink: DiagnosticSink, what: String) {
    self.file = file
    self.node = node
    self.sink = sink
    guard case .mapping(let mapping) = node else {
      sink.error(at: SourceLocation(of: node, in: file), "\(what) must be a mapping")
      return nil
    }
    entries = mapping.compactMap { key, value in
      if case .scalar(let scalar) = key { return (scalar.string, key, value) }
      sink.error(at: SourceLocation(of: key, in: file), "a key must be a single word")
      return nil
    }
  }

  /// Where the mapping begins.
  var location: SourceLocation { SourceLocation(of: node, in: file) }

  /// The keys in the order of the file.
  var keys: [String] { entries.map(\.key) }

  /// Reports keys that the mapping may not have.
  func allowOnly(_ part: DefinitionPart) {
    let known = part.keys.map(\.name)
    for (index, entry) in entries.enumerated() where !known.contains(entry.key) {
      sink.error(
        at: SourceLocation(of: entry.keyNode, in: file), "unknown key '\(entry.key)'",
        help: keyOfValue(before: index).map {
          "a comma ends a value between { and }: quote the value of '\($0)'"
        } ?? Suggestion.help(for: entry.key, in: known)
          ?? "known here: \(known.joined(separator: ", "))")
    }
  }

  /// The key of the value that an entry is the rest of, if it looks so: `{value: f(a, b)}` has an
  /// entry `b)` of no value.
  private func keyOfValue(before index: Int) -> String? {
    func isEmpty(_ node: Node) -> Bool {
      guard case .scalar(let scalar) = node else { return false }
      return scalar.string.isEmpty && scalar.style == .plain
    }
    guard isEmpty(entries[index].value), file.scalar(at: location) == "{" else { return nil }
    return entries[..<index].last { !isEmpty($0.value) }?.key
  }

  subscript(key: String) -> Node? { entries.first { $0.key == key }?.value }

  func location(of key: String) -> SourceLocation {
    self[key].map { SourceLocation(of: $0, in: file) } ?? location
  }

  /// Where a key itself stands.
  func place(ofKey key: String) -> SourceLocation {
    guard case .scalar(let scalar)? = entries.first(where: { $0.key == key })?.keyNode else {
      return location
    }
    return located(scalar).location
  }

  /// A scalar with where it stands; reported if required and absent.
  func text(_ key: String) -> Located<String>? {
    guard let node = self[key] else { return nil }
    guard case .scalar(let scalar) = node else {
      sink.error(at: location(of: key), "'\(key)' must be a single value")
      return nil
    }
    return located(scalar)
  }

  func requiredText(_ key: String) -> Located<String>? {
    if self[key] == nil { sink.error(at: location, "'\(key)' is missing") }
    return text(key)
  }

  func bool(_ key: String) -> Bool? {
    guard let text = text(key) else { return nil }
    switch text.value {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      sink.error(at: text.location, "'\(key)' must be true or false")
      return nil
    }
  }

  func int(_ key: String) -> Int? {
    guard let text = text(key) else { return nil }
    guard let number = Int(text.value) else {
      sink.error(at: text.location, "'\(key)' must be a whole number")
      return nil
    }
    return number
  }

  func double(_ key: String) -> Double? {
    guard let text = text(key) else { return nil }
    guard let number = Double(text.value), number.isFinite else {
      sink.error(at: text.location, "'\(key)' must be a number")
      return nil
    }
    return number
  }

  /// A value out of a closed set of words.
  func choice<T: RawRepresentable & CaseIterable>(_ key: String, _ type: T.Type) -> T?
  where T.RawValue == String {
    guard let text = text(key) else { return nil }
    if let value = T(rawValue: text.value) { return value }
    let words = T.allCases.map(\.rawValue)
    sink.error(
      at: text.location, "'\(key)' cannot be '\(text.value)'",
      help: Suggestion.help(for: text.value, in: words)
        ?? "one of \(words.joined(separator: ", "))")
    return nil
  }

  /// A list of scalars; a single scalar counts as a list of one.
  func texts(_ key: String) -> [Located<String>]? {
    guard let node = self[key] else { return nil }
    let items: [Node]
    switch node {
    case .sequence(let sequence): items = Array(sequence)
    case .scalar: items = [node]
    default:
      sink.error(at: location(of: key), "'\(key)' must be a list")
      return nil
    }
    return items.compactMap { item in
      guard case .scalar(let scalar) = item else {
        sink.error(
          at: SourceLocation(of: item, in: file), "'\(key)' must be a list of single values")
        return nil
      }
      return located(scalar)
    }
  }

  /// A mapping under a key.
  func map(_ key: String) -> YAMLMap? {
    self[key].flatMap { YAMLMap($0, file: file, sink: sink, what: "'\(key)'") }
  }

  /// A list of mappings under a key.
  func maps(_ key: String) -> [YAMLMap] {
    guard let node = self[key] else { return [] }
    guard case .sequence(let sequence) = node else {
      sink.error(at: location(of: key), "'\(key)' must be a list")
      return []
    }
    return sequence.compactMap { YAMLMap($0, file: file, sink: sink, what: "an entry of '\(key)'") }
  }

  /// A list of mappings under a key; a single mapping counts as a list of one. Nil if the value is
  /// of another kind, which is reported.
  func mapOrMaps(_ key: String) -> [YAMLMap]? {
    switch self[key] {
    case .mapping: return map(key).map { [$0] }
    case .sequence: return maps(key)
    default:
      _ = maps(key)
      return nil
    }
  }
}

extension YAMLMap {
  /// Every scalar of the mapping with its place, keys included, in the order of the file. Values come
  /// with their path: the keys down to them, and their place in a list.
  var words: [(word: String, path: [String]?, location: SourceLocation)] {
    var found: [(String, [String]?, SourceLocation)] = []
    func collect(_ node: Node, _ path: [String]?) {
      // Aliases of aliases can stand for more words than memory holds.
      guard found.count < 10_000 else { return }
      switch node {
      case .scalar(let scalar): found.append((scalar.string, path, located(scalar).location))
      case .sequence(let items):
        for (index, item) in items.enumerated() { collect(item, path.map { $0 + ["\(index)"] }) }
      case .mapping(let pairs):
        for (key, value) in pairs {
          collect(key, nil)
          collect(value, path.map { $0 + [key.string ?? ""] })
        }
      case .alias: break
      }
    }
    collect(node, [])
    return found
  }

  /// A scalar with the place of its first character: past an opening quote, on the line below the
  /// indicator of a block.
  private func located(_ scalar: Node.Scalar) -> Located<String> {
    let start = SourceLocation(of: .scalar(scalar), in: file)
    func written(_ style: WrittenScalar.Style) -> WrittenScalar {
      WrittenScalar(content: file.content, style: style, start: start)
    }
    switch scalar.style {
    case .singleQuoted:
      return Located(scalar.string, start.advanced(by: 1), written: written(.singleQuoted))
    case .doubleQuoted:
      return Located(scalar.string, start.advanced(by: 1), written: written(.doubleQuoted))
    case .folded, .literal:
      let block = written(.block)
      return Located(
        scalar.string, block.place(ofCharacter: 0, in: scalar.string), written: block)
    case .plain, .any: return Located(scalar.string, start, written: written(.plain))
    }
  }
}

/// A definition file as it was read.
struct DefinitionFile: Sendable {
  let path: String
  let content: String

  /// The character at a place; nil past the end of its line.
  func scalar(at place: SourceLocation) -> Unicode.Scalar? {
    let lines = content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.indices.contains(place.line - 1) else { return nil }
    return lines[place.line - 1].unicodeScalars.dropFirst(place.column - 1).first
  }

  /// The place of a mark; one past the last line, where YAML sees the end, is the end of that line.
  func place(of mark: Mark) -> SourceLocation {
    let lines = content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard mark.line > lines.count, let last = lines.last else {
      return SourceLocation(file: path, line: max(1, mark.line), column: max(1, mark.column))
    }
    return SourceLocation(
      file: path, line: lines.count, column: last.unicodeScalars.count + 1)
  }
}

extension SourceLocation {
  /// Where a node begins.
  init(of node: Node, in file: DefinitionFile) {
    self.init(file: file.path, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }
}
