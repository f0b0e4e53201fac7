/// What the walk of a journey asks of a business date. The answers come from the marts of that
/// date, from what the ledger held before it, and from the delivery events known at its end.
public protocol DayFacts {
  /// The position of the row with this key in the scenario's mart of the day, or nil.
  func row(withKey key: String) -> Int?

  /// The subject key of a row of the mart; nil if the row has none.
  func subject(ofRow row: Int) -> String?

  /// True if the scenario's guard at `index`, in the order of the definition, holds for the row.
  /// A condition that is null does not hold.
  func holds(guardAt index: Int, row: Int) -> Bool

  /// What the gate made of a message that the journey reached on an earlier date. Nil if the
  /// ledger does not know: such a message counts as neither opened nor clicked.
  func fate(of step: String, in journey: Journey) -> MessageFate?

  /// The strongest response to a send that is known by the end of the day.
  func response(toSend sendID: String) -> MessageResponse
}

/// What the gate made of a message.
public enum MessageFate: Sendable, Hashable {
  case sent(sendID: String)
  /// Not sent, because the same message already went to that address under another send.
  case duplicate(ofSend: String)
  /// Not sent for another reason.
  case excluded

  /// The send whose delivery events speak for the message.
  var sendID: String? {
    switch self {
    case .sent(let sendID), .duplicate(let sendID): sendID
    case .excluded: nil
    }
  }
}

/// How far a person went with a message. A click is also an open.
public enum MessageResponse: Int, Sendable, Comparable {
  case none, opened, clicked

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
