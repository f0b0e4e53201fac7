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
    case call(Call)
  }

  /// `f(a, b via c where d within e, f by g, h)`; every part but the first may be missing.
  struct Call {
    let name: String
    let arguments: [Syntax]
    let via: Via?
    let filter: Syntax?
    let within: [Syntax]
    let order: [Syntax]
  }

  /// `via link`, or `via own = link`: by which links other rows are found.
  struct Via {
    /// A link of the row that asks; nil if it is not named.
    let own: String?
    let link: String
    /// Characters from the expression's start.
    let offset: Int
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
