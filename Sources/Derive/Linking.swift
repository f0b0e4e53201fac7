import Pipeline
import Table

/// Where each row of a source leads by one of its links (名寄せ).
public struct LinkRows: Sendable {
  /// The row of the target, or −1 for none; one entry a row of the source.
  public private(set) var rows: [Int32]
  /// How many rows each step of the link matched.
  public let matchedByStep: [Int]
  /// How many rows had more than one candidate at each step, which did not match them then.
  public let ambiguousByStep: [Int]
  /// How many rows lead nowhere.
  public let unmatched: Int

  /// Follows a link for every row: the first step that gives exactly one candidate decides.
  ///
  /// A candidate holds the same text; it is ruled out if a pair of `unlessDiffer` is known on both
  /// sides and differs, or a pair of `andEqual` is not known and equal. O(rows + candidates).
  ///
  /// - Parameters:
  ///   - key: the columns that name a row of the source.
  ///   - indexes: of the target's columns that steps compare with; those that lack are made.
  init(
    _ steps: [MatchStep], from source: Table, to target: Table, key: [String] = [],
    indexes: [String: RowIndex] = [:], threads: Int = 1
  ) {
    let steps = steps.map { step in
      PreparedStep(
        keys: step.carried.map {
          .carried(CarriedTexts(step.column, $0, of: source, key: key, threads: threads))
        } ?? .own(source[step.column].text),
        index: indexes[step.target] ?? RowIndex(of: target[step.target].text),
        rules: CandidateRules(step, source, target))
    }
    let most = 1 << 16
    let starts = Array(stride(from: 0, to: source.rowCount, by: most))
    let parts = Workers.map(starts.count, threads: threads) { part in
      LinkedRun(starts[part]..<min(starts[part] + most, source.rowCount), steps)
    }
    rows = []
    rows.reserveCapacity(source.rowCount)
    var matched = [Int](repeating: 0, count: steps.count)
    var ambiguous = matched
    for part in parts {
      rows += part.rows
      for step in matched.indices {
        matched[step] += part.matchedByStep[step]
        ambiguous[step] += part.ambiguousByStep[step]
      }
    }
    matchedByStep = matched
    ambiguousByStep = ambiguous
    unmatched = rows.count - matched.reduce(0, +)
  }

  /// What was found in passing.
  init(rows: [Int32], matchedByStep: [Int], ambiguousByStep: [Int]) {
    self.rows = rows
    self.matchedByStep = matchedByStep
    self.ambiguousByStep = ambiguousByStep
    unmatched = rows.count - matchedByStep.reduce(0, +)
  }

  /// Lets go of the rows: nobody follows the link any more.
  mutating func letGo() { rows = [] }
}

/// A step of a link with all that its rows are looked up in.
struct PreparedStep: Sendable {
  /// What each row is looked up by.
  let keys: Keys
  let index: RowIndex
  let rules: CandidateRules

  enum Keys: Sendable {
    case own(TextColumn)
    case carried(CarriedTexts)

    var arena: TextArena {
      switch self {
      case .own(let column): column.arena
      case .carried(let texts): texts.arena
      }
    }

    /// By row of a run.
    func refs(_ rows: Range<Int>) -> ArraySlice<TextRef> {
      switch self {
      case .own(let column): column.refs[rows]
      case .carried(let texts): texts.refs(rows)[...]
      }
    }
  }
}

/// The targets of a run of rows.
struct LinkedRun: Sendable {
  private(set) var rows: [Int32]
  private(set) var matchedByStep: [Int] = []
  private(set) var ambiguousByStep: [Int] = []

  init(_ range: Range<Int>, _ steps: [PreparedStep]) {
    rows = Array(repeating: -1, count: range.count)
    for step in steps {
      var matched = 0
      var ambiguous = 0
      // Rows that lie together often share one key, which is looked up once.
      let refs = step.keys.refs(range)
      var asked: [TextRef] = []
      for (place, ref) in refs.enumerated() where !ref.isNull && rows[place] < 0 {
        if ref != asked.last { asked.append(ref) }
      }
      let first = step.index.first(asked, in: step.keys.arena)
      var key = -1
      // Without rules rows of the same key find the same.
      var last = (ref: TextRef.null, found: Int32(-1), candidates: 0)
      for (row, ref) in zip(range, refs) where !ref.isNull {
        if rows[row - range.lowerBound] >= 0 { continue }
        if ref != last.ref { key += 1 }
        if ref != last.ref || !step.rules.isEmpty {
          last = (ref, -1, 0)
          step.index.forEach(from: first[key]) { candidate in
            guard step.rules.allow(row, candidate) else { return }
            last.candidates += 1
            last.found = Int32(candidate)
          }
        }
        if last.candidates == 1 {
          rows[row - range.lowerBound] = last.found
          matched += 1
        } else if last.candidates > 1 {
          ambiguous += 1
        }
      }
      matchedByStep.append(matched)
      ambiguousByStep.append(ambiguous)
    }
  }
}

/// The name rules of a step, over the columns of both sides.
struct CandidateRules: Sendable {
  private let unlessDiffer: [(own: TextColumn, other: TextColumn)]
  private let andEqual: [(own: TextColumn, other: TextColumn)]

  init(_ step: MatchStep, _ source: Table, _ target: Table) {
    func columns(_ pairs: [ColumnPair]) -> [(own: TextColumn, other: TextColumn)] {
      pairs.map { (source[$0.own].text, target[$0.other].text) }
    }
    unlessDiffer = columns(step.unlessDiffer)
    andEqual = columns(step.andEqual)
  }

  var isEmpty: Bool { unlessDiffer.isEmpty && andEqual.isEmpty }

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
