public import Consent

/// A step of a scenario: what all its candidates of a day have in common.
public final class Message: Sendable {
  /// The first part of what send ids are hashed of.
  public let scenarioID: String
  /// The scenario's turn when caps are counted: 1 comes first.
  public let priority: Int
  /// The message's name in the flow of the scenario; once in a scenario.
  public let step: String
  /// `scenario/step`: what delivery systems name their template by.
  public let templateID: String
  /// The channels in the order they are tried: the next only where the one before has no
  /// destination or one that bounced. One as a rule, never none.
  public let channels: [Channel]
  /// What the message is about, as consent events name it.
  public let topic: String
  /// True for a message that its reader has ordered (a reminder of an appointment): it skips caps
  /// and hold-out, never consent or suppression.
  public let isTransactional: Bool
  /// The share of subjects that the scenario holds out, 0…1.
  public let holdoutShare: Double
  /// Which table of the day fills the message's fields; a number of the caller's.
  public let fieldSet: Int

  public init(
    scenarioID: String, priority: Int, step: String, templateID: String, channels: [Channel],
    topic: String, isTransactional: Bool = false, holdoutShare: Double = 0, fieldSet: Int = 0
  ) {
    precondition(!channels.isEmpty, "a message without a channel")
    self.scenarioID = scenarioID
    self.priority = priority
    self.step = step
    self.templateID = templateID
    self.channels = channels
    self.topic = topic
    self.isTransactional = isTransactional
    self.holdoutShare = holdoutShare
    self.fieldSet = fieldSet
  }
}

/// A message that a journey has reached: it leaves the gate as a send or an exclusion.
public struct Candidate: Sendable {
  /// Shared by the candidates of the step.
  public let message: Message
  /// The key of the journey's subject.
  public let subjectKey: String
  /// The row that stands for the person.
  public let subject: Subject
  /// The day the journey began, in days since 1970-01-01.
  public let enteredOn: Int64
  /// When the message is to go out, seconds of the wall clock since 1970-01-01T00:00:00.
  public let sendAt: Int64
  /// The row of the message's field set that fills it.
  public let row: Int
  /// The first field that the message cannot go out without and that the row does not have; nil if
  /// nothing is missing.
  public let missingField: String?

  public init(
    message: Message, subjectKey: String, subject: Subject, enteredOn: Int64, sendAt: Int64,
    row: Int, missingField: String? = nil
  ) {
    self.message = message
    self.subjectKey = subjectKey
    self.subject = subject
    self.enteredOn = enteredOn
    self.sendAt = sendAt
    self.row = row
    self.missingField = missingField
  }
}
