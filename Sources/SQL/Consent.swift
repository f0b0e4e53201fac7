import Pipeline
import Table

/// Whom consent is asked of.
enum Persons {
  /// The rows of the people source.
  case customers
  /// The rows of a form that lead to no customer: each stands for itself.
  case prospects(ConsentDefinition.Form)
  /// The members of the LINE account, each for its LINE ID.
  case members
}

/// Effective consent as tables (docs/consent.md): what was said, about whom, and what decides.
///
/// Marts ask without a topic: only what is said for every topic counts.
struct ConsentSQL {
  let consent: ConsentDefinition
  let script: Script

  init(_ consent: ConsentDefinition, _ script: Script) {
    self.consent = consent
    self.script = script
  }

  var people: SourceDefinition { script.source(consent.people.source) }

  /// Every channel on which people have addresses.
  var channels: [String] { consent.people.addresses.map(\.channel) }

  /// The channel whose addresses are LINE IDs.
  var lineChannel: String? {
    consent.people.addresses.first { address in
      address.columns.contains { people.column($0)?.type == .lineID }
    }?.channel
  }

  /// How a column's values are read, and so which reading of an event's address they equal:
  /// `email`, `phone`, `line_id`, `token`.
  func reading(_ column: String, of source: SourceDefinition) -> String {
    source.column(column)?.type.rawValue ?? FieldType.text.rawValue
  }

  /// The reading of a channel's addresses.
  func reading(of channel: String) -> String? {
    consent.people.addresses.first { $0.channel == channel }?.columns.first
      .map { reading($0, of: people) }
  }

  /// The first second at which a row may have been said, which a day leaves open: an agreement counts
  /// from there.
  func first(_ column: String, _ row: String, of source: SourceDefinition) -> String {
    second("T00:00:00", column, row, of: source)
  }

  /// The last such second: a permission that says no stands until then.
  func last(_ column: String, _ row: String, of source: SourceDefinition) -> String {
    second("T23:59:59", column, row, of: source)
  }

  private func second(
    _ clock: String, _ column: String, _ row: String, of source: SourceDefinition
  ) -> String {
    let time = "\(row).\(identifier(column))"
    return source.column(column)?.type == .date ? "\(time) || \(literal(clock))" : time
  }

  func name(of persons: Persons) -> String {
    switch persons {
    case .customers: people.name
    case .prospects(let form): form.source
    case .members: consent.lineMembers?.source ?? "members"
    }
  }

  /// One row a person: `person` and for every channel 1 if they agree, else 0 or null.
  func table(for persons: Persons) -> String {
    let name = name(of: persons)
    let noun =
      if case .prospects = persons { "\(name) row without a customer" } else { "\(name) row" }
    return script.table(
      .consent(of: name), named: "consent_of_\(name)",
      "effective consent of every \(noun), by channel"
    ) {
      let decided = decided(for: persons)
      var select = Select(
        ["person"]
          + channels.map { channel in
            "MAX(CASE WHEN channel = \(literal(channel)) THEN permitted END) "
              + "AS \(identifier(channel))"
          }, from: decided)
      select.grouping = ["person"]
      return select.text
    }
  }

  /// One row a person and channel. The latest of what was said decides; a refusal stands at the
  /// same second, and against whatever a form says. What cannot be decided is not consent.
  private func decided(for persons: Persons) -> String {
    let answers = answers(of: persons)
    let heard = heard(about: persons)
    return script.add(
      "decided_for_\(name(of: persons))", ["what decides, for every person and channel"]
    ) {
      let refused = """
        heard.refused_at IS NOT NULL
        AND (heard.agreed_at IS NULL OR heard.refused_at >= heard.agreed_at)
        """
      let agreed = """
        heard.last_agreed_at IS NOT NULL
        AND (answer.answer IS NULL OR answer.answer = 1
        OR heard.last_agreed_at > answer.answered_at)
        """
      let permitted = SQLExpression.cases(
        [
          ("answer.is_blocked = 1", "0"), (refused, "0"), (agreed, "1"),
          ("answer.answer = 1", "1"),
        ], else: "0")
      var select = Select(
        ["answer.person", "answer.channel", "\(permitted.text) AS permitted"],
        from: "\(answers) AS answer")
      select.joins = [
        leftJoin(
          heard, as: "heard",
          on: ["heard.person = answer.person", "heard.channel = answer.channel"])
      ]
      return select.text
    }
  }
}
