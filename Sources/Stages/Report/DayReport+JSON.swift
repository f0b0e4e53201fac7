public import Report
import Table

extension DayReport {
  /// The figures of the report on one line, always in the same order, and nothing of a person. What
  /// the page takes from the definitions (labels, flows, formulas) is not among them.
  public var json: String {
    JSONLine.object([
      ("pipeline", .text(pipeline)), ("business_date", day(date)),
      ("definition", .text(definitionDigest)), ("software", .text(software)),
      ("manifest", .text(manifestDigest)), ("sealed", .bool(isSealed)),
      ("sources", .list(sources.map(\.json))),
      ("files", .list(files.map { json(of: $0) })),
      (
        "issues",
        .list(
          issues.map {
            .members([
              ("source", .text($0.key.source)), ("column", .text($0.key.column)),
              ("reason", .text($0.key.reason)), ("count", .number($0.count)),
            ])
          })
      ),
      ("links", .list(links.map(\.json))),
      (
        "consent_at_risk",
        .list(
          atRisk.map {
            .members([
              ("source", .text($0.source)), ("quarantined", .number($0.quarantined)),
              ("unreadable_subjects", .number($0.unreadableSubjects)),
            ])
          })
      ),
      ("days", .list(days.map(\.json))),
      ("scenarios", .list(scenarios.map(\.json))),
      ("conservation", .list(conservation.map { json(of: $0) })),
      ("channels", .list(channels.map(\.json))),
      ("marts", .list(marts.map(\.json))),
    ])
  }

  private func json(of file: File) -> JSONLine {
    .members([
      ("source", .text(file.source)), ("file", .text(file.name)), ("bytes", .number(file.bytes)),
      ("gzipped", .bool(file.isGzipped)), ("encoding", .text(file.encoding)),
      ("read", .number(file.read)), ("loaded", .number(file.loaded)),
      ("superseded", .number(file.superseded)), ("quarantined", .number(file.quarantined)),
      ("reasons", counts(quarantineReasons, file.reasons)),
      ("unknown_columns", .number(file.unknownColumns)),
      ("repeated_columns", .number(file.repeatedColumns)),
    ])
  }

  private func json(of row: Conservation) -> JSONLine {
    .members([
      ("scenario_id", .text(row.scenario)), ("step", .text(row.step)),
      ("channel", .text(row.channel)), ("candidates", .number(row.candidates)),
      ("sends", .number(row.sends)), ("exclusions", counts(reasons, row.exclusions)),
    ])
  }
}

private func day(_ number: Int64) -> JSONLine { .text(CalendarDay.text(number)) }

/// Those that are not 0.
private func counts(_ names: [String], _ numbers: [Int]) -> JSONLine {
  .members(zip(names, numbers).filter { $1 != 0 }.map { ($0, .number($1)) })
}

/// In byte order of the names.
private func counts(_ numbers: [String: Int]) -> JSONLine {
  .members(
    numbers.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { ($0.key, .number($0.value)) })
}

private func number(_ value: Int?) -> JSONLine { value.map { .number($0) } ?? .null }

extension DayReport.Source {
  fileprivate var json: JSONLine {
    .members([
      ("source", .text(name)), ("files", .number(files)), ("read", .number(read)),
      ("loaded", .number(loaded)), ("superseded", .number(superseded)),
      ("quarantined", .number(quarantined)), ("issues", .number(issues)), ("known", number(known)),
      ("future", number(future)),
    ])
  }
}

extension DayReport.Link {
  fileprivate var json: JSONLine {
    .members([
      ("source", .text(source)), ("link", .text(name)),
      (
        "steps",
        .list(
          steps.map {
            .members([
              ("equal", .text($0.equal)), ("matched", .number($0.matched)),
              ("ambiguous", .number($0.ambiguous)),
            ])
          })
      ), ("unmatched", .number(unmatched)),
    ])
  }
}

extension DayReport.KeptDay {
  fileprivate var json: JSONLine {
    .members([
      ("business_date", day(date)), ("read", .number(totalRead)),
      ("quarantined", .number(totalQuarantined)), ("issues", .number(totalIssues)),
      ("segments", counts(segments)), ("sends", number(sends)),
      ("exclusions", number(exclusions)),
    ])
  }
}

extension DayReport.Scenario {
  fileprivate var json: JSONLine {
    .members([
      ("scenario_id", .text(id)), ("number", .number(number)), ("mart", .text(mart)),
      ("triggered", .bool(isTriggered)),
      (
        "waterfall",
        .list(
          waterfall.map { step in
            .members([
              ("condition", step.condition.map { .text($0) } ?? .null),
              ("rows", .number(step.rows)),
            ])
          })
      ),
      ("entrants", .number(segmentSize)), ("entered_today", .number(journeys.enteredToday)),
      ("waiting", .number(journeys.waiting)), ("waiting_at", counts(journeys.waitingAt)),
      (
        "due",
        .list(
          journeys.due.map { .members([("date", day($0.date)), ("count", .number($0.count))]) })
      ),
      ("reached", counts(journeys.reached)), ("reached_today", counts(journeys.reachedToday)),
      ("ended_today", .number(journeys.endedToday)), ("ended", .number(journeys.ended)),
      (
        "outcomes",
        .list(
          journeys.outcomes.map {
            .members([
              ("outcome", .text($0.outcome)), ("today", .number($0.today)),
              ("all", .number($0.all)),
            ])
          })
      ),
    ])
  }
}

extension DayReport.Channel {
  fileprivate var json: JSONLine {
    .members(
      [("channel", .text(name)), ("caps", .list(caps.map(\.json)))]
        + (choices.isEmpty ? [] : [("choices", .list(choices.map(\.json)))]))
  }
}

extension DayReport.Cap {
  fileprivate var json: JSONLine {
    .members([
      ("sends", .number(sends)), ("days", .number(days)), ("at_limit", .number(atLimit)),
      (
        "people",
        .list(
          people.map { .members([("sends", .number($0.sends)), ("people", .number($0.count))]) })
      ),
    ])
  }
}

extension DayReport.Choice {
  fileprivate var json: JSONLine {
    .members([
      ("choice", .text(code)),
      (
        "caps",
        .list(
          limits.map { .members([("sends", .number($0.sends)), ("days", .number($0.days))]) })
      ), ("held_back", .number(heldBack)),
    ])
  }
}

extension DayReport.Mart {
  fileprivate var json: JSONLine {
    .members([
      ("mart", .text(name)), ("rows", .number(rows)),
      (
        "columns",
        .list(
          columns.map { column in
            .members([
              ("column", .text(column.name)),
              ("reads", .list(column.reads.map { .text("\($0.source).\($0.column)") })),
              ("asks_consent", .list(column.asksConsent.map { .text($0) })),
              ("uses", .list(column.uses.map(\.json))),
            ])
          })
      ),
    ])
  }
}

extension DayReport.Use {
  fileprivate var json: JSONLine {
    func of(_ use: String, _ numbers: [Int]) -> JSONLine {
      .members([("use", .text(use)), ("scenarios", .list(numbers.map { .number($0) }))])
    }
    func of(_ use: String, _ channel: String) -> JSONLine {
      .members([("use", .text(use)), ("channel", .text(channel))])
    }
    return switch self {
    case .condition(let numbers): of("condition", numbers)
    case .guarding(let numbers): of("guard", numbers)
    case .subject(let numbers): of("subject", numbers)
    case .field(let numbers): of("field", numbers)
    case .address(let channel): of("address", channel)
    case .permission(let channel): of("permission", channel)
    }
  }
}
