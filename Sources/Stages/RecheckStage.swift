import Consent
import Derive
import Gate
import Manifest
import Pipeline
import Store
import Table

/// What a recheck of a date came to.
public struct RecheckReport: Sendable {
  /// The file that was written.
  public let file: String
  /// How many sends the date has.
  public let sends: Int
  /// How many sends must be pulled, those of earlier rechecks included.
  public let withdrawn: Int
  /// How many of them this recheck found.
  public let found: Int
  /// How many are withdrawn for each reason, in the order in which the gate asks.
  public let reasons: [(reason: String, count: Int)]
}

extension StageRunner {
  /// Compares what was handed over for the date with newer exports of refusals, and writes the
  /// sends that must be pulled beside the manifest. Never adds a send, and never takes a withdrawal
  /// back.
  ///
  /// Consent events, suppressions, delivery events and LINE members are read from the exports;
  /// people and forms are those of the date. A send is withdrawn if the gate's questions about
  /// refusals say no at the end of the date or on `asOf` (at the earliest the day after, so that
  /// answers to the date's own sends count). What the exports hold of refusals is remembered from
  /// `asOf` on, as a run of that date would: docs/decisions/0011.
  /// - Throws: `StageError` if the date has not been run with these definitions, its manifest is
  ///   not what was published, or an export is missing or cannot be read; `StoreError`.
  public func recheck(asOf: Int64) throws -> RecheckReport {
    guard asOf >= options.date else {
      throw StageError(.usage, "--as-of lies before \(businessDate)")
    }
    _ = try PublishedManifest(checking: options.date, in: store)
    let lock = try store.lock()
    defer { withExtendedLifetime(lock) {} }
    let manifest = try PublishedManifest(checking: options.date, in: store)
    let record = try manifest.ledger.day(options.date) ?? DayRecord(manifestDigest: "")
    // Refuses stage files that are not those which the manifest was made of.
    _ = try fingerprint(of: .manifest)
    let known = try withdrawals(in: manifest)
    var refusals: [String: Gate.Refusal] = [:]
    let day = try RecheckDay(self, record)
    for moment in [options.date, max(asOf, options.date + 1)] {
      let asked = try day.refusals(at: moment)
      refusals.merge(asked) { first, _ in first }
    }
    try day.remember(on: asOf)
    for withdrawal in known { refusals[withdrawal.sendID] = nil }
    let found =
      record.sends.compactMap { send in refusals[send.sendID].map { Withdrawal(send, $0) } }
      + (try erased(from: manifest, record, known))
    do {
      try Withdrawals.write(known + found, folder: manifest.folder)
    } catch {
      throw StageError(.tryAgain, error.message)
    }
    return RecheckReport(
      file: "\(manifest.folder)/\(Withdrawals.file)", sends: record.sends.count,
      withdrawn: known.count + found.count, found: found.count,
      reasons: Self.counts((known + found).map(\.reason)))
  }

  /// The sends of people who were erased since the date was sealed: the ledger has forgotten them.
  private func erased(
    from manifest: PublishedManifest, _ record: DayRecord, _ known: [Withdrawal]
  ) throws -> [Withdrawal] {
    let settled = Set(record.sends.map(\.sendID) + known.map(\.sendID))
    return try PublishedMessages(reading: manifest.folder).messages
      .filter { $0.reason == nil && !settled.contains($0.sendID) }
      .map { send in
        Withdrawal(
          sendID: send.sendID, scenarioID: send.scenarioID, step: send.step, channel: send.channel,
          subjectKey: send.subjectKey, customerID: send.customerID,
          reason: Reason.noConsent.code, detail: nil)
      }
  }

  private static func counts(_ reasons: [String]) -> [(reason: String, count: Int)] {
    Reason.allCases.map(\.code).compactMap { code in
      let count = reasons.count { $0 == code }
      return count > 0 ? (code, count) : nil
    }
  }

  private func withdrawals(in manifest: PublishedManifest) throws -> [Withdrawal] {
    do {
      return try Withdrawals.read(folder: manifest.folder)
    } catch {
      throw StageError(.data, error.message, help: "remove it, and run 'meibo recheck' again")
    }
  }
}

extension Withdrawal {
  fileprivate init(_ send: LedgerSend, _ refusal: Gate.Refusal) {
    self.init(
      sendID: send.sendID, scenarioID: send.scenarioID, step: send.step, channel: send.channel,
      subjectKey: send.subjectKey, customerID: send.customerID, reason: refusal.reason.code,
      detail: refusal.detail)
  }
}
