import Table

extension TypeChecker {
  /// Every function of the language, for "did you mean".
  static let functions =
    [
      "date", "days_since", "days_until", "days_until_anniversary", "years_since", "if", "coalesce",
      "greatest", "least", "label", "age_group", "linked", "permission", "is_latest", "concat",
      "earliest_after",
    ] + Aggregate.Kind.allCases.map(\.rawValue)

  func checkCall(_ syntax: Syntax, _ call: Syntax.Call) -> Formula? {
    let (name, arguments) = (call.name, call.arguments)
    let kind = Aggregate.Kind(rawValue: name)
    let isOfOneSource = name == "is_latest" || name == "earliest_after"
    func refuse(_ word: String, at offset: Int?) {
      if let offset { error(at: offset, "'\(word)' does not belong in '\(name)'") }
    }
    if kind == nil && name != "permission" { refuse("via", at: call.via?.offset) }
    if kind == nil {
      refuse("where", at: call.filter?.offset)
      refuse("by", at: call.order.first?.offset)
    }
    if !isOfOneSource { refuse("within", at: call.within.first?.offset) }
    if let kind { return checkAggregate(syntax, kind, call) }
    switch name {
    case "is_latest": return checkLatest(syntax, arguments, call.within)
    case "earliest_after": return checkEarliestAfter(syntax, arguments, call.within)
    case "date":
      return one(syntax, name, arguments, of: [.timestamp]).map { .date($0) }
    case "days_since": return oneDay(syntax, name, arguments).map { .daysSince($0) }
    case "days_until": return oneDay(syntax, name, arguments).map { .daysUntil($0) }
    case "days_until_anniversary":
      return oneDay(syntax, name, arguments).map { .daysUntilAnniversary($0) }
    case "years_since": return oneDay(syntax, name, arguments).map { .yearsSince($0) }
    case "age_group":
      return one(syntax, name, arguments, of: [.date]).map { .ageGroup($0) }
    case "if": return checkIf(syntax, arguments)
    case "coalesce": return checkCoalesce(syntax, arguments)
    case "greatest": return ordered(syntax, name, arguments).map { .greatest($0) }
    case "least": return ordered(syntax, name, arguments).map { .least($0) }
    case "label": return checkLabel(syntax, arguments)
    case "linked": return checkIsLinked(syntax, arguments)
    case "permission": return checkPermission(syntax, arguments, via: call.via)
    case "concat": return checkConcat(syntax, arguments)
    default:
      error(
        syntax, "unknown function '\(name)'",
        help: Suggestion.help(for: name, in: Self.functions))
      for argument in arguments { _ = check(argument, expecting: .text) }
      return nil
    }
  }

  /// A date, or the day of a timestamp.
  private func oneDay(_ syntax: Syntax, _ name: String, _ arguments: [Syntax]) -> Formula? {
    one(syntax, name, arguments, of: [.date, .timestamp]).map { value in
      value.type == .timestamp ? .date(value) : value
    }
  }

  private func count(_ syntax: Syntax, _ name: String, _ arguments: [Syntax], _ wanted: Int)
    -> Bool
  {
    if arguments.count == wanted { return true }
    error(
      syntax,
      "'\(name)' takes \(wanted) argument\(wanted == 1 ? "" : "s"), found \(arguments.count)")
    return false
  }

  private func one(
    _ syntax: Syntax, _ name: String, _ arguments: [Syntax], of types: [ColumnType]
  ) -> Formula? {
    guard count(syntax, name, arguments, 1), let formula = check(arguments[0]) else { return nil }
    guard types.contains(formula.type) else {
      error(
        arguments[0],
        "'\(name)' needs \(types.map(describe).joined(separator: " or ")), "
          + "found \(describe(formula.type))")
      return nil
    }
    return formula
  }

