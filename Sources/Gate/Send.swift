public import Consent

/// A message that may go out, with the evidence that its reader agreed.
///
/// Only the gate can make one: there is no initialiser outside it, so that forgetting to ask for
/// consent does not compile.
public struct Send: Sendable {
  /// The same on every run of the date; no two sends of a day share one (docs/manifests.md).
  public let id: SendID
  /// The day of the run, in days since 1970-01-01.
  public let businessDate: Int64
  /// Shared by the candidates of the step.
  public let message: Message
  /// The first of the message's channels with an address that works.
  public let channel: Channel
  /// The address.
  public let to: String
  /// Whose journey it is: personal data.
  public let subjectKey: String
  /// The customer, or nil for somebody who is none.
  public let customerID: String?
  /// The day its journey began, in days since 1970-01-01.
  public let enteredOn: Int64
  /// Seconds of the wall clock since 1970-01-01T00:00:00.
  public let sendAt: Int64
  /// The row of the message's field set that fills it.
  public let row: Int
  /// What shows that the reader agreed; kept in the manifest (docs/consent.md).
  public let consent: Evidence

  init(
    id: SendID, businessDate: Int64, candidate: Candidate, channel: Channel, to: String,
    customerID: String?, consent: Evidence
  ) {
    self.id = id
    self.businessDate = businessDate
    message = candidate.message
    self.channel = channel
    self.to = to
    subjectKey = candidate.subjectKey
    self.customerID = customerID
    enteredOn = candidate.enteredOn
    sendAt = candidate.sendAt
    row = candidate.row
    self.consent = consent
  }
}
