import Pipeline
public import Table

/// The values of a formula of many rows: one a row, or one for each of the rows that rows lead to.
public struct SharedValues: Sendable {
  private let values: ColumnValues
  /// By row, where its value is, −1 for none; nil: the row's value is at its own place.
  private let places: [Int32]?
  /// The number of a row that leads nowhere; a text is null then.
  private let none: Int64

  /// Without `places` there is a value a row. Places must be −1 or lie within `values`.
  public init(_ values: ColumnValues, at places: [Int32]? = nil, none: Int64 = nullNumber) {
    self.values = values
    self.places = places
    self.none = none
  }

  /// Those of some rows.
  func gather(_ rows: [Int32]) -> SharedValues {
    SharedValues(
      values, at: places.map { places in rows.map { places[Int($0)] } } ?? rows, none: none)
  }

  func vector(_ rows: Range<Int>) -> Vector {
    guard let places = places?[rows] else { return Vector(values.slice(rows)) }
    switch values {
    case .text: return Vector(values.gather(places))
    case .numbers(let numbers): return .numbers(places.map { $0 < 0 ? none : numbers[Int($0)] })
    }
  }
}

/// Formulas of many rows with their values.
struct ManyRowValues: Sendable {
  private var values: [(formula: Formula, values: SharedValues)] = []

  subscript(formula: Formula) -> SharedValues? {
    get { values.first { $0.formula == formula }?.values }
    set {
      guard let newValue else { return }
      values.append((formula, newValue))
    }
  }

  /// Those of some rows.
  func gather(_ rows: [Int32]) -> ManyRowValues {
    var gathered = ManyRowValues()
    for (formula, values) in values { gathered[formula] = values.gather(rows) }
    return gathered
  }
}

extension Formula {
  /// True if its value is made of other rows than the one it belongs to.
  var isOfManyRows: Bool {
    switch self {
    case .aggregate, .permission, .isLatest, .earliestAfter: true
    default: false
    }
  }
}
