public import Pipeline
public import Table

/// Where each row of a source leads by one of its links (名寄せ).
public struct LinkRows: Sendable {
  /// The row of the target, or −1 for none; one entry a row of the source.
  public let rows: [Int32]
  /// How many rows each step of the link matched.
  public let matchedByStep: [Int]
  /// How many rows had more than one candidate at a step.
  public let ambiguous: Int
  /// How many rows lead nowhere.
  public var unmatched: Int { rows.count - matchedByStep.reduce(0, +) }

  /// Follows a link for every row: the first step that gives exactly one candidate decides.
  ///
  /// A candidate holds the same text; it is ruled out if a pair of `unlessDiffer` is known on both
  /// sides and differs, or a pair of `andEqual` is not known and equal. O(rows + candidates).
  public init(
    _ link: LinkDefinition, from source: Table, to target: Table, key: [String] = []
  ) {
    var rows = [Int32](repeating: -1, count: source.rowCount)
    var isAmbiguous = [Bool](repeating: false, count: source.rowCount)
    var matched: [Int] = []
    for step in link.steps {
      let keys =
        step.carried.map { Self.carry(step.column, $0, source, key) }
        ?? source[step.column].text
      let index = RowIndex(of: target[step.target].text)
      let rules = CandidateRules(step, source, target)
      var count = 0
      for row in 0..<source.rowCount where rows[row] < 0 {
        guard let key = keys[row] else { continue }
        var found: Int32 = -1
        var candidates = 0
        index.forEach(key) { candidate in
          guard rules.allow(row, candidate) else { return }
          candidates += 1
          found = Int32(candidate)
        }
        if candidates == 1 {
          rows[row] = found
          count += 1
        } else if candidates > 1 {
          isAmbiguous[row] = true
        }
      }
      matched.append(count)
    }
    self.rows = rows
    matchedByStep = matched
    ambiguous = isAmbiguous.count { $0 }
  }

  /// For rows whose column is null, the value on the latest row with the same `within` that has
  /// one; null for the others. Of equals the one with the greatest key.
  private static func carry(
    _ column: String, _ carried: MatchStep.Carried, _ source: Table, _ key: [String]
  ) -> TextColumn {
    let values = source[column].text
    let within = source[carried.within].text
    let orders = (carried.latestBy + key).map { OrderReader(source[$0].values) }
    let index = KeyIndex(of: within)
    var latest = [Int32](repeating: -1, count: source.rowCount)
    for row in 0..<source.rowCount where !values.isNull(row) {
      guard let group = within[row].flatMap(index.find) else { continue }
      if latest[group] < 0 || OrderReader.compare(orders, row, Int(latest[group])) > 0 {
        latest[group] = Int32(row)
      }
    }
    let refs = (0..<source.rowCount).map { row -> TextRef in
      guard values.isNull(row), let group = within[row].flatMap(index.find), latest[group] >= 0
      else { return .null }
      return values.refs[Int(latest[group])]
    }
    return TextColumn(arena: values.arena, refs: refs)
  }
}

/// The name rules of a step, over the columns of both sides.
private struct CandidateRules {
  private let unlessDiffer: [(own: TextColumn, other: TextColumn)]
  private let andEqual: [(own: TextColumn, other: TextColumn)]

  init(_ step: MatchStep, _ source: Table, _ target: Table) {
    func columns(_ pairs: [ColumnPair]) -> [(own: TextColumn, other: TextColumn)] {
      pairs.map { (source[$0.own].text, target[$0.other].text) }
    }
    unlessDiffer = columns(step.unlessDiffer)
    andEqual = columns(step.andEqual)
  }

  func allow(_ row: Int, _ candidate: Int) -> Bool {
    for pair in unlessDiffer {
      if let own = pair.own[row], let other = pair.other[candidate], !Bytes.equal(own, other) {
        return false
      }
    }
    for pair in andEqual {
      guard let own = pair.own[row], let other = pair.other[candidate], Bytes.equal(own, other)
      else { return false }
    }
    return true
  }
}
