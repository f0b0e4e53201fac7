import Table

extension DefinitionChecker {
  /// The files of `messages/`: one plan for each message of a scenario that has one.
  func planMessages() -> [MessagePlan] {
    definition.messages.flatMap { set -> [MessagePlan] in
      guard let scenario = definition.scenario(set.scenario.value) else {
        unknown(
          "scenario", set.scenario.value, at: set.scenario.location,
          known: definition.scenarios.map(\.id))
        return []
      }
      // The scenario's own error says that there is no such mart.
      guard let mart = definition.mart(scenario.mart) else { return [] }
      let steps = scenario.messages.map(\.step)
      for message in set.messages where !steps.contains(message.step.value) {
        sink.error(
          at: message.step.location,
          "scenario '\(scenario.id)' has no message '\(message.step.value)'",
          help: Suggestion.help(for: message.step.value, in: steps))
      }
      for message in set.messages { check(message, of: scenario, mart) }
      if let sender = set.sender { check(sender, of: scenario, mart) }
      return scenario.messages.compactMap { plan($0, in: set, of: scenario, mart) }
    }
  }

  /// A message that repeats another inserts what that one does, if nothing else is said.
  private func plan(
    _ message: ScenarioDefinition.Message, in set: MessageSetDefinition,
    of scenario: ScenarioDefinition, _ mart: MartDefinition
  ) -> MessagePlan? {
    let own = set.messages.first { $0.step.value == message.step }
    let written = own ?? set.messages.first { $0.step.value == message.resendOf }
    guard let written else {
      sink.error(
        at: set.scenario.location,
        "message '\(message.step)' of scenario '\(scenario.id)' is not among 'messages'",
        help: "'\(message.step): {}' if it inserts nothing of its own")
      return nil
    }
    return MessagePlan(
      scenario: scenario.id, step: message.step,
      fields: written.fields.compactMap { field in
        mart.column(field.name.value).map {
          MessageFieldPlan(
            name: $0.name, type: $0.type, fallback: field.fallback?.value,
            isRequired: field.isRequired)
        }
      }, preview: written.preview,
      sender: set.sender.map { MessageSenderPlan(name: $0.name.value, address: $0.address.value) })
  }

  /// A sender is told by fields, which a manifest has for whoever takes it.
  private func check(
    _ sender: MessageSenderDefinition, of scenario: ScenarioDefinition, _ mart: MartDefinition
  ) {
    for name in [sender.name, sender.address] {
      guard let column = field(name, of: scenario, mart), column.type != .text else { continue }
      sink.error(
        at: name.location, "the sender's '\(name.value)' must be a text",
        help: "the names and addresses of people are")
    }
    guard !scenario.messages.contains(where: { $0.channels.contains("email") }) else { return }
    sink.error(
      at: sender.name.location, "no message of scenario '\(scenario.id)' goes by email",
      help: "'sender' says whom mails come from; leave it out")
  }

  /// The mart's column behind a field; an error if the scenario's sends do not have it.
  private func field(
    _ name: Located<String>, of scenario: ScenarioDefinition, _ mart: MartDefinition
  ) -> MartColumnDefinition? {
    let known = mart.fields(of: scenario)
    if let column = mart.column(name.value), known.contains(name.value) { return column }
    let isColumn = mart.column(name.value) != nil
    sink.error(
      at: name.location,
      isColumn
        ? "column '\(name.value)' is not among the fields of scenario '\(scenario.id)'"
        : "unknown field '\(name.value)' in scenario '\(scenario.id)'",
      help: isColumn
        ? "add it to 'fields' of the scenario"
        : Suggestion.help(for: name.value, in: known + mart.columns.map(\.name)))
    return nil
  }

  private func check(
    _ message: MessageDefinition, of scenario: ScenarioDefinition, _ mart: MartDefinition
  ) {
    for field in message.fields {
      let name = field.name.value
      guard let column = self.field(field.name, of: scenario, mart) else { continue }
      guard let fallback = field.fallback else { continue }
      // What a field is in a manifest, its fallback must be: templates reckon with numbers.
      switch column.type {
      case .bool:
        sink.error(
          at: fallback.location, "field '\(name)' is a boolean and never missing",
          help: "leave its fallback out")
      case .int where Int64(fallback.value) == nil:
        sink.error(
          at: fallback.location, "the fallback of '\(name)' must be a whole number, as the field is"
        )
      default: break
      }
    }
  }
}
