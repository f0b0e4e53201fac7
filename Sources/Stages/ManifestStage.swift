import Consent
import Derive
import Gate
import Manifest
import Pipeline
import Scenario
import Store
import Table

extension StageRunner {
  /// Refuses early what the last stage would refuse: so that a run publishes all or nothing.
  func checkCanManifest() throws {
    if definition.consent == nil {
      throw StageError(
        .definition, "the pipeline has no consent.yml",
        help: "stages can be run one by one without it, up to 'cleanse'")
    }
    if lacksSecret {
      throw StageError(
        .definition, "there is no secret to sign unsubscribe links with",
        help: "set MEIBO_UNSUBSCRIBE_SECRET, or give --secret-file FILE")
    }
    try checkLedger()
  }

  /// True if mails are sent, with links that cannot be signed.
  var lacksSecret: Bool {
    unsubscribe == nil
      && definition.scenarios.contains { scenario in
        scenario.messages.contains { $0.channels.contains("email") }
      }
  }

  /// Signs unsubscribe links; nil without a secret or a sender.
  private var unsubscribe: Unsubscribe? {
    guard let secret = options.unsubscribeSecret, let sender = definition.sender else {
      return nil
    }
    return Unsubscribe(url: sender.unsubscribeURL, secret: Array(secret.utf8))
  }

