import Pipeline
public import Table

/// Follows a link of a source whose rows come a run at a time and are not kept: of each row nothing
/// is remembered but where it leads, or whose value it waits for.
///
/// Gives what `LinkRows` gives of the same rows at once. Memory: 4 bytes a row, and of each group one
/// row's value and what it is the latest by.
public struct LinkInPassing: Sendable {
  /// The link's name in its source.
  public let name: String
  /// Looks at runs of rows; what it finds is handed to `add`, in the order of the rows.
  public let steps: Steps
  /// Of each row where it leads: −1 for nowhere, and less for a row that waits for its group.
  private var rows: [Int32] = []
  private var matchedByStep: [Int]
  private var ambiguousByStep: [Int]
  private var groups = KeyIndex()
  private var latest: LatestOfGroups

  /// Nil if the link asks of rows what is not known before all have come: a carried value is looked
  /// up last and by itself.
  init?(
    _ name: String, _ steps: [MatchStep], to target: Table, key: [String],
    indexes: [String: RowIndex] = [:], capacity: Int = 0
  ) {
    matchedByStep = Array(repeating: 0, count: steps.count)
    guard let steps = Steps(steps, to: target, key: key, indexes: indexes) else { return nil }
    self.steps = steps
    self.name = name
    ambiguousByStep = matchedByStep
    latest = LatestOfGroups(orders: steps.orders.count)
    rows.reserveCapacity(capacity)
  }

  /// What runs of rows are looked up by. Several threads may look at several runs at once.
  public struct Steps: Sendable {
    fileprivate let own: [Step]
    fileprivate let carried: (step: Step, within: String)?
    /// The columns that say which row of a group is the latest.
    fileprivate let orders: [String]
    private let target: Table

    fileprivate struct Step: Sendable {
      let step: MatchStep
      let index: RowIndex
    }

    fileprivate init?(
      _ steps: [MatchStep], to target: Table, key: [String], indexes: [String: RowIndex]
    ) {
      let steps = steps.map { step in
        Step(step: step, index: indexes[step.target] ?? RowIndex(of: target[step.target].text))
      }
      own = steps.filter { $0.step.carried == nil }
      let last = steps.last.flatMap { step in step.step.carried.map { (step, $0) } }
      guard own.count + (last == nil ? 0 : 1) == steps.count, last?.0.step.hasRules != true else {
        return nil
      }
      carried = last.map { ($0, $1.within) }
      orders = last.map { $1.latestBy + key } ?? []
      self.target = target
    }

    /// Looks at a run, which has at least the columns that the link compares.
    /// O(rows + candidates).
    public func look(at run: Table) -> Found {
      var found = Found(
        LinkedRun(
          0..<run.rowCount,
          own.map { own in
            PreparedStep(
              keys: .own(run[own.step.column].text), index: own.index,
              rules: CandidateRules(own.step, run, target))
          }))
      guard let (step, within) = carried else { return found }
      let groups = run[within].text
      found.values = run[step.step.column].text
      found.orders = orders.map { run[$0].values }
      var latest = LatestRows(found.orders.map { OrderReader($0) })
      var last: (ref: TextRef, group: Int32) = (.null, -1)
      for row in 0..<run.rowCount where !groups.isNull(row) {
        let ref = groups.refs[row]
        if !found.values.isNull(row) {
          latest.add(row, of: ref, in: groups.arena)
        } else if found.linked.rows[row] < 0 {
          if ref != last.ref { last = (ref, Int32(found.waitedFor.insert(groups.arena[ref]).id)) }
          found.waiting.append((Int32(row), last.group))
        }
      }
      found.latest = latest
      return found
    }
  }

  /// What a run of rows says.
  public struct Found: Sendable {
    fileprivate let linked: LinkedRun
    /// The rows that wait for a group, each with its place in `waitedFor`.
    fileprivate var waiting: [(row: Int32, group: Int32)] = []
    fileprivate var waitedFor = KeyIndex()
    /// The latest rows of groups; none if the link carries nothing.
    fileprivate var latest: LatestRows?
    /// The values that they lend, and what they are the latest by.
    fileprivate var values = TextColumn()
    fileprivate var orders: [ColumnValues] = []

    fileprivate init(_ linked: LinkedRun) { self.linked = linked }
  }

