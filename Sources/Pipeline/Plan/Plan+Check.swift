import Table

extension Plan {
  /// Checks a pipeline whole and types it.
  ///
  /// - Throws: `DefinitionError` with every error of every file.
  public init(checking definition: PipelineDefinition) throws(DefinitionError) {
    let checked = RoomyThread.run { Checked(definition) }
    if checked.diagnostics.contains(where: { $0.severity == .error }) {
      throw DefinitionError(checked.diagnostics)
    }
    self.definition = definition
    marts = checked.marts
    segments = checked.segments
    messages = checked.messages
    warnings = checked.diagnostics.filter { $0.severity == .warning }
    notes = checked.diagnostics.filter { $0.severity == .note }
  }

  /// What is in order of a pipeline, and what is to be said of the rest.
  private struct Checked: Sendable {
    let marts: [MartPlan]
    let segments: [SegmentPlan]
    let messages: [MessagePlan]
    let diagnostics: [Diagnostic]

    init(_ definition: PipelineDefinition) {
      let sink = DiagnosticSink()
      let checker = DefinitionChecker(definition: definition, sink: sink)
      checker.checkSources()
      checker.checkConsent()
      checker.checkSender()
      checker.checkRefusals()
      definition.scenarios.forEach(checker.checkBranches)
      let marts = definition.marts.compactMap(checker.plan(mart:))
      self.marts = marts
      marts.forEach(checker.checkPerson)
      segments = definition.scenarios.compactMap { checker.plan(scenario: $0, marts: marts) }
      messages = checker.planMessages()
      if !sink.hasErrors {
        checker.checkChannelAddresses()
        checker.noteSharedAudiences(segments)
        checker.noteExampleSender()
      }
      diagnostics = sink.sorted
    }
  }
}

/// Checks that need more than one file.
struct DefinitionChecker {
  let definition: PipelineDefinition
  let sink: DiagnosticSink
  let names = NamedFormulas()

  func plan(mart: MartDefinition) -> MartPlan? {
    guard let source = definition.source(mart.rows) else {
      unknown(
        "source", mart.rows, at: mart.rowsLocation, known: definition.sources.map(\.name))
      return nil
    }
    refuse(mart.name, among: ["stage", "known", "links"], what: "mart", at: mart.location)
    var own: [String: ColumnType] = [:]
    var choices: [String: [String]] = [:]
    var columns: [ColumnPlan] = []
    for column in mart.columns {
      // A column named like the source's is made from it; other names mean the mart's own.
      let scope = Scope(
        definition: definition, source: source, own: own, choices: choices,
        what: "mart '\(mart.name)'", names: names)
      if let formula = TypeChecker.formula(column.value, column.type, in: scope, sink: sink) {
        columns.append(
          ColumnPlan(
            name: column.name, label: column.label, type: column.type, roles: column.roles,
            isHelper: column.isHelper, formula: formula, written: column.value.value))
        choices[column.name] = scope.choice(formula)?.codes
      }
      own[column.name] = column.type
    }
    if let key = mart.column(mart.key), key.type != .text {
      sink.error(at: key.location, "the key column '\(key.name)' of a mart must be a text")
    }
    guard columns.count == mart.columns.count else { return nil }
    return MartPlan(
      name: mart.name, label: mart.label, source: mart.rows, key: mart.key, columns: columns,
      choices: choices)
  }

