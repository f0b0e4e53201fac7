/// What definition files may hold, as Markdown tables for people (docs/definitions.md).
public enum DefinitionReference {
  /// Everything that files of the kinds may hold, with titles.
  public static func markdown(_ kinds: [DefinitionKind]) -> String {
    kinds.map { kind in
      kind.parts.enumerated().map { position, part in
        let title = position == 0 ? "## \(kind.files)" : "### \(part.title)"
        return "\(title)\n\n\(table(part))"
      }.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// The keys of a mapping: `| key | type | default | meaning |`, ending in a line break.
  public static func table(_ part: DefinitionPart) -> String {
    var lines = ["| key | type | default | meaning |", "|---|---|---|---|"]
    for key in part.keys {
      let cells = ["`\(key.name)`", key.value.shown, key.need.shown, key.meaning]
      lines.append("|" + cells.map { $0.isEmpty ? " |" : " \($0) |" }.joined())
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension DefinitionKey.Need {
  fileprivate var shown: String {
    switch self {
    case .required: "required"
    case .optional(let otherwise): otherwise
    case .alternative: "one of these"
    }
  }
}

extension DefinitionValue {
  /// The type as the reference calls it.
  fileprivate var shown: String {
    switch self {
    case .text(let what), .matching(let what, _): what
    case .bool: "boolean"
    case .int(let range): "whole number" + (range.upperBound < 100 ? range.shown : "")
    case .number(let range): "number \(Int(range.lowerBound))–\(Int(range.upperBound))"
    case .word(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .list(let value): "list of \(value.shownMany)"
    case .mappings: "list"
    case .mapping, .byName(.mapping), .byChannel(.mapping): "mapping"
    case .byName(let value): "mapping name: \(value.shown)"
    case .byChannel(let value): "mapping channel: \(value.shown)"
    case .either(let one, let other): "\(one.shown), or \(other.shown)"
    }
  }

  private var shownMany: String {
    switch self {
    case .text(let what): what + "s"
    case .int(let range): "whole numbers" + range.shown
    case .mapping: "mappings"
    default: shown
    }
  }
}

extension ClosedRange<Int> {
  fileprivate var shown: String {
    lowerBound == upperBound ? " \(lowerBound)" : " \(lowerBound)–\(upperBound)"
  }
}
