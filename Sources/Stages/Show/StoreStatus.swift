import Manifest
public import Pipeline
import Store
import Table

/// How a store stands: which dates were run, whether what was handed over is still there, and
/// whether the sources are fresh. Holds no personal data.
public struct StoreStatus: Sendable {
  /// The day up to which dates and ages are counted.
  public let asOf: Int64
  /// The dates in the ledger, ascending.
  public let days: [Day]
  /// The dates between the first and the last that are not in the ledger, ascending.
  public let neverRun: [Int64]
  /// Dates with a manifest folder or stage files that the ledger does not have, ascending.
  public let unfinished: [Int64]
  /// True if an erasure died and has not been taken up again.
  public let isErasing: Bool
  /// Journeys that wait, after the last date, in scenarios that the definitions do not have.
  public let left: [LeftJourneys]
  /// The sources that say how fresh they must be, in the order of the definitions.
  public let sources: [SourceAge]

  /// A date that was run.
  public struct Day: Sendable, Equatable {
    /// Days since 1970-01-01.
    public let date: Int64
    /// True if it was handed over: it cannot be run again.
    public let isSealed: Bool
    /// Its sums are compared with the ledger, its files with the sums only if that was asked for.
    public let manifest: ManifestState
    /// How many messages the ledger has as handed over, withdrawn ones among them.
    public let sends: Int
    /// How many messages the ledger has as reached and not sent.
    public let exclusions: Int
  }

  /// What became of a manifest folder.
  public enum ManifestState: String, Sendable {
    /// It is the one in the ledger.
    case whole
    case missing
    /// Its sums are not those in the ledger, or a file is not what the sums say.
    case changed
  }

  /// How old a source is.
  public struct SourceAge: Sendable, Equatable {
    /// Its name in the definitions.
    public let source: String
    /// The day of its newest record that is not later than `asOf`; nil if no record has a time.
    public let newest: Int64?
    /// From then to `asOf`, in days.
    public let age: Int?
    /// Nil if the last date's stage files are gone.
    public let verdict: Freshness.Verdict?
  }

  /// True if a person must look: a manifest that is not what was handed over, an erasure that did
  /// not come to its end, or a source that is too old.
  public var needsAttention: Bool {
    isErasing || days.contains { $0.manifest != .whole }
      || sources.contains { $0.verdict == .error }
  }
}

extension StageRunner {
  /// Says how the store stands on a day. Changes nothing.
  ///
  /// Sources are judged by the exports folder if the run has one, else by what the last date
  /// cleansed.
  /// - Parameters:
  ///   - asOf: the day whose end ages are counted to.
  ///   - checksFiles: also compares every file of every manifest with its sum. O(bytes).
  /// - Throws: `StageError` if nothing was ever run, or an export cannot be read; `StoreError`.
  public func status(asOf: Int64, checksFiles: Bool = false) throws -> StoreStatus {
    let ledger = try store.existingLedger()
    let days = try ledger.overview().map { day in
      StoreStatus.Day(
        date: day.businessDate, isSealed: day.isSealed,
        manifest: state(ofManifest: day, checksFiles: checksFiles), sends: day.sends,
        exclusions: day.exclusions)
    }
    let run = Set(days.map(\.date))
    var neverRun: [Int64] = []
    if let first = days.first?.date, let last = days.last?.date {
      neverRun = (first...last).filter { !run.contains($0) }
    }
    return StoreStatus(
      asOf: asOf, days: days, neverRun: neverRun,
      unfinished: Set(try store.dates() + store.manifestDates()).subtracting(run).sorted(),
      isErasing: try !ledger.unfinishedErasure().isEmpty,
      left: try days.last.map { try leftJourneys(in: ledger, after: $0.date) } ?? [],
      sources: try ages(asOf: asOf, last: days.last?.date))
  }

  private func state(ofManifest day: LedgerDay, checksFiles: Bool) -> StoreStatus.ManifestState {
    let folder = "\(store.manifests)/\(CalendarDay.text(day.businessDate))"
    guard let digest = ManifestDigest.of(folder: folder) else { return .missing }
    guard digest == day.manifestDigest else { return .changed }
    if checksFiles {
      do {
        try ManifestSums.check(folder: folder, beside: [Withdrawals.file])
      } catch {
        return .changed
      }
    }
    return .whole
  }

  /// Nil where what is read is not there: pruned, or a source that is new. What is there and damaged
  /// is an error.
  private static func ifThere<Found>(
    _ read: () throws(StoreError) -> Found
  ) throws(StoreError) -> Found? {
    do {
      return try read()
    } catch {
      guard error.code == .missing else { throw error }
      return nil
    }
  }

  private func ages(asOf: Int64, last: Int64?) throws -> [StoreStatus.SourceAge] {
    let asked = definition.sources.filter { $0.freshness != nil }
    guard !asked.isEmpty else { return [] }
    var ages: [StoreStatus.SourceAge] = []
    if let exports = options.exports {
      try ExportSet(asked, folder: exports).load(threads: options.threads) { loaded in
        guard let source = definition.source(loaded.name) else { return }
        ages.append(
          StoreStatus.SourceAge(source, loaded.table(of: source.freshnessColumns), asOf: asOf))
      }
      return ages
    }
    let file = try last.flatMap { date in
      try Self.ifThere { () throws(StoreError) in
        try StageFile.open(store.stageFile(Stage.cleanse.rawValue, on: date))
      }
    }
    for source in asked {
      let table = try file.flatMap { file in
        try Self.ifThere { () throws(StoreError) in
          try file.read(source.name, columns: source.freshnessColumns)
        }
      }
      guard let table else {
        ages.append(
          StoreStatus.SourceAge(source: source.name, newest: nil, age: nil, verdict: nil))
        continue
      }
      ages.append(StoreStatus.SourceAge(source, table, asOf: asOf))
    }
    return ages
  }
}

extension SourceDefinition {
  /// The columns by which the newest record is found.
  fileprivate var freshnessColumns: Set<String> { Set([newestBy, eventTime].compactMap { $0 }) }
}

extension StoreStatus.SourceAge {
  /// Judges a source by its rows. A time that lies after the day says nothing: clocks go wrong.
  fileprivate init(_ source: SourceDefinition, _ table: Table, asOf: Int64) {
    var newest: Int64?
    for column in table.columns {
      guard case .numbers(let numbers) = column.values else { continue }
      let unit = column.type == .date ? 1 : secondsPerDay
      for number in numbers where number != nullNumber && number < (asOf + 1) * unit {
        let day = column.type == .date ? number : CalendarDay.of(timestamp: number)
        newest = max(newest ?? day, day)
      }
    }
    let age = newest.map { Int(asOf - $0) }
    self.init(
      source: source.name, newest: newest, age: age,
      verdict: source.freshness?.verdict(age: age))
  }
}
