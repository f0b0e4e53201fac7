import Table

/// Something by which a person who is being erased is known in a store.
public struct ErasureMark: Sendable, Hashable {
  /// What a mark is compared with. The ledger keeps the raw values while an erasure is under way.
  public enum Kind: String, Sendable, CaseIterable {
    /// A customer number.
    case customer
    /// An address that nobody else has, of the kind that refusals name.
    case email, phone
    case line = "line_id"
    case token
    /// A subject or row key of the scenario that `scope` names.
    case key
    /// The id of a message that was reached, sent or not.
    case send

    /// Those that refusals are kept under.
    public static let subjects: [Kind] = [.customer, .email, .phone, .line, .token]
    /// `subjects` without the customer number.
    public static let addresses: [Kind] = [.email, .phone, .line, .token]
  }

  /// The same value of another kind is another mark.
  public let kind: Kind
  /// The scenario of a key, else empty.
  public let scope: String
  /// As cleansed tables and the ledger hold it, compared by its bytes: personal data.
  public let value: String

  public init(_ kind: Kind, _ value: String, scope: String = "") {
    self.kind = kind
    self.scope = scope
    self.value = value
  }

  /// Marks of other bytes are other marks, also where `String` takes their values for equal.
  public static func == (left: ErasureMark, right: ErasureMark) -> Bool {
    left.kind == right.kind && left.scope == right.scope
      && ByteText(left.value) == ByteText(right.value)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(ByteText(value))
  }
}

/// How much of a person the ledger had.
public struct ErasedEntries: Sendable, Equatable {
  /// Changes of journeys.
  public var journeys = 0
  /// Messages handed over on any date, sealed ones too.
  public var sends = 0
  /// Messages that were reached and not sent.
  public var exclusions = 0
  /// Remembered refusals, each counted once.
  public var refusals = 0
}