  private func checkIf(_ syntax: Syntax, _ arguments: [Syntax]) -> Formula? {
    guard count(syntax, "if", arguments, 3) else { return nil }
    let test = condition(arguments[0], of: "if")
    guard let values = alike(syntax, Array(arguments[1...])), let test else { return nil }
    return .choose(if: test, then: values[0], else: values[1])
  }

  private func checkCoalesce(_ syntax: Syntax, _ arguments: [Syntax]) -> Formula? {
    guard !arguments.isEmpty else {
      error(syntax, "'coalesce' needs a value")
      return nil
    }
    return alike(syntax, arguments).map { .coalesce($0) }
  }

  /// Values that must all be of one type; a null, and a text that is written out, take the type of
  /// the first other.
  private func alike(_ syntax: Syntax, _ arguments: [Syntax]) -> [Formula]? {
    func isWritten(_ syntax: Syntax) -> Bool {
      switch syntax.node {
      case .null, .text: true
      default: false
      }
    }
    let typed = arguments.map { isWritten($0) ? nil : check($0) }
    guard zip(arguments, typed).allSatisfy({ isWritten($0) || $1 != nil }) else { return nil }
    let texts = arguments.contains { if case .text = $0.node { true } else { false } }
    guard let type = typed.compactMap({ $0 }).first?.type ?? (texts ? .text : nil) else {
      error(syntax, "all values are null")
      return nil
    }
    var values: [Formula] = []
    for (argument, known) in zip(arguments, typed) {
      guard let value = known ?? check(argument, expecting: type) else { return nil }
      guard value.type == type else {
        error(
          argument,
          "all values must be of one type: \(describe(type)) and "
            + describe(value.type),
          help: Set([type, value.type]) == [.date, .timestamp] ? "use date(…)" : nil)
        return nil
      }
      values.append(value)
    }
    return values
  }

  /// Two values or more of one type that `<` compares.
  private func ordered(_ syntax: Syntax, _ name: String, _ arguments: [Syntax]) -> [Formula]? {
    guard arguments.count > 1 else {
      error(
        syntax, "'\(name)' needs two values or more",
        help: name == "greatest"
          ? "of the rows of a source, max(contracts.updated_at)"
          : "of the rows of a source, min(contracts.started_on)")
      return nil
    }
    guard let values = alike(syntax, arguments) else { return nil }
    if values[0].type == .bool || values[0].type == .list {
      error(arguments[0], "'\(name)' has no order for \(describe(values[0].type))")
      return nil
    }
    return values
  }

  /// The label of a choice column, written as a column name.
  private func checkLabel(_ syntax: Syntax, _ arguments: [Syntax]) -> Formula? {
    guard count(syntax, "label", arguments, 1), let value = check(arguments[0]) else { return nil }
    let field: FieldDefinition?
    switch value {
    case .field(let name, _): field = scope.source?.column(name)
    case .linked(let link, let name, _):
      field = scope.source?.link(link).flatMap { scope.definition.source($0.source)?.column(name) }
    default: field = nil
    }
    guard let field, field.type == .choice else {
      error(arguments[0], "'label' needs a choice column")
      return nil
    }
    return .label(
      value,
      field.choices.compactMap { choice in
        choice.label.map { ChoiceLabel(code: choice.code, label: $0) }
      })
  }

  private func checkIsLinked(_ syntax: Syntax, _ arguments: [Syntax]) -> Formula? {
    guard count(syntax, "linked", arguments, 1) else { return nil }
    let links = scope.source?.links.map(\.name) ?? []
    guard case .name(nil, let link) = arguments[0].node, links.contains(link) else {
      error(
        arguments[0], "'linked' needs a link of \(scope.what)",
        help: links.isEmpty ? nil : "one of \(links.joined(separator: ", "))")
      return nil
    }
    return .isLinked(link)
  }

