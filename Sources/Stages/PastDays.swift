import Consent
import Gate
import Glibc
import Manifest
import Scenario
import Store
import Table

/// What the ledger held before a business date, as the day's run asks for it.
struct PastDays: Sendable {
  let sends: PastSends
  /// Journeys that had not ended, by scenario.
  let running: [String: [Journey]]
  /// By scenario and subject, the latest date on which a journey ended.
  let lastEnded: [String: [ByteText: Int64]]
  /// What became of messages that were not sent, as far as journeys may still ask.
  private let unsent: [String: MessageFate]

  /// - Parameter sends: those of `past`, if they have been read in columns.
  init(_ past: LedgerPast, sends: PastSends? = nil, before date: Int64) throws {
    var running: [String: [Journey]] = [:]
    var lastEnded: [String: [ByteText: Int64]] = [:]
    for state in past.journeys {
      let journey = try Journey(state)
      if case .ended(_, let on) = journey.state {
        let subject = ByteText(journey.subject)
        let known = lastEnded[journey.scenario]?[subject] ?? on
        lastEnded[journey.scenario, default: [:]][subject] = max(known, on)
      } else {
        running[journey.scenario, default: []].append(journey)
      }
    }
    self.running = running
    self.lastEnded = lastEnded
    // A journey asks of messages that it reached itself, and most journeys have ended long ago.
    let oldest = running.values.joined().lazy.map(\.enteredOn).min() ?? date
    var unsent: [String: MessageFate] = [:]
    for exclusion in past.exclusions where exclusion.businessDate >= oldest {
      if exclusion.reason == Reason.duplicateDestination.code, let kept = exclusion.detail {
        unsent[exclusion.sendID] = .duplicate(ofSend: kept)
      } else {
        unsent[exclusion.sendID] = .excluded
      }
    }
    self.unsent = unsent
    self.sends = try sends ?? PastSends(ledger: Self.table(past.sends), before: date)
  }

  /// What became of a message that a journey reached: sent on one of its channels, or else what
  /// the last one tried came to.
  func fate(of step: String, in journey: Journey, channels: [String]) -> MessageFate? {
    var last: MessageFate?
    for channel in channels {
      var id = SendID(
        scenarioID: journey.scenario, step: step, channel: channel, subjectKey: journey.subject,
        enteredOn: journey.enteredOn
      ).description
      if id.withUTF8({ sends.row(of: $0) }) != nil { return .sent(sendID: id) }
      last = unsent[id] ?? last
    }
    return last
  }

  private static func table(_ sends: [LedgerSend]) -> Table {
    Table(
      "ledger",
      [
        Column("send_id", texts: sends.map(\.sendID)),
        Column("business_date", .date, .numbers(sends.map(\.businessDate))),
        Column("channel", texts: sends.map(\.channel)),
        Column("to", texts: sends.map(\.address)),
        Column("customer_id", texts: sends.map(\.customerID)),
        Column("transactional", .bool, .numbers(sends.map { $0.isTransactional ? 1 : 0 })),
      ])
  }
}

extension PastSends {
  /// Those of the ledger before a date.
  init(ledger: Table, before date: Int64) throws {
    do {
      try self.init(ledger, before: date)
    } catch {
      throw StageError(.data, "the ledger cannot be read: \(error)")
    }
  }
}

extension Journey {
  /// A journey as the ledger keeps it.
  init(_ state: JourneyState) throws {
    let position: State
    switch (state.progress, state.position, state.waitDate, state.outcome, state.endedOn) {
    case (.waiting, let place?, let until?, _, _): position = .waiting(place: place, until: until)
    case (.ended, _, _, let outcome?, let on?): position = .ended(outcome: outcome, on: on)
    default:
      throw StageError(
        .data, "the ledger holds a journey of scenario '\(state.scenarioID)' in no known state")
    }
    self.init(
      scenario: state.scenarioID, subject: state.subjectKey, enteredOn: state.enteredOn,
      rowKey: state.rowKey, customerID: state.customerID,
      reached: state.reached.map { Reached(step: $0.step, date: $0.date) }, state: position)
  }
}

