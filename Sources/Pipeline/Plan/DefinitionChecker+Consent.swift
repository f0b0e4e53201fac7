extension DefinitionChecker {
  /// The sources and columns that consent.yml names.
  func checkConsent() {
    guard let consent = definition.consent else {
      if !definition.scenarios.isEmpty {
        sink.error(
          at: definition.location, "there are scenarios but no consent.yml",
          help: "nobody can be sent anything without a record of consent")
      }
      return
    }
    func source(_ name: String, _ places: WordPlaces) -> SourceDefinition? {
      let found = definition.source(name)
      if found == nil {
        unknown("source", name, at: places[name], known: definition.sources.map(\.name))
      }
      return found
    }
    let people = consent.people
    if let table = source(people.source, people.places) {
      check(people, in: table)
      checkHandling(of: consent, in: table)
      checkOrigin(of: people, in: table)
      checkFrequency(of: people, in: table)
    }
    for form in consent.forms {
      guard let table = source(form.source, form.places) else { continue }
      check(form, in: table)
      checkLink(form.link, of: table, to: people.source, at: form.places[form.link])
    }
    let key = definition.source(people.source)?.column(people.key)?.type
    for (name, role) in [
      (consent.events, ConsentRole.events(of: key)),
      (consent.suppressions, .suppressions(of: key)), (consent.deliveryEvents, .deliveryEvents),
    ] {
      guard let name, let table = source(name, consent.places) else { continue }
      check(role, of: table)
    }
    if let members = consent.lineMembers, let table = source(members.source, members.places) {
      if checkLink(members.link, of: table, to: people.source, at: members.places[members.link]) {
        check(.lineMembers, of: table)
        if let permission = table.column("line_permission") {
          checkHeaders(of: permission.name, of: table, "line", at: permission.location)
        }
      }
    }
    let channels = definition.channels.map(\.name)
    for name in people.addresses.map(\.channel) + people.permissions.map(\.channel)
    where !channels.contains(name) {
      unknown("channel", name, at: people.places[name], known: channels)
    }
    for frequency in people.frequency where !channels.contains(frequency.channel) {
      unknown("channel", frequency.channel, at: frequency.location, known: channels)
    }
    for form in consent.forms {
      for name in form.answers.map(\.channel) where !channels.contains(name) {
        unknown("channel", name, at: form.places[name], known: channels)
      }
    }
  }

  @discardableResult
  private func checkLink(
    _ link: String, of source: SourceDefinition, to target: String, at location: SourceLocation
  ) -> Bool {
    let found = source.link(link)
    guard found?.source != target, definition.source(target) != nil,
      found.map({ definition.source($0.source) != nil }) ?? true
    else { return true }
    sink.error(
      at: location, "source '\(source.name)' has no link '\(link)' to '\(target)'",
      help: Suggestion.help(
        for: link, in: source.links.filter { $0.source == target }.map(\.name)))
    return false
  }
}