  private func checkPermission(
    _ syntax: Syntax, _ arguments: [Syntax], via: Syntax.Via?
  ) -> Formula? {
    guard count(syntax, "permission", arguments, 1) else { return nil }
    guard let source = scope.source else {
      error(
        syntax, "'permission' belongs in a column of a mart",
        help: "a condition names the column, such as 'email_permission'")
      return nil
    }
    let channels = scope.definition.channels.map(\.name)
    guard case .name(nil, let channel) = arguments[0].node, channels.contains(channel) else {
      error(
        arguments[0], "'permission' needs a channel",
        help: "one of \(channels.joined(separator: ", "))")
      return nil
    }
    guard let people = scope.definition.consent?.people.source, scope.definition.knowsPeople else {
      // That is told by itself.
      return .permission(channel: channel, link: nil)
    }
    if scope.definition.isOfPeople(source.name) {
      guard let via else { return .permission(channel: channel, link: nil) }
      error(at: via.offset, "the rows of '\(source.name)' stand for people themselves")
      return nil
    }
    return linkToPerson(of: source, in: people, syntax, via: via).map {
      .permission(channel: channel, link: $0)
    }
  }

  /// The link by which a row finds the person whose permission is asked.
  private func linkToPerson(
    of source: SourceDefinition, in people: String, _ syntax: Syntax, via: Syntax.Via?
  ) -> String? {
    let links = source.links.filter { $0.source == people }.map(\.name)
    guard !links.isEmpty else {
      error(
        syntax, "the rows of '\(source.name)' lead to nobody whose permission could be asked",
        help: "a link of the source to '\(people)'")
      return nil
    }
    let help = links.map { "via \($0)" }.joined(separator: ", ")
    if let via {
      guard via.own == nil, links.contains(via.link) else {
        error(at: via.offset, "'permission' needs a link to '\(people)'", help: "one of \(help)")
        return nil
      }
      return via.link
    }
    guard links.count == 1 else {
      error(
        syntax, "several links of '\(source.name)' lead to people", help: "say which: \(help)")
      return nil
    }
    return links[0]
  }

  private func checkLatest(_ syntax: Syntax, _ arguments: [Syntax], _ within: [Syntax])
    -> Formula?
  {
    let order = arguments.compactMap { check($0) }
    let partition = within.compactMap { check($0) }
    guard order.count == arguments.count, partition.count == within.count else { return nil }
    guard !order.isEmpty, !partition.isEmpty else {
      error(
        syntax, "'is_latest' needs an order and groups",
        help: "is_latest(requested_at, request_id within requested_on, email)")
      return nil
    }
    return .isLatest(order: order, within: partition)
  }

  private func checkConcat(_ syntax: Syntax, _ arguments: [Syntax]) -> Formula? {
    let values = arguments.compactMap { check($0, expecting: .text) }
    guard values.count == arguments.count else { return nil }
    guard values.count > 1, values.allSatisfy({ $0.type == .text }) else {
      error(syntax, "'concat' needs two texts or more")
      return nil
    }
    return .concat(values)
  }

  /// `earliest_after(reserved_at, cancelled_at within customer_id, phone, email)`
  private func checkEarliestAfter(_ syntax: Syntax, _ arguments: [Syntax], _ within: [Syntax])
    -> Formula?
  {
    guard count(syntax, "earliest_after", arguments, 2) else { return nil }
    let value = check(arguments[0])
    let limit = check(arguments[1])
    let groups = within.compactMap { check($0) }
    guard let value, let limit, groups.count == within.count else { return nil }
    guard value.type == limit.type, value.type == .timestamp || value.type == .date else {
      error(syntax, "'earliest_after' compares two timestamps or two dates")
      return nil
    }
    guard !groups.isEmpty, groups.allSatisfy({ $0.type == .text }) else {
      error(
        syntax, "'earliest_after' needs texts that tell who is the same",
        help: "earliest_after(reserved_at, cancelled_at within customer_id, phone)")
      return nil
    }
    return .earliestAfter(value, limit, within: groups)
  }
}
