import Yams

/// Reads the YAML of a definition file, and refuses what would take more time, memory or stack than
/// any definition is worth.
///
/// Yams puts in the place of an alias all that it stands for, with the aliases in that. Thirty lines
/// can so stand for more values than memory holds, and as a key they would be compared with each
/// other one by one. A file with aliases is therefore first read with every `*` replaced by a
/// character that means nothing, and measured.
struct YAMLComposer {
  static let mostValues = 100_000
  static let mostLevels = 100

  private let content: String
  /// Stands for `*` where the file is measured; not in the file.
  private let star: Unicode.Scalar
  private var anchors: [String: Size] = [:]
  private var values = 0

  /// What a node stands for: how many values, how deep.
  private struct Size {
    var values: Int
    var levels: Int
  }

  /// The root of the file; nil if it is empty.
  ///
  /// - Throws: `YAMLRefusal` past a limit; `YamlError` for what is no YAML.
  static func compose(_ content: String) throws -> Node? {
    var composer = YAMLComposer(content)
    return try composer.compose()
  }

  private init(_ content: String) {
    self.content = content
    let used = Set(content.unicodeScalars)
    let privateUse = (0xF000...0xF8FF).lazy.compactMap { Unicode.Scalar(UInt32($0)) }
    star = privateUse.first { !used.contains($0) } ?? "*"
  }

  private mutating func compose() throws -> Node? {
    let hasAliases =
      content.utf8.contains(UInt8(ascii: "*")) && content.utf8.contains(UInt8(ascii: "&"))
    guard hasAliases else { return try measured(content) }
    do {
      guard try measured(content.replacing("*", with: String(star))) != nil else { return nil }
    } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
      throw YamlError.duplicatedKeysInMapping(
        duplicates: keys.map { $0.replacing(String(star), with: "*") }, context: context)
    }
    return try Yams.compose(yaml: content)
  }

  private mutating func measured(_ text: String) throws -> Node? {
    let parser = try Yams.Parser(yaml: text)
    // Nodes do not keep their anchors: the parser does.
    return try withExtendedLifetime(parser) {
      guard let node = try parser.singleRoot() else { return nil }
      _ = try size(of: node, level: 1, isKey: false)
      return node
    }
  }

  /// Adds up what a node stands for, in the order of the file.
  private mutating func size(of node: Node, level: Int, isKey: Bool) throws -> Size {
    var size = Size(values: 1, levels: 1)
    if let name = alias(node) {
      if isKey {
        throw YAMLRefusal(
          node.mark, "an alias cannot be a key", help: "write out what it stands for")
      }
      size = anchors[name] ?? size
    }
    try check(size, of: node, level: level)
    for (child, isKey) in children(node, isKey: isKey) {
      let inner = try self.size(of: child, level: level + 1, isKey: isKey)
      size.values += inner.values
      size.levels = max(size.levels, inner.levels + 1)
    }
    if let anchor = node.anchor { anchors[anchor.rawValue] = size }
    return size
  }

  private mutating func check(_ size: Size, of node: Node, level: Int) throws {
    guard level + size.levels - 1 <= Self.mostLevels else { throw YAMLRefusal.tooDeep(node.mark) }
    values += size.values
    guard values <= Self.mostValues else {
      throw YAMLRefusal(
        node.mark, "a file of over \(Self.mostValues) values",
        help: "an alias counts with all that it stands for")
    }
  }

  /// The name that an alias refers to; nil for another node.
  private func alias(_ node: Node) -> String? {
    guard case .scalar(let scalar) = node, scalar.style == .plain,
      scalar.string.unicodeScalars.first == star
    else { return nil }
    return String(scalar.string.unicodeScalars.dropFirst())
  }

  private func children(_ node: Node, isKey: Bool) -> [(Node, isKey: Bool)] {
    switch node {
    case .scalar, .alias: []
    case .sequence(let items): items.map { ($0, isKey) }
    case .mapping(let pairs): pairs.flatMap { [($0.key, true), ($0.value, isKey)] }
    }
  }
}

/// A definition file that is YAML, but not for us.
struct YAMLRefusal: Error {
  let mark: Mark?
  let message: String
  let help: String

  init(_ mark: Mark?, _ message: String, help: String) {
    self.mark = mark
    self.message = message
    self.help = help
  }

  static func tooDeep(_ mark: Mark?) -> YAMLRefusal {
    YAMLRefusal(
      mark, "nested too deeply",
      help: "\(YAMLComposer.mostLevels) levels at most; an alias counts with its own")
  }
}
