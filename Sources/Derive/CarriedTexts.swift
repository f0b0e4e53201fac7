import Pipeline
import Table

/// What rows without a value of a column are taken to have there: the value on the latest row of
/// their group that has one.
///
/// Kept is one row a group that has a value, not one a row: most groups of page views, say, never
/// have one.
struct CarriedTexts: Sendable {
  private let values: TextColumn
  private let within: TextColumn
  private let latest: LatestRows

  /// Of the rows of a group that have a value the greatest by `latestBy`, and of equals by `key`,
  /// gives its value. Expected O(rows), on as many threads; nothing depends on how many.
  init(
    _ column: String, _ carried: MatchStep.Carried, of source: Table, key: [String], threads: Int
  ) {
    let values = source[column].text
    let within = source[carried.within].text
    let orders = (carried.latestBy + key).map { OrderReader(source[$0].values) }
    let each = (source.rowCount + max(1, threads) - 1) / max(1, threads)
    let starts = Array(stride(from: 0, to: source.rowCount, by: max(1, each)))
    let parts = Workers.map(starts.count, threads: threads) { part in
      var latest = LatestRows(orders)
      for row in starts[part]..<min(starts[part] + each, source.rowCount)
      where !values.isNull(row) && !within.isNull(row) {
        latest.add(row, of: within.refs[row], in: within.arena)
      }
      return latest
    }
    var latest = parts.first ?? LatestRows(orders)
    for part in parts.dropFirst() { latest.add(part) }
    self.values = values
    self.within = within
    self.latest = latest
  }

  /// For each row of a run the text it is taken to have; null for rows that have one themselves.
  func refs(_ rows: Range<Int>) -> [TextRef] {
    // Rows that lie together are often of one group, which is looked up once.
    var groups: [TextRef] = []
    for row in rows where values.isNull(row) && !within.isNull(row) {
      if within.refs[row] != groups.last { groups.append(within.refs[row]) }
    }
    let latest = latest.rows(of: groups, in: within.arena)
    var place = -1
    return rows.map { row in
      let group = within.refs[row]
      guard values.isNull(row), !group.isNull else { return .null }
      if place < 0 || group != groups[place] { place += 1 }
      return latest[place] < 0 ? .null : values.refs[Int(latest[place])]
    }
  }

  /// The arena of the texts.
  var arena: TextArena { values.arena }
}

/// The greatest row of each of some groups.
struct LatestRows: Sendable {
  private let orders: [OrderReader]
  private(set) var groups = KeyIndex()
  /// By group, in the order in which they came.
  private(set) var rows: [Int32] = []
  /// The group asked for last: rows that lie together are often of one.
  private var last: (ref: TextRef, id: Int) = (.null, -1)

  init(_ orders: [OrderReader]) { self.orders = orders }

  /// Of each group its row, −1 if there is none.
  func rows(of groups: [TextRef], in arena: TextArena) -> [Int32] {
    self.groups.find(groups, in: arena).map { $0 < 0 ? -1 : rows[Int($0)] }
  }

  mutating func add(_ row: Int, of group: TextRef, in arena: TextArena) {
    if group != last.ref {
      let (id, isNew) = groups.insert(arena[group])
      last = (group, id)
      if isNew { return rows.append(Int32(row)) }
    }
    if OrderReader.compare(orders, row, Int(rows[last.id])) > 0 { rows[last.id] = Int32(row) }
  }

  /// Adds what later rows hold.
  mutating func add(_ other: LatestRows) {
    for (id, row) in other.rows.enumerated() {
      add(Int(row), of: other.groups.keys.refs[id], in: other.groups.keys.arena)
    }
  }
}
