/// A scenario: who enters on which days, and what they are then sent.
public struct ScenarioDefinition: Sendable {
  /// When the scenario lets people in.
  public enum Trigger: Sendable, Equatable {
    case daily
    /// A day of the month, 1 … 31; a month without it has no run.
    case monthly(day: Int)
    /// The n-th such weekdays of a month (0 Sunday … 6 Saturday).
    case weekdays(weekday: Int, nth: [Int])
    /// The dates of a parameter.
    case dates(parameter: String)
  }

  /// Whether someone who has been in the scenario may enter again.
  public enum Reentry: Sendable, Equatable {
    case never
    /// So many days after the last journey ended.
    case afterDays(Int)
    case eachTrigger
  }

  /// What must hold before every message but the first, and how the journey ends if not.
  public struct Guard: Sendable {
    public let require: Located<String>
    public let outcome: String
  }

  /// A message of the flow.
  public struct Message: Sendable, Equatable {
    public let step: String
    public let label: String
    /// Tried in order; the next only if the one before has no destination or is bounced.
    public let channels: [String]
    /// The message that this one repeats for those who did not open it.
    public let resendOf: String?
    public let location: SourceLocation
  }

  public let id: String
  /// Its place in the playbook and its priority: 1 first.
  public let number: Int
  public let name: String
  public let location: SourceLocation
  public let mart: String
  public let topic: String
  /// About the person's own business: skips caps and control groups, never consent.
  public let isTransactional: Bool
  public let trigger: Trigger
  /// Minutes after midnight at which the messages go out.
  public let sendMinute: Int
  public let reentry: Reentry
  /// Further days on which a missed entry is made up for.
  public let catchUpDays: Int
  /// The share of subjects kept as a control group, 0 … 1.
  public let holdout: Double
  /// All must hold; in order, for the waterfall.
  public let entry: [Located<String>]
  /// The mart column that names the subject of a journey; nil: the mart's key.
  public let subject: String?
  /// Among several rows of one subject, the greatest by these columns is the one that enters.
  public let latestBy: [String]
  public let guards: [Guard]
  public let messages: [Message]
  public let flow: [FlowStep]
  /// Columns that the messages get besides the mart's content columns.
  public let extraFields: [String]
  let places: WordPlaces
}

/// A step of a flow, as written.
public indirect enum FlowStep: Sendable, Equatable {
  public enum Response: String, Sendable, CaseIterable { case open, click }

  case send(String)
  /// Until `days` after `message` was reached.
  case wait(after: String, days: Int)
  case branch(Response, of: String, then: [FlowStep], else: [FlowStep])
  case end(String)
}
