import Table

extension DefinitionChecker {
  /// Links and named conditions of every source.
  func checkSources() {
    for source in definition.sources {
      refuse(source.name, among: SourceDefinition.takenNames, what: "source", at: source.location)
      checkKey(of: source)
      for link in source.links { check(link, of: source) }
      for part in source.namedParts where names.state(of: part, in: source) == nil {
        _ = names.check(part, of: source, in: definition, sink: sink) {}
      }
    }
    for channel in definition.channels where !DefinitionValue.channelNames.contains(channel.name) {
      sink.error(
        at: channel.location, "unknown channel '\(channel.name)'",
        help: Suggestion.help(for: channel.name, in: DefinitionValue.channelNames)
          ?? "one of \(DefinitionValue.channelNames.joined(separator: ", "))")
    }
    for channel in definition.channels where channel.addresses.isEmpty {
      sink.error(at: channel.location, "channel '\(channel.name)' has no address column")
    }
  }

  /// Refuses a name that a stage file needs for a table of its own.
  func refuse(
    _ name: String, among reserved: [String], what: String, at location: SourceLocation
  ) {
    let lowered = name.lowercased()
    if reserved.contains(lowered) || lowered.hasPrefix("sqlite_") || lowered.hasPrefix("_") {
      sink.error(at: location, "'\(name)' cannot name a \(what): the name is taken")
    }
  }

  private func checkKey(of source: SourceDefinition) {
    for column in source.key {
      guard let field = source.column(column), field.type.columnType != .text else { continue }
      sink.error(
        at: field.location, "key column '\(column)' must be a text, it is a \(field.type.rawValue)",
        help: "an id is of type 'id'")
    }
  }

  private func check(_ link: LinkDefinition, of source: SourceDefinition) {
    guard let target = definition.source(link.source) else {
      unknown("source", link.source, at: link.location, known: definition.sources.map(\.name))
      return
    }
    for step in link.steps {
      for column in (step.carried.map { [$0.within] + $0.latestBy } ?? []) {
        type(column, of: source, at: link.location)
      }
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
}
