import Manifest
import Pipeline
import Store
import Table

/// What definitions would have sent on past dates, beside what was sent. Holds no personal data.
public struct Simulation: Sendable {
  /// The dates that were simulated, ascending.
  public let days: [Day]
  /// Dates in between that were not run in the store, and so not here.
  public let skipped: [Int64]
  /// How many people would have been sent something that they were not sent.
  public let gaining: Int
  /// How many would not have been sent something that they were.
  public let losing: Int

  /// A date.
  public struct Day: Sendable, Equatable {
    /// Days since 1970-01-01.
    public let date: Int64
    /// Those with a send on either side, in byte order of their ids.
    public let scenarios: [ScenarioCount]
  }

  /// The messages of a scenario on a date.
  public struct ScenarioCount: Sendable, Equatable {
    /// Of the definitions that were simulated, or of those that the date was run with.
    public let scenarioID: String
    /// How many would have been sent.
    public internal(set) var sends = 0
    /// How many were sent.
    public internal(set) var was = 0
    /// Of `sends`, those that were not.
    public internal(set) var new = 0
    /// Of `was`, those that a cap or a duplicate would have held back.
    public internal(set) var displaced = 0
    /// Of `was`, those that would not have been sent for another reason.
    public internal(set) var dropped = 0
  }
}

extension StageRunner {
  /// Runs past dates of the store again with these definitions, in a throw-away copy that begins as
  /// the store stood before the first of them. The store itself stays as it is.
  ///
  /// Each date is run on what it cleansed, one after the other, so that journeys, caps and re-entry
  /// go on from what would have been sent. To messages that were not sent nobody has answered.
  /// - Parameter respond: a seed for made-up opens and clicks of those; nil: nobody opens them.
  /// - Throws: `StageError` if none of the dates was run, a stage file is missing, or a source was
  ///   read by another definition; `StoreError`.
  public func simulate(from first: Int64, to last: Int64, respond: UInt64?) throws -> Simulation {
    guard first <= last else { throw StageError(.usage, "--to lies before --from") }
    let trial = try TrialStore(of: store, before: first, in: store)
    let ledger = try Ledger(path: store.ledger, isCreating: false)
    let dates = try ledger.dates().filter { (first...last).contains($0) }
    guard !dates.isEmpty else {
      throw StageError(
        .data,
        "no date from \(CalendarDay.text(first)) to \(CalendarDay.text(last)) has been run",
        help: "'meibo status' says which were")
    }
    var tally = SimulationTally()
    var days: [Simulation.Day] = []
    var answers = try respond.map { seed in
      SimulatedAnswers(
        SimulatedResponses(seed: seed),
        before: KeyIndex(of: try ledger.pastSends(before: first)["send_id"].text))
    }
    let source = definition.consent?.deliveryEvents
    for date in dates {
      var options = options
      options.date = date
      var amendment: (@Sendable (String, Table) -> Table)?
      if let made = answers?.answers {
        amendment = { name, table in
          name == source ? SimulatedResponses.added(made, to: table) : table
        }
      }
      try trial.run(options, cleansed: date, amendment: amendment)
      try answers?.add(
        trial: trial.sends(on: date), store: ledger.day(date)?.sends ?? [])
      let published = try PublishedManifest(checking: date, in: store)
      let scenarios = tally.add(
        from: try PublishedMessages(reading: published.folder),
        to: try PublishedMessages(reading: "\(trial.folder.manifests)/\(CalendarDay.text(date))"))
      days.append(Simulation.Day(date: date, scenarios: scenarios))
      _ = try trial.folder.removeStageFiles(of: date)
    }
    let run = Set(dates)
    return Simulation(
      days: days, skipped: (first...last).filter { !run.contains($0) },
      gaining: tally.gaining.count, losing: tally.losing.count)
  }
}

/// Counts what differs, and whom it concerns.
private struct SimulationTally {
  private(set) var gaining: Set<Person> = []
  private(set) var losing: Set<Person> = []

  /// A customer, or else the subject of a journey.
  enum Person: Hashable {
    case customer(ByteText)
    case subject(ByteText)

    init(_ message: PublishedMessage) {
      self =
        message.customerID.map { .customer(ByteText($0)) } ?? .subject(ByteText(message.subjectKey))
    }
  }

  /// The counts of a date by scenario, in byte order of their ids.
  mutating func add(
    from published: PublishedMessages, to simulated: PublishedMessages
  ) -> [Simulation.ScenarioCount] {
    var counts: [String: Simulation.ScenarioCount] = [:]
    func count(_ id: String, _ change: (inout Simulation.ScenarioCount) -> Void) {
      change(&counts[id, default: Simulation.ScenarioCount(scenarioID: id)])
    }
    for message in simulated.messages where message.isSend {
      count(message.scenarioID) { $0.sends += 1 }
    }
    for message in published.messages where message.isSend {
      count(message.scenarioID) { $0.was += 1 }
    }
    let (old, new) = (MessageBook(published.messages), MessageBook(simulated.messages))
    for name in Set(MessageBook.changes(from: old, to: new).map(\.name)) {
      let (before, after) = (old[name].filter(\.isSend), new[name].filter(\.isSend))
      let more = after.count - before.count
      if more > 0 {
        count(name.scenario) { $0.new += more }
        gaining.formUnion(after.map(Person.init))
      } else if more < 0 {
        let isHeldBack = new[name].contains {
          $0.reason == "frequency_cap" || $0.reason == "duplicate_destination"
        }
        count(name.scenario) { count in
          if isHeldBack { count.displaced -= more } else { count.dropped -= more }
        }
        losing.formUnion(before.map(Person.init))
      }
    }
    return counts.values.sorted {
      Array($0.scenarioID.utf8).lexicographicallyPrecedes(Array($1.scenarioID.utf8))
    }
  }
}

extension PublishedMessage {
  fileprivate var isSend: Bool { reason == nil }
}

extension PublishedMessages {
  /// Reads a manifest's folder, with the error of a command.
  init(reading folder: String) throws {
    do {
      try self.init(folder: folder)
    } catch {
      throw StageError(.data, error.message, help: error.hint)
    }
  }
}