extension JourneyState {
  /// A journey as the ledger keeps it.
  init(_ journey: Journey) {
    self.init(
      scenarioID: journey.scenario, subjectKey: journey.subject, enteredOn: journey.enteredOn,
      rowKey: journey.rowKey, customerID: journey.customerID, progress: .waiting,
      reached: journey.reached.map { ReachedStep($0.step, on: $0.date) })
    switch journey.state {
    case .waiting(let place, let until):
      position = place
      waitDate = until
    case .ended(let outcome, let on):
      progress = .ended
      self.outcome = outcome
      endedOn = on
    }
  }
}

extension DayRecord {
  /// What a day adds to the ledger, without the digest of its manifest.
  init(
    on date: Int64, _ result: GateResult, _ days: [(id: String, day: ScenarioDay)]
  ) {
    self.init(
      manifestDigest: "",
      journeys: days.flatMap { $0.day.journeys.map(JourneyState.init) },
      sends: result.sends.map(LedgerSend.init),
      exclusions: result.exclusions.map { exclusion in
        LedgerExclusion(
          sendID: exclusion.id.description, businessDate: date,
          reason: exclusion.reason.code, detail: exclusion.detail)
      })
  }
}

extension LedgerSend {
  fileprivate init(_ send: Send) {
    self.init(
      sendID: send.id.description, businessDate: send.businessDate,
      scenarioID: send.message.scenarioID, step: send.message.step, channel: send.channel.rawValue,
      address: send.to, subjectKey: send.subjectKey, customerID: send.customerID,
      enteredOn: send.enteredOn, sendAt: send.sendAt,
      isTransactional: send.message.isTransactional, topic: send.message.topic)
  }
}

extension StageRunner {
  /// Puts manifests in their place that a run which died had told the ledger of and not yet
  /// published, or had withdrawn before the ledger forgot them; removes whatever else it has left.
  func finishManifests() throws {
    do {
      if access(store.ledger, F_OK) == 0 {
        let ledger = try ledger()
        for date in try ledger.dates() {
          guard let digest = try ledger.manifestDigest(of: date),
            ManifestDigest.of(folder: "\(store.manifests)/\(CalendarDay.text(date))") != digest
          else { continue }
          _ = try ManifestWriter.finish(date, digest: digest, parent: store.manifests)
        }
      }
      try ManifestWriter.clear(parent: store.manifests)
    } catch let error as ManifestError {
      throw StageError(.tryAgain, error.message, help: error.hint)
    }
  }

  /// Refuses a date that has later dates in the ledger, and to discard a sealed one.
  func checkLedger() throws {
    let ledger = try ledger()
    let later = try ledger.laterDates(than: options.date)
    if let sealed = try later.first(where: { try ledger.isSealed($0) }) {
      throw StageError(
        .data,
        "\(CalendarDay.text(sealed)), which is later than \(businessDate), is sealed: "
          + "it has been handed over", help: Self.sealedHelp)
    }
    if let first = later.first, !options.replay {
      throw StageError(
        .data, "the ledger holds \(CalendarDay.text(first)), which is later than \(businessDate)",
        help: "--replay runs \(businessDate) again and discards \(later.count) later "
          + (later.count == 1 ? "date" : "dates"))
    }
    // A run that was killed between the ledger and the folder left one date half handed over.
    for date in try ledger.dates() where date < options.date {
      let published = ManifestDigest.of(folder: "\(store.manifests)/\(CalendarDay.text(date))")
      if published != (try ledger.manifestDigest(of: date)) {
        throw StageError(
          .data, "the manifest of \(CalendarDay.text(date)) is not the one in the ledger",
          help: "a run was interrupted: run \(CalendarDay.text(date)) again")
      }
    }
  }
}
