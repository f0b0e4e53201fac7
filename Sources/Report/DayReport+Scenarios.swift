extension DayReport {
  /// A scenario on the date: who may enter, who is where, what came of it.
  public struct Scenario: Sendable, Equatable {
    /// As manifests have it.
    public var id: String
    /// Its place in the playbook and its priority: 1 first.
    public var number: Int
    /// Of the definition, for people; the id where none is written.
    public var name: String
    /// The name of the mart whose rows enter.
    public var mart: String
    /// Of a parameter: the dates that it had in the run.
    public var trigger: Trigger
    /// True if people enter on the date.
    public var isTriggered: Bool
    /// True for what the person ordered: it skips caps and control groups, never consent.
    public var isTransactional: Bool
    /// The rows left after each condition; the first without a condition: all rows of the mart.
    public var waterfall: [WaterfallStep] = []
    /// The entrants: one a subject.
    public var segmentSize = 0
    /// In the order of the definition, which is not that of the flow.
    public var messages: [Message] = []
    /// What must hold before every message but the first, and how a journey ends if not.
    public var guards: [Guard] = []
    /// From the entry on, as the definition nests it.
    public var flow: [FlowNode] = []
    /// Of all people who ever entered, as they stood after the date.
    public var journeys = Journeys()

    /// What was counted is empty or 0 until it is set, and so is the flow.
    public init(
      id: String, number: Int, name: String, mart: String, trigger: Trigger, isTriggered: Bool,
      isTransactional: Bool
    ) {
      self.id = id
      self.number = number
      self.name = name
      self.mart = mart
      self.trigger = trigger
      self.isTriggered = isTriggered
      self.isTransactional = isTransactional
    }
  }

  /// On which days people enter.
  public enum Trigger: Sendable, Equatable {
    case daily
    case monthly(day: Int)
    /// 0 Sunday … 6 Saturday.
    case weekdays(weekday: Int, nth: [Int])
    case dates([Int64])
  }

  /// A condition and the rows left after it.
  public struct WaterfallStep: Sendable, Equatable {
    /// As it is written; nil for the rows before the first.
    public var condition: String?
    /// Rows of the mart for which it and every condition before it hold.
    public var rows: Int

    public init(condition: String?, rows: Int) {
      self.condition = condition
      self.rows = rows
    }
  }

  /// A message of a flow.
  public struct Message: Sendable, Equatable {
    /// As manifests have it, such as `A`.
    public var step: String
    /// Of the definition, for people; the step where none is written.
    public var label: String
    /// In the order in which they are tried; never empty.
    public var channels: [String]

    public init(step: String, label: String, channels: [String]) {
      self.step = step
      self.label = label
      self.channels = channels
    }
  }

  /// A condition before every message but the first.
  public struct Guard: Sendable, Equatable {
    /// The expression as it is written.
    public var require: String
    /// How a journey ends where it does not hold, such as `goal`.
    public var outcome: String

    public init(require: String, outcome: String) {
      self.require = require
      self.outcome = outcome
    }
  }

  /// A step of a flow at its place, a name that the ledger keeps: `2.else.1`.
  public indirect enum FlowNode: Sendable, Equatable {
    case message(place: String, step: String)
    case wait(place: String, after: String, days: Int)
    /// `response` is `open` or `click`.
    case branch(
      place: String, response: String, of: String, then: [FlowNode], otherwise: [FlowNode])
    case end(place: String, outcome: String)
  }

  /// How many journeys are where after the date.
  public struct Journeys: Sendable, Equatable {
    /// Journeys that began on the date, waiting or ended by now.
    public var enteredToday = 0
    /// Journeys that have not ended.
    public var waiting = 0
    /// Journeys that ended on the date.
    public var endedToday = 0
    /// Journeys that ended on the date or before.
    public var ended = 0
    /// Waiting journeys by the place at which they wait.
    public var waitingAt: [String: Int] = [:]
    /// Waiting journeys by the date on which they go on, ascending.
    public var due: [Due] = []
    /// Journeys that came to a message, on the date or before, by step; no step counts 0.
    public var reached: [String: Int] = [:]
    /// Journeys that came to it on the date, by step; no step counts 0.
    public var reachedToday: [String: Int] = [:]
    /// In byte order.
    public var outcomes: [OutcomeCount] = []

    /// Nobody ever entered.
    public init() {}
  }

  /// Journeys that go on upon a date.
  public struct Due: Sendable, Equatable {
    /// In days since 1970-01-01.
    public var date: Int64
    /// Over 0: a date on which none goes on is left out.
    public var count: Int

    public init(date: Int64, count: Int) {
      self.date = date
      self.count = count
    }
  }

  /// Journeys that ended in one way.
  public struct OutcomeCount: Sendable, Equatable {
    /// An `end` of the flow, the `else` of a guard, or one of the program's own such as `done`.
    public var outcome: String
    /// Journeys that ended so on the date or before.
    public var all: Int
    /// Those of them that ended on the date.
    public var today: Int

    public init(outcome: String, all: Int, today: Int) {
      self.outcome = outcome
      self.all = all
      self.today = today
    }
  }

  /// What came up for a step and channel. Candidates = sends + exclusions.
  public struct Conservation: Sendable, Equatable {
    /// Its id; empty in a sum of rows.
    public var scenario: String
    /// As manifests have it; empty in a sum of rows.
    public var step: String
    /// One of `email`, `line`, `sms`, `push`, `phone` and `ads`; empty in a sum of rows.
    public var channel: String
    /// Messages that were due on the channel.
    public var candidates: Int
    /// Candidates that are in the manifest.
    public var sends: Int
    /// By `DayReport.reasons`.
    public var exclusions: [Int]

    public init(
      scenario: String, step: String, channel: String, candidates: Int, sends: Int,
      exclusions: [Int]
    ) {
      self.scenario = scenario
      self.step = step
      self.channel = channel
      self.candidates = candidates
      self.sends = sends
      self.exclusions = exclusions
    }

    /// Candidates that are not sent, for whatever reason. O(reasons).
    public var excluded: Int { exclusions.reduce(0, +) }
    /// True of every table as a run publishes it.
    var isBalanced: Bool { candidates == sends + excluded }

    /// Rows as one that names no step.
    static func sum(_ rows: some Sequence<Conservation>, reasons: Int) -> Conservation {
      rows.reduce(
        into: Conservation(
          scenario: "", step: "", channel: "", candidates: 0, sends: 0,
          exclusions: [Int](repeating: 0, count: reasons))
      ) { sum, row in
        sum.candidates += row.candidates
        sum.sends += row.sends
        for (index, count) in row.exclusions.enumerated() { sum.exclusions[index] += count }
      }
    }
  }

  /// A channel with its caps.
  public struct Channel: Sendable, Equatable {
    /// One of `email`, `line`, `sms`, `push`, `phone` and `ads`.
    public var name: String
    /// Of the definition, for people; its name where none is written.
    public var label: String
    /// In the order of the definition; all of them hold. Empty: no limit.
    public var caps: [Cap]
    /// What people may choose on top of the caps.
    public var choices: [Choice]

    public init(name: String, label: String, caps: [Cap], choices: [Choice] = []) {
      self.name = name
      self.label = label
      self.caps = caps
      self.choices = choices
    }
  }

  /// A choice of being written to less often, and whom it held back on the date.
  public struct Choice: Sendable, Equatable {
    /// As exclusions name it.
    public var code: String
    public var limits: [Limit]
    /// Messages of the date that it alone held back.
    public var heldBack: Int

    public init(code: String, limits: [Limit], heldBack: Int) {
      self.code = code
      self.limits = limits
      self.heldBack = heldBack
    }
  }

  /// At most so many sends to one person in so many days, the business date included.
  public struct Limit: Sendable, Equatable {
    public var sends: Int
    public var days: Int

    public init(sends: Int, days: Int) {
      self.sends = sends
      self.days = days
    }
  }

  /// A cap and how far it is used up after the date.
  public struct Cap: Sendable, Equatable {
    /// At most so many sends to one person …
    public var sends: Int
    /// … in so many days, the business date included.
    public var days: Int
    /// People by the sends that the window holds for them, ascending.
    public var people: [People]

    public init(sends: Int, days: Int, people: [People]) {
      self.sends = sends
      self.days = days
      self.people = people
    }

    /// People who may not be sent more.
    public var atLimit: Int {
      people.reduce(0) { $0 + ($1.sends >= sends ? $1.count : 0) }
    }
    /// People who had at least one send in the window.
    var reached: Int { people.reduce(0) { $0 + $1.count } }
  }

  /// How many people have had so many sends.
  public struct People: Sendable, Equatable {
    /// Over 0: who had none is not counted.
    public var sends: Int
    /// Customers by id, others by address.
    public var count: Int

    public init(sends: Int, count: Int) {
      self.sends = sends
      self.count = count
    }
  }
}
