public import Consent

/// A message that may go out, with the evidence that its reader agreed.
///
/// Only the gate can make one: there is no initialiser outside it, so that forgetting to ask for
/// consent does not compile.
public struct Send: Sendable {
  public let id: SendID
  /// The day of the run, in days since 1970-01-01.
  public let businessDate: Int64
  public let message: Message
  public let channel: Channel
  /// The address.
  public let to: String
  public let subjectKey: String
  /// The customer, or nil for somebody who is none.
  public let customerID: String?
  /// The day its journey began, in days since 1970-01-01.
  public let enteredOn: Int64
  /// Seconds of the wall clock since 1970-01-01T00:00:00.
  public let sendAt: Int64
  /// The row of the message's field set that fills it.
  public let row: Int
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