  /// Advances and enters journeys, asks the gate, hands over, and remembers it.
  func manifest() throws -> StageReport {
    let clock = ContinuousClock()
    let start = clock.now
    try checkCanManifest()
    let fingerprint = try fingerprint(.manifest, after: .segment)
    let reading = try readingPastDays()
    try beginReadingRefusals()
    let day = try handedOn.consent?.day ?? dayTables(plan.columnsReadByConsent)
    let past = try reading.value()
    handedOn.pastSends = past.sends
    let marts = try DayMarts(self, past)
    let refusals = try refusalsToRemember(day)
    let decided = try decideDay(day, past, marts, consent: handedOn.consent?.index)
    let result = decided.result

    var index = ManifestIndex(
      pipeline: definition.name, businessDate: options.date, definitionDigest: definitionDigest,
      softwareVersion: Meibo.version)
    index.parameters = Dictionary(
      options.parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    try addInputs(to: &index)
    index.remembered = ManifestIndex.Remembered(
      consentEvents: decided.consent.remembered.consentEvents,
      deliveryEvents: decided.consent.remembered.deliveries,
      suppressions: decided.suppressions.remembered)
    index.unknownSends = decided.consent.unknownSends

    let conservation = Self.table(result.conservation)
    let withdrawn = withdrawals(among: result.sends)
    let (written, changes) = try handOver(decided, index, remembering: try refusals.value())
    let exclusions = Table(result.exclusions)
    _ = try publish(
      fingerprint,
      [
        (conservation, TableDescription(of: conservation)),
        (exclusions, TableDescription(of: exclusions, key: ["send_id"])),
      ])
    return StageReport(
      stage: .manifest, published: "\(store.manifests)/\(CalendarDay.text(options.date))",
      counts: [
        ("candidates", result.conservation.reduce(0) { $0 + $1.candidates }),
        ("sends", result.sends.count),
      ]
        + written.channels.filter { $0.rows > 0 }.map { ($0.name, $0.rows) }
        + [("exclusions", result.exclusions.count)],
      notes: Self.notes(written) + notes(decided) + leftJourneys(past) + withdrawn,
      seconds: clock.seconds(since: start),
      changes: changes)
  }

  /// A note for each scenario that the definitions have no more and that somebody waits in.
  private func leftJourneys(_ past: PastDays) -> [String] {
    definition.leftJourneys(past.journeys.running.mapValues(\.count)).map(\.note)
  }

  /// What is told of sends that were withdrawn from the manifest that is there: the new one is without
  /// withdrawals.
  private func withdrawals(among sends: [Send]) -> [String] {
    let withdrawn: [Withdrawal]
    do {
      withdrawn = try Withdrawals.read(folder: folder)
    } catch {
      return [
        "which sends were withdrawn before cannot be read: run 'meibo recheck' before the new "
          + "manifest is handed over"
      ]
    }
    let ids = Set(withdrawn.map(\.sendID))
    let count = ids.isEmpty ? 0 : sends.count { ids.contains($0.id.description) }
    guard count > 0 else { return [] }
    let sends =
      count == 1 ? "1 send that was withdrawn is" : "\(count) sends that were withdrawn are"
    return ["\(sends) in the new manifest: run 'meibo recheck' before it is handed over"]
  }

  /// Builds the manifest, commits it to the ledger, and publishes it. The folder is built while the
  /// ledger's rows are written; those are committed when it is on the disk.
  ///
  /// Gives the index, and how what is handed over differs from before; nil if nothing was.
  private func handOver(
    _ decided: DecidedDay, _ index: ManifestIndex, remembering refusals: [Refusals]
  ) throws -> (index: ManifestIndex, changes: [MessageChange]?) {
    let work = progress.begin("writing \(decided.result.sends.count) sends")
    defer { progress.end(work) }
    do {
      let writer = ManifestWriter(
        parent: store.manifests, fields: try TableFields(decided.fieldSets),
        unsubscribe: unsubscribe)
      let building = Workers.Errand(threads: options.threads) { [result = decided.result] in
        try writer.prepare(result, index: index)
      }
      let later = try ledger().laterDates(than: options.date)
      let known = try digestHandedOver()
      var before: PublishedMessages?
      try ledger().replace(
        options.date, with: decided.record(on: options.date, threads: options.threads),
        remembering: refusals,
        discardingLater: options.replay
      ) {
        let digest = try building.value().digest
        if let known, known != digest { before = try PublishedMessages(reading: folder) }
        // Later dates that are discarded are taken back before the ledger forgets them.
        for date in later { try writer.withdraw(date) }
        return digest
      }
      let manifest = try building.value()
      try manifest.publish()
      return (manifest.index, try before.map(changes) ?? known.map { _ in [] })
    } catch let error as ManifestError {
      throw StageError(
        error.code == .inputOutput ? .tryAgain : .definition, error.message, help: error.hint)
    }
  }

  /// Where the date's manifest is.
  private var folder: String { "\(store.manifests)/\(businessDate)" }

  /// The digest of what the last run of the date handed over; nil if there was none, or its folder
  /// is not what it was. The same digest is the same manifest.
  private func digestHandedOver() throws -> String? {
    guard let digest = try ledger().manifestDigest(of: options.date),
      ManifestDigest.of(folder: folder) == digest
    else { return nil }
    return digest
  }

  /// How what is handed over now differs from before.
  private func changes(since before: PublishedMessages) throws -> [MessageChange] {
    let now = try PublishedMessages(reading: folder)
    return MessageBook.changes(from: MessageBook(before.messages), to: MessageBook(now.messages))
      .map(\.change)
  }

  /// What was read, and which refusals may have been lost in it.
  private func addInputs(to index: inout ManifestIndex) throws {
    let cleanse = try open(.cleanse)
    let files = try cleanse.read("files")
    func text(_ column: String, _ row: Int) -> String { files[column].text.string(row) ?? "" }
    func number(_ column: String, _ row: Int) -> Int { Int(files[column].numbers[row]) }
    for row in 0..<files.rowCount {
      index.inputs.append(
        ManifestIndex.Input(
          source: text("source", row), file: text("file", row), sha256: text("sha256", row),
          read: number("read", row), loaded: number("loaded", row),
          superseded: number("superseded", row), quarantined: number("quarantined", row)))
    }
    let atRisk = try cleanse.read("consent_at_risk")
    for row in 0..<atRisk.rowCount {
      index.consentAtRisk.append(
        ManifestIndex.AtRisk(
          source: atRisk["source"].text.string(row) ?? "",
          quarantined: Int(atRisk["quarantined"].numbers[row]),
          unreadableSubjects: Int(atRisk["unreadable_subjects"].numbers[row])))
    }
  }

  /// One row a step and channel: what was asked and what became of it.
  private static func table(_ rows: [ConservationRow]) -> Table {
    var columns = [
      Column("scenario_id", texts: rows.map(\.scenarioID)),
      Column("step", texts: rows.map(\.step)),
      Column("channel", texts: rows.map(\.channel.rawValue)),
      Column("candidates", .int, .numbers(rows.map { Int64($0.candidates) })),
      Column("sends", .int, .numbers(rows.map { Int64($0.sends) })),
    ]
    for reason in Reason.allCases {
      columns.append(
        Column(
          reason.code, .int, .numbers(rows.map { Int64($0.exclusions[reason] ?? 0) })))
    }
    return Table("conservation", columns)
  }

  /// What holds nobody back who may be meant, and who is not looked after.
  private func notes(_ decided: DecidedDay) -> [String] {
    let refusals = decided.consent.refusals(ofNoneOf: Set(definition.scenarios.map(\.topic)))
    let topics =
      refusals == 0
      ? []
      : ["\(refusals) \(refusals == 1 ? "refusal" : "refusals") of topics that no scenario has"]
    let unknown = decided.consent.unknownRefusals
    let answers =
      unknown == 0
      ? []
      : [
        "\(unknown) \(unknown == 1 ? "refusal" : "refusals") in answer to messages that the ledger "
          + "does not have"
      ]
    let gone = decided.days.reduce(0) { count, day in
      count
        + day.day.journeys.count { journey in
          if case .ended(Outcome.gone, _) = journey.state { true } else { false }
        }
    }
    let rows =
      gone == 0
      ? []
      : [
        gone == 1
          ? "1 journey ended since its row is in the mart no more"
          : "\(gone) journeys ended since their rows are in the marts no more"
      ]
    return topics + answers + rows
      + decided.repeatedKeys.map { mart, key, count in
        "\(count) '\(key)' of \(mart) held by several rows: nobody enters or goes on by them"
      }
  }

  private static func notes(_ index: ManifestIndex) -> [String] {
    var notes: [String] = []
    for risk in index.consentAtRisk where risk.quarantined + risk.unreadableSubjects > 0 {
      notes.append(
        "consent at risk in \(risk.source): \(risk.quarantined) quarantined, "
          + "\(risk.unreadableSubjects) without a readable subject")
    }
    let remembered = index.remembered
    let count = remembered.consentEvents + remembered.deliveryEvents + remembered.suppressions
    if count > 0 {
      notes.append("\(count) \(count == 1 ? "refusal" : "refusals") known from memory only")
    }
    return notes
  }
}
