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
    /// Over the mart's columns on the day of the message; null counts as not holding.
    public let require: Located<String>
    /// Key `else`: how the journey ends, such as `goal`. Never empty.
    public let outcome: String
  }

  /// A message of the flow.
  public struct Message: Sendable, Equatable {
    /// The key under `messages`, such as `A`, part of send ids: no blank and no comma in it.
    public let step: String
    /// For people; the step where no `label` is written.
    public let label: String
    /// Tried in order; the next only if the one before has no destination or is bounced.
    public let channels: [String]
    /// The message that this one repeats for those who did not open it.
    public let resendOf: String?
    /// Where its mapping begins.
    let location: SourceLocation
  }

  /// Stands in manifests, send ids and names of tables: journeys that run are known by it.
  public let id: String
  /// Its place in the playbook and its priority: 1 first.
  public let number: Int
  /// For people; the id where no `name` is written.
  public let name: String
  /// Where `scenario` names it.
  let location: SourceLocation
  /// The name of the mart whose rows may enter.
  public let mart: String
  /// The one word that consent is asked for; refusals name it letter by letter.
  public let topic: String
  /// About the person's own business: skips caps and control groups, never consent.
  public let isTransactional: Bool
  /// On which days people enter. At what time they are written to is in `sendMinute`.
  public let trigger: Trigger
  /// Minutes after midnight at which the messages go out.
  public let sendMinute: Int
  /// For subjects of whom no journey is running: one whose journey runs never enters.
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
  /// In the order of the file: the first that does not hold ends the journey. Empty: none.
  public let guards: [Guard]
  /// In the order of the file; when each is sent, `flow` says.
  public let messages: [Message]
  /// From the entry on. A journey that comes to the end of the list ends as `done`.
  public let flow: [FlowStep]
  /// Columns that the messages get besides the mart's content columns.
  public let extraFields: [String]
  let places: WordPlaces
}

/// A step of a flow, as written.
public indirect enum FlowStep: Sendable, Equatable {
  /// What a branch asks of a message that was sent; who clicked has opened, too.
  public enum Response: String, Sendable, CaseIterable { case open, click }

  case send(String)
  /// Until `days` days after the date on which the message `after` was reached.
  case wait(after: String, days: Int)
  case branch(Response, of: String, then: [FlowStep], else: [FlowStep])
  case end(String)
}
