import Table

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
      let columns =
        [people.key] + [people.updatedAt, people.handling].compactMap { $0 }
        + people.addresses.flatMap(\.columns) + people.permissions.map(\.column)
      for column in columns { type(column, of: table, at: people.places[column]) }
    }
    for form in consent.forms {
      guard let table = source(form.source, form.places) else { continue }
      for column in [form.key, form.at] + form.answers.flatMap({ [$0.address, $0.permission] }) {
        type(column, of: table, at: form.places[column])
      }
      checkLink(form.link, of: table, to: people.source, at: form.places[form.link])
    }
    for (name, columns) in [
      (consent.events, ConsentDefinition.eventColumns),
      (consent.suppressions, ConsentDefinition.suppressionColumns),
      (consent.deliveryEvents, ConsentDefinition.deliveryColumns),
    ] {
      guard let name, let table = source(name, consent.places) else { continue }
      require(columns, of: table)
    }
    if let members = consent.lineMembers, let table = source(members.source, members.places) {
      if checkLink(members.link, of: table, to: people.source, at: members.places[members.link]) {
        require(ConsentDefinition.memberColumns, of: table)
      }
    }
    let channels = definition.channels.map(\.name)
    for name in people.addresses.map(\.channel) + people.permissions.map(\.channel)
    where !channels.contains(name) {
      unknown("channel", name, at: people.places[name], known: channels)
    }
    for form in consent.forms {
      for name in form.answers.map(\.channel) where !channels.contains(name) {
        unknown("channel", name, at: form.places[name], known: channels)
      }
    }
  }

  private func require(_ columns: [(String, ColumnType)], of source: SourceDefinition) {
    for (name, type) in columns {
      let found = source.column(name)?.type.columnType
      if found == nil {
        sink.error(
          at: source.location, "source '\(source.name)' lacks the column '\(name)'",
          help: "consent.yml makes it a source of consent, which is read by that name")
      } else if found != type {
        sink.error(
          at: source.column(name)?.location ?? source.location,
          "column '\(name)' must be \(describe(type)): consent is read from it")
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
