/// What is to be decided about: a row that stands for a person.
public enum Subject: Sendable, Hashable {
  /// A row of the people table.
  case customer(Int)
  /// A row of the form table of that number: its customer, or the form itself for a prospect.
  case form(Int, row: Int)
  /// A row of the LINE members: that LINE ID, with its customer if it has one.
  case member(Int)
  /// Nobody whom the date's tables know: a row is left of somebody who is gone from the people.
  /// Without address, and without consent.
  case nobody
}

/// The topic of a message, made by `ConsentIndex.topic`.
public struct TopicQuery: Sendable, Hashable {
  let id: Int32

  /// No topic: only what was said about every topic counts. For the marts' permission columns.
  public static let none = TopicQuery(id: -2)
}

/// What is decided for a person, a channel and a topic.
public enum Verdict: Sendable, Hashable {
  /// They agreed and have not taken it back.
  case affirmative
  /// What decides is a refusal.
  case optedOut
  /// Nobody refused, but it cannot be shown that they agreed.
  case noConsent
}

/// A verdict and what it rests on. `ConsentIndex.evidence` puts it in words.
public struct Decision: Sendable, Hashable {
  /// For the channel and the topic that were asked about, and for no other.
  public let verdict: Verdict
  let basis: Basis
  let channel: Channel

  /// True if a message may be sent as far as consent goes.
  public var isAffirmative: Bool { verdict == .affirmative }

  enum Basis: Sendable, Hashable {
    case nothing
    case customer(Int32)
    case form(Int32, row: Int32)
    case member(Int32)
    case event(Int32)
    case block(Int32)
  }
}

/// What shows that a person agreed, as it is kept with every send.
public struct Evidence: Sendable, Hashable {
  /// `customer`, `form`, `event` or `line_member`.
  public let source: String
  /// The key of the row that decided.
  public let id: String
  /// Its time, seconds of the wall clock since 1970-01-01T00:00:00; nil if it has none.
  public let at: Int64?
  /// Where it came from: a column for a permission, or, where the people's origin is recorded, that;
  /// the place of an event; nil if unknown.
  public let origin: String?
}
