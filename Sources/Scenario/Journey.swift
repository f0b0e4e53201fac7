/// One subject's way through a scenario, as the ledger keeps it. A value: a day's run makes new
/// ones and leaves those of the days before as they were. Dates are days since 1970-01-01.
public struct Journey: Sendable, Hashable {
  /// A message that the journey came to, whether or not it was then sent.
  public struct Reached: Sendable, Hashable {
    /// The message's name in the flow; once in a journey.
    public let step: String
    /// The business date.
    public let date: Int64

    public init(step: String, date: Int64) {
      self.step = step
      self.date = date
    }
  }

  /// Where the journey stands.
  public enum State: Sendable, Hashable {
    /// At a place of the flow, and not before that date.
    case waiting(place: String, until: Int64)
    case ended(outcome: String, on: Int64)
  }

  /// The scenario's id. With `subject` and `enteredOn` it names the journey.
  public let scenario: String
  /// Whom the journey is about, by the scenario's subject: personal data.
  public let subject: String
  /// The business date on which it began.
  public let enteredOn: Int64
  /// The key of the mart row with which the journey began; guards and fields read that row.
  public let rowKey: String
  /// Nil for a prospect.
  public let customerID: String?
  /// In the order of their dates, no two on one date, no step twice.
  public internal(set) var reached: [Reached]
  /// At the end of the last business date that moved it.
  public internal(set) var state: State

  /// A journey read back from the ledger. `reached` must be in the order of its dates.
  public init(
    scenario: String, subject: String, enteredOn: Int64, rowKey: String, customerID: String?,
    reached: [Reached], state: State
  ) {
    self.scenario = scenario
    self.subject = subject
    self.enteredOn = enteredOn
    self.rowKey = rowKey
    self.customerID = customerID
    self.reached = reached
    self.state = state
  }

  /// The date on which the journey came to a message, or nil.
  public func date(of step: String) -> Int64? { reached.first { $0.step == step }?.date }
}
