/// A kind of definition file.
public enum DefinitionKind: String, Sendable, CaseIterable {
  case pipeline, source, mart, scenario, messages, channels, consent

  /// Where such files lie in a pipeline's folder.
  public var files: String {
    switch self {
    case .pipeline, .channels, .consent: "\(rawValue).yml"
    case .source, .mart, .scenario: "\(rawValue)s/*.yml"
    case .messages: "messages/*.yml"
    }
  }

  /// What a whole file of the kind is.
  public var part: DefinitionPart {
    switch self {
    case .pipeline: .pipeline
    case .source: .source
    case .mart: .mart
    case .scenario: .scenario
    case .messages: .messages
    case .channels: .channels
    case .consent: .consent
    }
  }

  /// The file's own mapping and all that lie in it, each once, in the order in which they are
  /// first come to.
  public var parts: [DefinitionPart] {
    var found: [DefinitionPart] = []
    func visit(_ part: DefinitionPart) {
      guard !found.contains(part) else { return }
      found.append(part)
      for key in part.keys { key.value.parts.forEach(visit) }
    }
    visit(part)
    return found
  }
}