  /// Takes what was found in the next run, in the order of the rows.
  public mutating func add(_ found: Found) {
    let first = rows.count
    rows += found.linked.rows
    for step in steps.own.indices {
      matchedByStep[step] += found.linked.matchedByStep[step]
      ambiguousByStep[step] += found.linked.ambiguousByStep[step]
    }
    let waitedFor = groups.insert(found.waitedFor.keys.refs, in: found.waitedFor.keys.arena)
    for (row, group) in found.waiting { rows[first + Int(row)] = -2 - waitedFor[Int(group)] }
    guard let run = found.latest else { return }
    let ids = groups.insert(run.groups.keys.refs, in: run.groups.keys.arena)
    latest.makeRoom(for: groups.count)
    for (place, row) in run.rows.enumerated() {
      latest.add(found.values, found.orders, Int(row), of: Int(ids[place]))
    }
  }

  /// Where all rows lead, once all have come. O(rows + groups).
  public consuming func linked() -> LinkRows {
    if let (step, _) = steps.carried {
      let place = matchedByStep.count - 1
      let values = latest.values(of: groups.count)
      let first = step.index.first(values.refs, in: values.arena)
      let found = first.map { first in
        var found: (row: Int32, candidates: Int) = (-1, 0)
        step.index.forEach(from: first) { found = (Int32($0), found.candidates + 1) }
        return found
      }
      for row in rows.indices where rows[row] < -1 {
        let found = found[Int(-2 - rows[row])]
        rows[row] = found.candidates == 1 ? found.row : -1
        if found.candidates == 1 { matchedByStep[place] += 1 }
        if found.candidates > 1 { ambiguousByStep[place] += 1 }
      }
    }
    return LinkRows(
      rows: rows, matchedByStep: matchedByStep, ambiguousByStep: ambiguousByStep)
  }
}

/// The value that each group's latest row lends, and what it is the latest by. A group's texts are
/// written over by those of a later row where they are as long.
private struct LatestOfGroups: Sendable {
  private var isThere: [Bool] = []
  private var values = RewrittenTexts()
  /// By place in the order: the one that fits the column there is used.
  private var numbers: [[Int64]]
  private var texts: [RewrittenTexts]

  /// - Parameter orders: how many columns say which row is the latest.
  init(orders count: Int) {
    numbers = (0..<count).map { _ in [] }
    texts = (0..<count).map { _ in RewrittenTexts() }
  }

  /// By group, so many of them, the value; null for one without a latest row.
  func values(of groups: Int) -> TextColumn {
    var all = values
    all.append(nulls: groups - isThere.count)
    return all.column
  }

  mutating func makeRoom(for groups: Int) {
    let more = groups - isThere.count
    guard more > 0 else { return }
    isThere += repeatElement(false, count: more)
    values.append(nulls: more)
    for place in numbers.indices {
      numbers[place] += repeatElement(nullNumber, count: more)
      texts[place].append(nulls: more)
    }
  }

  /// Takes a row of a run for its group's latest if it is greater than what was.
  mutating func add(_ lent: TextColumn, _ run: [ColumnValues], _ row: Int, of group: Int) {
    if isThere[group], !isGreater(run, row, than: group) { return }
    isThere[group] = true
    values.set(group, lent[row])
    for (place, column) in run.enumerated() {
      switch column {
      case .numbers(let column): numbers[place][group] = column[row]
      case .text(let column): texts[place].set(group, column[row])
      }
    }
  }

  /// As `OrderReader` compares: null first.
  private func isGreater(_ run: [ColumnValues], _ row: Int, than group: Int) -> Bool {
    for (place, column) in run.enumerated() {
      switch column {
      case .numbers(let column):
        let old = numbers[place][group]
        if column[row] != old { return column[row] > old }
      case .text(let column):
        switch (column[row], texts[place][group]) {
        case (nil, nil): continue
        case (nil, _): return false
        case (_, nil): return true
        case (let new?, let old?):
          let order = Bytes.compare(new, old)
          if order != 0 { return order > 0 }
        }
      }
    }
    return false
  }
}

/// Texts by number, each of which may be set again. One of the same length takes the old one's place.
private struct RewrittenTexts: Sendable {
  private let arena = TextArena()
  private var refs: [TextRef] = []

  subscript(number: Int) -> ByteView? { refs[number].isNull ? nil : arena[refs[number]] }

  /// All of them, for as long as none is set.
  var column: TextColumn { TextColumn(arena: arena, refs: refs) }

  mutating func append(nulls count: Int) { refs += repeatElement(.null, count: count) }

  mutating func set(_ number: Int, _ text: ByteView?) {
    guard let text else {
      refs[number] = .null
      return
    }
    let old = refs[number]
    if !old.isNull, old.length == text.count {
      arena.rewrite(old, with: text)
    } else {
      refs[number] = arena.append(text)
    }
  }
}
