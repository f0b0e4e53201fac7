public import Table

/// What a message inserts, checked: every field is one that its sends have.
public struct MessagePlan: Sendable, Equatable {
  /// The scenario's id.
  public let scenario: String
  /// The message's key in the scenario, such as `A`.
  public let step: String
  /// Those that every message of the scenario inserts first, then its own; each once.
  public let fields: [MessageFieldPlan]
  /// Nil if none is written.
  public let preview: MessagePreview?
  /// The fields that say whom it comes from, if it goes by e-mail; nil for the sender of
  /// `channels.yml`.
  public let sender: MessageSenderPlan?

  /// Its name in manifests, `scenario/step`.
  public var templateID: String { "\(scenario)/\(step)" }
}

/// The fields that say whom a mail comes from, checked: its sends have both, and they are texts. A send
/// that names nobody by them whom a mail can come from comes from the sender of `channels.yml`.
public struct MessageSenderPlan: Sendable, Equatable {
  /// The field with a name for people.
  public let name: String
  /// The field with a mail address.
  public let address: String
}

/// A field that a message inserts.
public struct MessageFieldPlan: Sendable, Equatable {
  /// A column of the scenario's mart, and a key of the send's `fields`.
  public let name: String
  /// Of the mart's column.
  public let type: ColumnType
  /// What stands in its place where it is missing: a whole number for a number, else a text.
  public let fallback: String?
  /// Nobody is sent the message without it.
  public let isRequired: Bool
}

extension Plan {
  /// What a message inserts; nil if no file of `messages/` says.
  public func message(_ step: String, of scenario: String) -> MessagePlan? {
    messages.first { $0.scenario == scenario && $0.step == step }
  }

  /// The columns that every send of a scenario has as fields, in their order.
  public func fields(of scenario: ScenarioDefinition) -> [String] {
    definition.mart(scenario.mart)?.fields(of: scenario) ?? []
  }
}

extension MartDefinition {
  /// Its content columns, then those that the scenario adds; each once.
  func fields(of scenario: ScenarioDefinition) -> [String] {
    var fields: [String] = []
    let content = columns.filter { $0.roles.contains(.content) }.map(\.name)
    for name in content + scenario.extraFields where !fields.contains(name) { fields.append(name) }
    return fields
  }
}
