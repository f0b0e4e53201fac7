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
  let journeys: PastJourneys
  /// What became of messages that were not sent, as far as journeys may still ask.
  private let unsent: UnsentMessages

  /// Reads them. O(sends and journey states before the date).
  /// - Parameter sends: those of the ledger, if they have been read before.
  init(_ ledger: Ledger, before date: Int64, sends: PastSends? = nil, threads: Int) throws {
    let journeys = try PastJourneys(
      try ledger.pastJourneys(before: date), threads: threads)
    // A journey asks of messages that it reached itself, and most journeys have ended long ago.
    let unsent = UnsentMessages(
      try ledger.pastExclusions(from: journeys.oldestEntry ?? date, before: date))
    self.init(
      journeys: journeys, sends: try sends ?? PastSends(ledger, before: date), unsent: unsent)
  }

  init(journeys: PastJourneys, sends: PastSends, unsent: UnsentMessages) {
    self.sends = sends
    self.journeys = journeys
    self.unsent = unsent
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
      let isSent = id.withUTF8 { bytes in
        if sends.row(of: bytes) != nil { return true }
        last = unsent.fate(of: bytes).map(known) ?? last
        return false
      }
      if isSent { return .sent(sendID: id) }
    }
    return last
  }

  /// A duplicate has the answers of the send that it duplicated, unless that was held back itself:
  /// answers to it are those of a send that nobody knows.
  private func known(_ fate: MessageFate) -> MessageFate {
    guard case .duplicate(ofSend: var kept) = fate else { return fate }
    return kept.withUTF8 { sends.row(of: $0) } == nil ? .excluded : fate
  }
}

extension PastSends {
  /// Those of the ledger before a date.
  init(_ ledger: Ledger, before date: Int64) throws {
    let table = try ledger.pastSends(before: date)
    do {
      try self.init(table, before: date)
    } catch {
      throw StageError(.data, "the ledger cannot be read: \(error)")
    }
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
  /// What a day adds to the ledger, without the digest of its manifest. O(journeys and candidates).
  init(
    on date: Int64, _ result: GateResult, _ days: [(id: String, day: ScenarioDay)], threads: Int
  ) throws {
    let sends = Workers.Errand(threads: threads) { result.sends.map(LedgerSend.init) }
    self.init(
      manifestDigest: "", journeys: days.flatMap { $0.day.journeys.map(JourneyState.init) },
      exclusions: result.exclusions.map { exclusion in
        LedgerExclusion(
          sendID: exclusion.id.description, businessDate: date,
          reason: exclusion.reason.code, detail: exclusion.detail)
      })
    self.sends = try sends.value()
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
