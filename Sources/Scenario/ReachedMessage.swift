/// A message that a journey came to on a business date: a candidate for the gate.
public struct ReachedMessage: Sendable, Hashable {
  /// The position of its journey in the day's journeys.
  public let journey: Int
  public let scenario: String
  public let step: String
  public let subject: String
  public let enteredOn: Int64
  /// The mart row that fills the message.
  public let rowKey: String
  /// Nil for a prospect.
  public let customerID: String?
  /// Channels in the order in which they are tried.
  public let channels: [String]
  /// Seconds of the wall clock since 1970-01-01T00:00:00: the business date at the trigger's time.
  public let sendAt: Int64
}
