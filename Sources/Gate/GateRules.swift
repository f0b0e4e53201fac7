public import Consent

/// How many messages of a channel a person may get.
public struct Cap: Sendable, Hashable {
  /// Sends of other channels do not count toward it.
  public let channel: Channel
  /// The window: the business date and the days before it, 1 is the date alone.
  public let days: Int
  /// How many sends the window may hold.
  public let limit: Int

  public init(_ channel: Channel, limit: Int, days: Int) {
    self.channel = channel
    self.limit = limit
    self.days = days
  }
}

/// Which notes on a customer mean that a complaint is being handled.
public struct HandlingRule: Sendable, Hashable {
  /// A note that contains one of these words is a complaint …
  public var suppress: [String]
  /// … unless it ends with one of these …
  public var cleared: [String]
  /// … with no 未 (not yet) before that word, or is exactly one of these.
  public var harmless: [String]

  public init(suppress: [String], cleared: [String], harmless: [String]) {
    self.suppress = suppress
    self.cleared = cleared
    self.harmless = harmless
  }
}
