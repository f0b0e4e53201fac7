/// An expression as it was written, before names are resolved and types checked.
struct Syntax {
  indirect enum Node {
    case null
    case bool(Bool)
    case number(Int64)
    case text(String)
    case today
    /// `name` or `owner.name`
    case name(owner: String?, String)
    case not(Syntax)
    case binary(String, Syntax, Syntax)
    case isNull(Syntax, negated: Bool)
    case isIn(Syntax, [Syntax], negated: Bool)
    /// `f(a, b where c within d, e by f, g)`; every part but the first may be missing.
    case call(String, [Syntax], where: Syntax?, within: [Syntax], by: [Syntax])
  }

  let node: Node
  /// Characters from the expression's start.
  let offset: Int
}

extension Syntax.Node {
  /// How many formulas it becomes, one inside the other: `is not null` is a `not` of an `is null`.
  var levels: Int {
    switch self {
    case .isNull(_, negated: true), .isIn(_, _, negated: true): 2
    default: 1
    }
  }
}
