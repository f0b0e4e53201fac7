import Consent
import Derive
import Gate
import Pipeline
import Store
import Table

/// A date's sends, its people and forms, and the newest exports of refusals.
struct RecheckDay {
  private let runner: StageRunner
  private let consent: ConsentDefinition
  private let record: DayRecord
  /// The tables that consent is decided from: the date's own, but for the newest of refusals.
  private let tables: [String: Table]
  /// By mart of forms: the row of each mart key in the mart, which has one row a row of its source.
  private let rows: [String: KeyIndex]
  private let rowKeys: [JourneyName: String]
  private let populations: [String: ConsentIndex.Population]

  private struct JourneyName: Hashable {
    let scenario: String
    let subject: ByteText
    let enteredOn: Int64
  }

  init(_ runner: StageRunner, _ record: DayRecord) throws {
    guard let exports = runner.options.exports else {
      throw StageError(.usage, "the exports folder is not given", help: "--exports DIR")
    }
    guard let consent = runner.definition.consent else {
      throw StageError(.definition, "the pipeline has no consent.yml")
    }
    self.runner = runner
    self.consent = consent
    self.record = record
    let reads = runner.plan.columnsReadByConsent
    var tables = try runner.dayTables(reads).known.mapValues(\.table)
    let newest = [
      consent.events, consent.suppressions, consent.deliveryEvents, consent.lineMembers?.source,
    ].compactMap { $0.flatMap(runner.definition.source) }
    try ExportSet(newest, folder: exports).load(threads: runner.options.threads) { source in
      tables[source.name] = source.table(of: reads.bySource[source.name] ?? [])
    }
    self.tables = tables
    rowKeys = Dictionary(
      record.journeys.map {
        (
          JourneyName(
            scenario: $0.scenarioID, subject: ByteText($0.subjectKey),
            enteredOn: $0.enteredOn),
          $0.rowKey
        )
      }, uniquingKeysWith: { first, _ in first })
    populations = runner.definition.consentPopulations
    // Who is a customer or a member of LINE is found without.
    var rows: [String: KeyIndex] = [:]
    for scenario in Set(record.sends.map(\.scenarioID)) {
      guard let segment = runner.plan.segment(scenario), rows[segment.mart] == nil,
        let source = runner.plan.mart(segment.mart)?.source, case .form? = populations[source]
      else { continue }
      rows[segment.mart] = KeyIndex(
        of: try runner.mart(segment.mart, columns: [segment.key])[segment.key].text)
    }
    self.rows = rows
  }

  /// The sends that are refused with what is known at the end of a date, by their ids. Who cannot
  /// be found any more has not been shown to agree.
  func refusals(at moment: Int64) throws -> [String: Gate.Refusal] {
    let later = runner(on: moment)
    let day = DayTables(cleansed: tables, definition: runner.definition, date: moment)
    // Caps, and how often people want to be written to, were settled by the run.
    let gate = later.gate(
      day, try later.consentIndex(day), try later.suppressions(day), caps: [], preferences: [])
    let people = KeyIndex(of: day.table(consent.people.source)[consent.people.key].text)
    let members = consent.lineMembers.map { KeyIndex(of: day.table($0.source)["line_id"].text) }
    var refusals: [String: Gate.Refusal] = [:]
    for send in record.sends {
      guard let channel = Channel(rawValue: send.channel),
        let subject = subject(of: send, people: people, members: members)
      else {
        refusals[send.sendID] = Gate.Refusal(.noConsent)
        continue
      }
      refusals[send.sendID] = gate.refusal(
        of: subject, channel: channel, address: send.address, topic: send.topic)
    }
    return refusals
  }

  /// Has the ledger remember the refusals in the exports, as read on a date: a later run must hold
  /// them even if its exports do not have them.
  func remember(on date: Int64) throws {
    try runner(on: date).remember(
      refusalsIn: tables,
      DayTables(cleansed: tables, definition: runner.definition, date: date))
  }

  /// The same definitions on another date.
  private func runner(on date: Int64) -> StageRunner {
    var options = runner.options
    options.date = date
    return StageRunner(options, plan: runner.plan, definitionDigest: runner.definitionDigest)
  }

  /// The row that stands for the person of a send; nil if there is none.
  private func subject(of send: LedgerSend, people: KeyIndex, members: KeyIndex?) -> Subject? {
    let journey = JourneyName(
      scenario: send.scenarioID, subject: ByteText(send.subjectKey), enteredOn: send.enteredOn)
    guard let mart = runner.plan.segment(send.scenarioID).flatMap({ runner.plan.mart($0.mart) })
    else { return nil }
    switch populations[mart.source] {
    case .form(let number):
      guard let key = rowKeys[journey] else { return nil }
      return rows[mart.name]?.find(text: key).map { .form(number, row: $0) }
    case .members:
      return rowKeys[journey].flatMap { members?.find(text: $0) }.map { .member($0) }
    case .people, nil:
      return send.customerID.flatMap { people.find(text: $0) }.map { .customer($0) }
    }
  }
}

extension KeyIndex {
  fileprivate func find(text: String) -> Int? {
    var text = text
    return text.withUTF8 { find($0) }
  }
}