  func plan(scenario: ScenarioDefinition, marts: [MartPlan]) -> SegmentPlan? {
    guard let mart = definition.mart(scenario.mart) else {
      unknown(
        "mart", scenario.mart, at: scenario.places.value("mart"),
        known: definition.marts.map(\.name))
      return nil
    }
    let scope = Scope(
      definition: definition, source: nil,
      own: Dictionary(uniqueKeysWithValues: mart.columns.map { ($0.name, $0.type) }),
      choices: marts.first { $0.name == mart.name }?.choices ?? [:],
      what: "mart '\(mart.name)'", names: names)
    func condition(_ text: Located<String>) -> ConditionPlan? {
      guard let formula = TypeChecker.formula(text, .bool, in: scope, sink: sink) else {
        return nil
      }
      checkRoles(formula, at: text.location, mart)
      return ConditionPlan(written: text.value, formula: formula)
    }
    let entry = scenario.entry.compactMap(condition)
    let guards = scenario.guards.compactMap { item in
      condition(item.require).map { GuardPlan(condition: $0, outcome: item.outcome) }
    }
    for column in (scenario.subject.map { [$0] } ?? []) + scenario.latestBy
      + scenario.extraFields
    where mart.column(column) == nil {
      sink.error(
        at: scenario.places[column], "unknown column '\(column)' in mart '\(mart.name)'",
        help: Suggestion.help(for: column, in: mart.columns.map(\.name)))
    }
    if let subject = scenario.subject.flatMap(mart.column), subject.type != .text {
      sink.error(
        at: scenario.places.value("subject"),
        "the subject '\(subject.name)' of a scenario must be a text")
    }
    checkChannels(of: scenario, mart)
    if case .dates(let parameter) = scenario.trigger,
      definition.parameters.first(where: { $0.name == parameter })?.kind != .dates
    {
      sink.error(
        at: scenario.places[parameter], "the trigger needs a list of dates named '\(parameter)'",
        help: "add it to 'parameters' in pipeline.yml")
    }
    guard entry.count == scenario.entry.count, guards.count == scenario.guards.count else {
      return nil
    }
    let plan = marts.first { $0.name == mart.name }
    let isKeyUnique = definition.source(mart.rows).flatMap { plan?.hasKey(of: $0) } ?? false
    return SegmentPlan(
      scenario: scenario.id, mart: mart.name, subject: scenario.subject ?? mart.key,
      key: mart.key, isSubjectUnique: isKeyUnique && scenario.subject ?? mart.key == mart.key,
      latestBy: scenario.latestBy, conditions: entry, guards: guards,
      lateConditions: lateConditions(of: scenario, entry, plan))
  }

  /// Warns of a column that people are chosen by and whose roles do not say so: whoever reads the
  /// data file would think that it may be changed freely.
  private func checkRoles(_ formula: Formula, at location: SourceLocation, _ mart: MartDefinition) {
    for name in Set(formula.ownColumns).sorted() {
      guard let column = mart.column(name), !column.isHelper,
        column.roles.isDisjoint(with: [.segment, .key, .address])
      else { continue }
      sink.warning(
        at: location,
        "people are chosen by column '\(name)', but its roles in mart '\(mart.name)' do not say so",
        help: "add 'segment' to its roles")
    }
  }

  private func checkChannels(of scenario: ScenarioDefinition, _ mart: MartDefinition) {
    if definition.sender == nil,
      let mail = scenario.messages.first(where: { $0.channels.contains("email") })
    {
      sink.error(
        at: mail.location, "e-mail is sent without a sender block",
        help: "'sender' in channels.yml: name, postal_address, contact, unsubscribe_url")
    }
    if !scenario.messages.isEmpty, definition.knowsPeople, !definition.isOfPeople(mart.rows),
      definition.source(mart.rows) != nil, mart.column("customer_id") == nil
    {
      sink.warning(
        at: scenario.places.value("mart"),
        "mart '\(mart.name)' has no column 'customer_id', by which a message finds its person",
        help: "a helper: {name: customer_id, type: text, value: …}")
    }
    for message in scenario.messages {
      for name in message.channels {
        guard let channel = definition.channel(name) else {
          unknown(
            "channel", name, at: scenario.places[name], known: definition.channels.map(\.name))
          continue
        }
        if mart.column(channel.permission) == nil {
          sink.error(
            at: message.location,
            "message '\(message.step)' goes by \(name), but mart '\(mart.name)' has no column "
              + "'\(channel.permission)'")
        }
      }
    }
  }

  func unknown(_ what: String, _ name: String, at location: SourceLocation, known: [String]) {
    sink.error(
      at: location, "unknown \(what) '\(name)'", help: Suggestion.help(for: name, in: known))
  }
}
