/// A message that a journey came to on a business date: a candidate for the gate.
public struct ReachedMessage: Sendable, Hashable {
  /// The position of its journey in the day's journeys.
  public let journey: Int
  /// The scenario's id.
  public let scenario: String
  /// The message's name in the flow of the scenario.
  public let step: String
  /// Whom the journey is about: personal data.
  public let subject: String
  /// The day its journey began, in days since 1970-01-01: part of the send's id.
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
