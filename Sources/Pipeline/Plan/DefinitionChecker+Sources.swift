import Table

extension DefinitionChecker {
  /// Links and named conditions of every source.
  func checkSources() {
    for source in definition.sources {
      for link in source.links { check(link, of: source) }
      for condition in source.conditions {
        _ = TypeChecker.formula(
          condition.expression, .bool, in: .rows(of: source, in: definition), sink: sink)
      }
    }
    for channel in definition.channels where channel.addresses.isEmpty {
      sink.error(at: channel.location, "channel '\(channel.name)' has no address column")
    }
  }

  private func check(_ link: LinkDefinition, of source: SourceDefinition) {
    guard let target = definition.source(link.source) else {
      unknown("source", link.source, at: link.location, known: definition.sources.map(\.name))
      return
    }
    for step in link.steps {
      let pairs =
        [ColumnPair(own: step.column, other: step.target)] + step.unlessDiffer + step.andEqual
      for pair in pairs {
        let left = type(pair.own, of: source, at: link.places[pair.own])
        let right = type(pair.other, of: target, at: link.places[pair.other])
        if let left, let right, left != .text || right != .text {
          sink.error(
            at: link.places[pair.own], "link '\(link.name)' compares columns that are not texts",
            help: "'\(pair.own)' and '\(pair.other)'")
        }
      }
    }
  }

  @discardableResult
  func type(_ column: String, of source: SourceDefinition, at location: SourceLocation)
    -> ColumnType?
  {
    guard let field = source.column(column) else {
      sink.error(
        at: location, "unknown column '\(column)' in source '\(source.name)'",
        help: Suggestion.help(for: column, in: source.columns.map(\.name)))
      return nil
    }
    return field.type.columnType
  }

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
    for name in [consent.events, consent.suppressions, consent.deliveryEvents].compactMap({ $0 }) {
      _ = source(name, consent.places)
    }
    if let members = consent.lineMembers, let table = source(members.source, members.places) {
      checkLink(members.link, of: table, to: people.source, at: members.places[members.link])
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

  private func checkLink(
    _ link: String, of source: SourceDefinition, to target: String, at location: SourceLocation
  ) {
    let found = source.link(link)
    guard found?.source != target, definition.source(target) != nil,
      found.map({ definition.source($0.source) != nil }) ?? true
    else { return }
    sink.error(
      at: location, "source '\(source.name)' has no link '\(link)' to '\(target)'",
      help: Suggestion.help(
        for: link, in: source.links.filter { $0.source == target }.map(\.name)))
  }
}
