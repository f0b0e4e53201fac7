/// What nobody would hear of: that somebody took a consent back, or opened a message.
extension DefinitionChecker {
  /// Warns of e-mail while no source says who refused it since: consent that was taken back would
  /// be sent to all the same.
  func checkRefusals() {
    guard let consent = definition.consent, consent.events == nil, consent.suppressions == nil,
      consent.deliveryEvents == nil,
      definition.scenarios.contains(where: {
        $0.messages.contains { $0.channels.contains("email") }
      })
    else { return }
    sink.warning(
      at: consent.people.places.value("source"),
      "e-mail is sent, but no source says who refused it since",
      help: "add one to consent.yml: 'events', 'suppressions' or 'delivery_events'")
  }

  /// Warns of a branch on `open(A)` or `click(A)` if nothing reports what was opened.
  func checkBranches(of scenario: ScenarioDefinition) {
    guard definition.consent != nil, definition.consent?.deliveryEvents == nil,
      let (response, message) = Self.branch(of: scenario.flow)
    else { return }
    let condition = "\(response.rawValue)(\(message))"
    sink.warning(
      at: scenario.places[condition],
      "\(condition) never holds: consent.yml has no 'delivery_events'",
      help: "everybody goes the way of 'else': name the source of opens and clicks there")
  }

  /// The first branch of a flow.
  private static func branch(of flow: [FlowStep]) -> (FlowStep.Response, of: String)? {
    for step in flow {
      if case .branch(let response, let message, _, _) = step { return (response, message) }
    }
    return nil
  }
}
