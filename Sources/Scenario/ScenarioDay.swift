public import Pipeline
public import Table

/// What happens in one scenario on one business date. A pure function of the definition, of what
/// the ledger held before the date, and of the day's facts.
public struct ScenarioDay: Sendable {
  /// A subject that meets the entry conditions, with the row that lets it in.
  public struct Entrant: Sendable, Hashable {
    /// The value of the scenario's subject column: personal data.
    public let subject: String
    /// The key of the mart row: guards and fields go by it as long as the journey lasts.
    public let rowKey: String
    /// Nil for a prospect.
    public let customerID: String?
    /// The conditions hold only with the elapsed days widened by `catch_up_days`: the subject
    /// enters if it never did before.
    public let isCatchUp: Bool

    public init(subject: String, rowKey: String, customerID: String?, isCatchUp: Bool = false) {
      self.subject = subject
      self.rowKey = rowKey
      self.customerID = customerID
      self.isCatchUp = isCatchUp
    }
  }

  /// The business date, in days since 1970-01-01.
  public let date: Int64
  /// The journeys that moved, in the order in which they were given, then those that entered, in
  /// the order of the entrants. A journey that still waits past the date is not among them.
  public internal(set) var journeys: [Journey]
  /// At most one a journey, in the order of the journeys.
  public let messages: [ReachedMessage]
  /// How many of the journeys began on the date.
  public let enteredCount: Int

  /// Advances the waiting journeys, then lets subjects in.
  ///
  /// A day that was never run is not made up for: what was waited for until then is simply over.
  ///
  /// - Parameters:
  ///   - running: the scenario's journeys that had not ended before the date.
  ///   - lastEnded: by subject, the latest date on which a journey of the scenario ended, out of
  ///     all that ended before the date.
  ///   - entrants: the entry segment, one entrant a subject; of several the first counts. Not
  ///     looked at if the trigger does not fire.
  /// - Complexity: O(journeys + entrants), besides what `facts` takes.
  public static func run(
    _ scenario: ScenarioDefinition, on date: Int64, parameters: [ParameterDefinition] = [],
    running: [Journey], lastEnded: [ByteText: Int64], entrants: [Entrant], facts: some DayFacts
  ) -> ScenarioDay {
    var walker = ScenarioWalker(scenario: scenario, date: date, facts: facts)
    var inside = Set<ByteText>(minimumCapacity: running.count)
    var ended = lastEnded
    for journey in running {
      let state = walker.advance(journey)
      let subject = ByteText(journey.subject)
      if case .ended(_, let on) = state {
        ended[subject] = max(on, ended[subject] ?? on)
      } else {
        inside.insert(subject)
      }
    }
    let moved = walker.journeys.count
    if scenario.trigger.fires(on: date, parameters: parameters) {
      for entrant in entrants {
        let subject = ByteText(entrant.subject)
        let last = ended[subject]
        guard !inside.contains(subject), scenario.reentry.admits(on: date, lastEnded: last),
          !entrant.isCatchUp || last == nil
        else { continue }
        inside.insert(subject)
        walker.enter(entrant)
      }
    }
    return ScenarioDay(
      date: date, journeys: walker.journeys, messages: walker.messages,
      enteredCount: walker.journeys.count - moved)
  }

  /// Takes the gate's exclusions into account: suppressed, opted_out and no_consent end the
  /// journey with that reason, after any other it has moved on as if the message had been sent.
  ///
  /// - Parameter exclusions: positions in `messages` with the reason.
  public mutating func settle(_ exclusions: some Sequence<(message: Int, reason: String)>) {
    for (message, reason) in exclusions {
      journeys[messages[message].journey].settle(excludedFor: reason, on: date)
    }
  }
}

/// Moves journeys on and collects what they come to.
private struct ScenarioWalker<Facts: DayFacts> {
  let scenario: ScenarioDefinition
  let date: Int64
  let facts: Facts
  let flow: Flow
  let guards: [String]
  let channels: [String: [String]]
  var journeys: [Journey] = []
  var messages: [ReachedMessage] = []

  init(scenario: ScenarioDefinition, date: Int64, facts: Facts) {
    self.scenario = scenario
    self.date = date
    self.facts = facts
    flow = Flow(scenario.flow)
    guards = scenario.guards.map(\.outcome)
    channels = Dictionary(
      scenario.messages.map { ($0.step, $0.channels) }, uniquingKeysWith: { first, _ in first })
  }

  /// Moves a journey on if its wait is over. Returns its state at the end of the date.
  mutating func advance(_ journey: Journey) -> Journey.State {
    guard case .waiting(_, let until) = journey.state, until <= date else { return journey.state }
    return walk(journey)
  }

  mutating func enter(_ entrant: ScenarioDay.Entrant) {
    _ = walk(
      Journey(
        scenario: scenario.id, subject: entrant.subject, enteredOn: date, rowKey: entrant.rowKey,
        customerID: entrant.customerID, reached: [],
        state: flow.places.first.map { .waiting(place: $0, until: date) }
          ?? .ended(outcome: Outcome.done, on: date)))
  }

  private mutating func walk(_ journey: Journey) -> Journey.State {
    var journey = journey
    if let step = journey.advance(through: flow, guards: guards, on: date, facts: facts) {
      messages.append(
        ReachedMessage(
          journey: journeys.count, scenario: scenario.id, step: step, subject: journey.subject,
          enteredOn: journey.enteredOn, rowKey: journey.rowKey, customerID: journey.customerID,
          channels: channels[step] ?? [],
          sendAt: date * secondsPerDay + Int64(scenario.sendMinute) * 60))
    }
    journeys.append(journey)
    return journey.state
  }
}
