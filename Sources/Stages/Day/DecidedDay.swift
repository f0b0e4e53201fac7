import Consent
import Derive
import Gate
import Pipeline
import Scenario
import Store
import Table

/// What a business date comes to, before anything is written: who moves where, what is sent, and
/// what is not.
struct DecidedDay {
  let candidates: [Candidate]
  /// By scenario: the mart that fills its messages and the columns they get.
  let fieldSets: [(table: Table, columns: [String])]
  let result: GateResult
  /// The journeys after the gate, by scenario.
  let days: [(id: String, day: ScenarioDay)]
  let consent: ConsentIndex
  let suppressions: Suppressions
  /// As `DayRun` has them.
  let repeatedKeys: [(mart: String, key: String, count: Int)]

  /// What the ledger is to remember of it. The digest of the manifest is known later.
  func record(on date: Int64, threads: Int) throws -> DayRecord {
    try DayRecord(on: date, result, days, threads: threads)
  }
}

extension StageRunner {
  /// Advances and enters journeys and asks the gate about every message they come to.
  ///
  /// - Parameter consent: the record of consent, if it is there already.
  /// - Throws: `StageError`; `GateError` where candidates are lost or come twice is one of them.
  func decideDay(
    _ day: DayTables, _ past: PastDays, _ marts: DayMarts, consent known: ConsentIndex? = nil
  ) throws -> DecidedDay {
    // Journeys are run without asking for consent, so that it is worked out beside them.
    let reading = known == nil ? try consentBeside(day) : nil
    let suppressions = try suppressions(day)
    let run = try DayRun(self, day: day, past: past, marts: marts)
    let asking = progress.begin("asking for consent")
    defer { progress.end(asking) }
    let consent: ConsentIndex
    do {
      guard let found = try known ?? reading?.value() else {
        preconditionFailure("neither a record of consent nor anybody who makes one")
      }
      consent = found
    } catch {
      throw StageError(.definition, "\(error)")
    }
    asking.turn(to: "asking the gate about \(run.candidates.count) messages")
    do {
      let gate = gate(day, consent, suppressions, caps: caps, preferences: preferences(day))
      let result = try gate.decide(run.candidates, threads: options.threads)
      return DecidedDay(
        candidates: run.candidates, fieldSets: run.fieldSets, result: result,
        days: run.settled(result), consent: consent, suppressions: suppressions,
        repeatedKeys: run.repeatedKeys)
    } catch {
      throw StageError(.data, error.message, help: "nothing was published")
    }
  }

  /// Begins to make the record of consent.
  private func consentBeside(_ day: DayTables) throws -> Workers.Errand<ConsentIndex> {
    let sources = try consentSources(day)
    return Workers.Errand(threads: options.threads) { try ConsentIndex(sources) }
  }

  private var caps: [Cap] {
    definition.channels.flatMap { channel -> [Cap] in
      guard let known = Channel(rawValue: channel.name) else { return [] }
      return channel.caps.map { Cap($0, of: known) }
    }
  }

  /// How often people want to be written to.
  private func preferences(_ day: DayTables) -> [FrequencyPreference] {
    guard let people = definition.consent?.people else { return [] }
    return people.frequency.compactMap { frequency in
      guard let channel = Channel(rawValue: frequency.channel) else { return nil }
      return FrequencyPreference(
        channel, choices: day.table(people.source)[frequency.column].text,
        caps: frequency.caps.map { code, caps in
          (code.value, caps.map { Cap($0, of: channel) })
        })
    }
  }

  /// A gate that knows what was known at the end of the date.
  func gate(
    _ day: DayTables, _ consent: ConsentIndex, _ suppressions: Suppressions, caps: [Cap],
    preferences: [FrequencyPreference]
  ) -> Gate {
    let written = definition.consent
    return Gate(
      consent: consent, suppressions: suppressions, caps: caps, preferences: preferences,
      handlingNotes: written.flatMap { written in
        written.people.handling.map { day.table(written.people.source)[$0].text }
      },
      handling: written.map { written in
        HandlingRule(
          suppress: written.suppressHandling, cleared: written.clearedHandling,
          harmless: written.harmlessHandling)
      })
  }

  /// The suppressions of the date, and those that only the store remembers.
  func suppressions(_ day: DayTables) throws -> Suppressions {
    let remembered = try refusalMemory(day)[.suppressions]
    do {
      guard let source = definition.consent?.suppressions else {
        return try Suppressions(.noSuppressions, remembered: remembered, date: options.date)
      }
      return try Suppressions(day.table(source), remembered: remembered, date: options.date)
    } catch {
      throw StageError(.definition, error.message)
    }
  }
}

extension Cap {
  fileprivate init(_ written: ChannelDefinition.Cap, of channel: Channel) {
    self.init(channel, limit: written.sends, days: written.days)
  }
}

extension Table {
  /// The suppressions of a pipeline that has none.
  fileprivate static var noSuppressions: Table {
    let texts = [
      "suppression_id", "subject_type", "channel", "reason", "subject_customer_id",
      "subject_email", "subject_domain", "subject_phone", "subject_line_id", "subject_token",
    ]
    return Table(
      "suppressions",
      texts.map { Column($0, texts: []) } + [
        Column("from_on", .date, numbers: []), Column("until_on", .date, numbers: []),
      ])
  }
}
