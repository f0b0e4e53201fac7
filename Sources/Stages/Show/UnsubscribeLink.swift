import Manifest
import Store
import Table

/// An unsubscribe link that somebody opened, checked. Holds no personal data.
public struct UnsubscribeLink: Sendable {
  /// True if the token is that of the send.
  public let isValid: Bool
  private let send: LedgerSend?
  private let wasAskedFor: Bool

  /// Checks the two parts of a link's query. What the send was is looked up only for a valid one,
  /// in the ledger of `store` if that is given.
  ///
  /// - Throws: `StageError` without a secret; `StoreError` if the ledger cannot be read.
  public init(send: String, token: String, secret: String?, store: String?) throws {
    guard let secret else {
      throw StageError(
        .definition, "there is no secret to check unsubscribe links with",
        help: "set MEIBO_UNSUBSCRIBE_SECRET, or give --secret-file FILE")
    }
    isValid = Unsubscribe.isToken(token, ofSend: send, secret: Array(secret.utf8))
    wasAskedFor = store != nil
    self.send =
      try isValid
      ? store.flatMap { try Ledger(path: StoreFolder($0).ledger, isCreating: false).send(send) }
      : nil
  }

  /// For people: `valid` or `invalid`, and what is known of the send.
  public var lines: [String] {
    guard isValid else { return ["invalid"] }
    guard wasAskedFor else { return ["valid"] }
    guard let send else { return ["valid", "not in the ledger"] }
    return ["valid", "\(CalendarDay.text(send.businessDate)) \(send.scenarioID) \(send.channel)"]
  }

  /// For machines: `valid`, and of a valid one with a store `known` and what is known.
  public var json: String {
    var members: [(String, JSONLine)] = [("valid", .bool(isValid))]
    if isValid, wasAskedFor {
      members.append(("known", .bool(send != nil)))
      if let send {
        members += [
          ("business_date", .text(CalendarDay.text(send.businessDate))),
          ("scenario_id", .text(send.scenarioID)), ("step", .text(send.step)),
          ("channel", .text(send.channel)), ("topic", .text(send.topic)),
        ]
      }
    }
    return JSONLine.object(members)
  }
}
