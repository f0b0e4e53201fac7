import Table

/// A cleansed value as its column keeps it: the bits of a text reference or of a number, or of
/// null, and why there is none.
struct CleansedCell {
  enum Kind: UInt8 {
    case null, issue, value
  }

  let bits: UInt64
  let kind: Kind
  /// Means something only if the kind is `issue`.
  let issue: IssueCode

  init(value bits: UInt64) {
    self.bits = bits
    kind = .value
    issue = .badDate
  }

  init(null bits: UInt64) {
    self.bits = bits
    kind = .null
    issue = .badDate
  }

  init(null bits: UInt64, _ issue: IssueCode) {
    self.bits = bits
    kind = .issue
    self.issue = issue
  }
}
