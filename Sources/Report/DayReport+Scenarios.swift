extension DayReport {
  /// A scenario on the date: who may enter, who is where, what came of it.
  public struct Scenario: Sendable, Equatable {
    public var id: String
    /// Its place in the playbook and its priority: 1 first.
    public var number: Int
    public var name: String
    public var mart: String
    public var trigger: Trigger
    /// True if people enter on the date.
    public var isTriggered: Bool
    public var isTransactional: Bool
    /// The rows left after each condition; the first without a condition: all rows of the mart.
    public var waterfall: [WaterfallStep] = []
    /// The entrants: one a subject.
    public var segmentSize = 0
    public var messages: [Message] = []
    /// What must hold before every message but the first, and how a journey ends if not.
    public var guards: [Guard] = []
    public var flow: [FlowNode] = []
    public var journeys = Journeys()

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
    public var rows: Int

    public init(condition: String?, rows: Int) {
      self.condition = condition
      self.rows = rows
    }
  }

  /// A message of a flow.
  public struct Message: Sendable, Equatable {
    public var step: String
    public var label: String
    public var channels: [String]

    public init(step: String, label: String, channels: [String]) {
      self.step = step
      self.label = label
      self.channels = channels
    }
  }

  /// A condition before every message but the first.
  public struct Guard: Sendable, Equatable {
    public var require: String
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
    public var enteredToday = 0
    public var waiting = 0
    public var endedToday = 0
    public var ended = 0
    /// Waiting journeys by the place at which they wait.
    public var waitingAt: [String: Int] = [:]
    /// Waiting journeys by the date on which they go on, ascending.
    public var due: [Due] = []
    /// Journeys that came to a message, ever and on the date, by step.
    public var reached: [String: Int] = [:]
    public var reachedToday: [String: Int] = [:]
    /// In byte order.
    public var outcomes: [OutcomeCount] = []

    public init() {}
  }

  /// Journeys that go on upon a date.
  public struct Due: Sendable, Equatable {
    public var date: Int64
    public var count: Int

    public init(date: Int64, count: Int) {
      self.date = date
      self.count = count
    }
  }

  /// Journeys that ended in one way.
  public struct OutcomeCount: Sendable, Equatable {
    public var outcome: String
    public var all: Int
    public var today: Int

    public init(outcome: String, all: Int, today: Int) {
      self.outcome = outcome
      self.all = all
      self.today = today
    }
  }

  /// What came up for a step and channel. Candidates = sends + exclusions.
  public struct Conservation: Sendable, Equatable {
    public var scenario: String
    public var step: String
    public var channel: String
    public var candidates: Int
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

    public var excluded: Int { exclusions.reduce(0, +) }
    public var isBalanced: Bool { candidates == sends + excluded }

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
    public var name: String
    public var label: String
    public var caps: [Cap]

    public init(name: String, label: String, caps: [Cap]) {
      self.name = name
      self.label = label
      self.caps = caps
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
    public var reached: Int { people.reduce(0) { $0 + $1.count } }
  }

  /// How many people have had so many sends.
  public struct People: Sendable, Equatable {
    public var sends: Int
    public var count: Int

    public init(sends: Int, count: Int) {
      self.sends = sends
      self.count = count
    }
  }
}
