import Consent

extension Gate {
  /// Why nothing goes to a person on a channel whatever they agreed to: a suppression, or a
  /// complaint of theirs that is being handled. Nil if neither is so.
  func suppression(of subject: Subject, channel: Channel) -> Suppressions.Match? {
    if let match = suppressions.match(subject, channel: channel, consent: consent) { return match }
    guard let row = consent.customerRow(of: subject), notes.isComplaint(row) else { return nil }
    return Suppressions.Match(reason: "complaint_handling")
  }
}
