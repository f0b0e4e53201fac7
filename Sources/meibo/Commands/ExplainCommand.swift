import ArgumentParser
import Stages
import Store
import Table

/// Says why somebody was sent what they were, or was not.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Says why a person was sent what they were, or was not.",
    discussion: """
      For each scenario: does the person enter, and if not, which condition fails
      first; where their journey stands; what was sent on the date, and why the rest
      was not. What was sent comes first. Of a date that other definitions made, only
      what was published is told. Values are personal data and shown only with
      --show-values.
      """)

  @Option(
    help: ArgumentHelp(
      "A customer id, the key of a mart's row for somebody who is no customer, or a subject.",
      valueName: "key"))
  var person: String
  @Option(help: ArgumentHelp("Only that scenario.", valueName: "id"))
  var scenario: String?
  @OptionGroup var common: CommonOptions
  @Flag(help: "Show the values that conditions were asked about.")
  var showValues = false
  @Flag(help: "Print one JSON object for machines.")
  var json = false

  func run() throws {
    let explanation = try Failure.reporting {
      try StageRunner(common.runOptions()).explain(person: person, scenario: scenario)
    }
    if json {
      return print(
        json: JSONLine.object([
          ("made_by", explanation.madeBy.map { .text($0) } ?? .null),
          ("scenarios", .list(explanation.scenarios.map(part))),
        ]))
    }
    if let digest = explanation.madeBy {
      print(
        "\(CalendarDay.text(common.date.day)) was made by other definitions or parameters, "
          + "\(digest.prefix(12))…: what came of it, without why")
    }
    // What somebody asks about is a message, and most scenarios have none.
    for rank in 0...2 {
      for scenario in explanation.scenarios where scenario.rank == rank {
        tell(scenario, hasRows: explanation.madeBy == nil)
      }
    }
  }

  private func tell(_ scenario: Explanation.ScenarioPart, hasRows: Bool) {
    print(scenario.id + (scenario.name.isEmpty ? "" : " (\(scenario.name))"))
    let several = Set(scenario.journeys.map { ByteText($0.subjectKey) }).count > 1
    func of(_ subject: String) -> String { several ? " of \(subject)" : "" }
    for send in scenario.sends {
      print("  sent \(send.step) by \(send.channel)\(of(send.subjectKey)): \(send.sendID)")
    }
    for exclusion in scenario.exclusions {
      print(
        "  not sent \(exclusion.step) by \(exclusion.channel)\(of(exclusion.subjectKey)): "
          + exclusion.reason
          + (exclusion.detail.map { " (\(exclusion.isChosen ? "the person's own: " : "")\($0))" }
            ?? "")
          + (exclusion.also.isEmpty ? "" : ", also \(exclusion.also.joined(separator: ", "))"))
    }
    if hasRows, scenario.rows.isEmpty { print("  no row of its mart is about this person") }
    if scenario.isTriggered == false {
      print("  nobody enters on this date: its trigger does not fire")
    }
    for row in scenario.rows {
      if let failure = row.failure {
        print("  row \(row.key): not in the segment, for this does not hold: \(failure)")
        if showValues {
          for (column, value) in row.values {
            print("    \(column): \(value ?? "null")")
          }
        }
      } else if row.sharesKey {
        print(
          "  row \(row.key): all conditions hold, but another row has the same key: nobody enters")
      } else {
        print(
          "  row \(row.key): "
            + (row.isLate
              ? "not in the segment, but enters late by catch_up_days"
              : row.isEntrant
                ? "in the segment" : "all conditions hold, but another row of the subject enters"))
      }
    }
    for journey in scenario.journeys {
      let entered = CalendarDay.text(journey.enteredOn)
      let reached = journey.reached.map { "\($0.step) on \(CalendarDay.text($0.date))" }
        .joined(separator: ", ")
      let state =
        journey.progress == .waiting
        ? "waits until \(journey.waitDate.map(CalendarDay.text) ?? "?")"
        : "ended on \(journey.endedOn.map(CalendarDay.text) ?? "?"): \(journey.outcome ?? "done")"
      print(
        "  journey of \(entered)\(several ? ", \(journey.subjectKey)" : ""): reached \(reached.isEmpty ? "nothing" : reached); \(state)"
      )
    }
  }

  private func part(_ scenario: Explanation.ScenarioPart) -> JSONLine {
    func text(_ value: String?) -> JSONLine { value.map { .text($0) } ?? .null }
    func day(_ value: Int64?) -> JSONLine { text(value.map(CalendarDay.text)) }
    return .members([
      ("scenario_id", .text(scenario.id)),
      ("triggered", scenario.isTriggered.map { .bool($0) } ?? .null),
      (
        "rows",
        .list(
          scenario.rows.map { row in
            .members(
              [
                ("row_key", .text(row.key)), ("in_segment", .bool(row.isEntrant)),
                ("late", .bool(row.isLate)), ("shares_key", .bool(row.sharesKey)),
                ("fails", text(row.failure)),
              ]
                + (showValues
                  ? [("values", .members(row.values.map { ($0.column, text($0.value)) }))] : []))
          })
      ),
      (
        "journeys",
        .list(
          scenario.journeys.map { journey in
            .members([
              ("subject_key", .text(journey.subjectKey)),
              ("entered_on", day(journey.enteredOn)), ("state", .text(journey.progress.rawValue)),
              ("wait_date", day(journey.waitDate)), ("ended_on", day(journey.endedOn)),
              ("outcome", text(journey.outcome)),
              (
                "reached",
                .list(
                  journey.reached.map {
                    .members([("step", .text($0.step)), ("date", day($0.date))])
                  })
              ),
            ])
          })
      ),
      (
        "sends",
        .list(
          scenario.sends.map {
            .members([
              ("step", .text($0.step)), ("channel", .text($0.channel)),
              ("send_id", .text($0.sendID)), ("subject_key", .text($0.subjectKey)),
            ])
          })
      ),
      (
        "exclusions",
        .list(
          scenario.exclusions.map {
            .members([
              ("step", .text($0.step)), ("channel", .text($0.channel)),
              ("reason", .text($0.reason)), ("detail", text($0.detail)),
              ("also", .list($0.also.map { .text($0) })), ("subject_key", .text($0.subjectKey)),
            ])
          })
      ),
    ])
  }
}

extension Explanation.ExclusionPart {
  /// True if the person has chosen to be written to less often, and that held the message back.
  fileprivate var isChosen: Bool { reason == "frequency_cap" && detail != nil }
}

extension Explanation.ScenarioPart {
  /// Those with sends first, then those with exclusions.
  fileprivate var rank: Int { !sends.isEmpty ? 0 : !exclusions.isEmpty ? 1 : 2 }
}
