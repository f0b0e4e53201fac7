import Pipeline
import Table

extension Evaluator {
  /// The related rows folded onto the rows that they share, and where each row here finds its own.
  func shared(_ aggregate: Aggregate) -> SharedValues {
    let isZero = [.exists, .count, .sum].contains(aggregate.kind)
    return SharedValues(
      folds[aggregate] ?? RelatedRows(of: aggregate, day, permissions).folded(aggregate),
      at: aggregate.ownLink.map(linkRows), none: isZero ? 0 : nullNumber)
  }
}

/// The rows of a source that aggregates fold which agree in source, link and filter.
struct RelatedRows {
  private let rows: Evaluator
  /// For each related row the row that it shares with others; −1 for none.
  private let groups: [Int32]
  private let filter: NumberReader?
  private let groupCount: Int

  init(of aggregate: Aggregate, _ day: DayTables, _ permissions: (any PermissionSource)?) {
    rows = Evaluator(
      day: day, source: aggregate.source, rows: 0..<day.table(aggregate.source).rowCount,
      permissions: permissions)
    groups = day.link(aggregate.relatedLink, of: aggregate.source)
    groupCount = day.target(of: aggregate.relatedLink, from: aggregate.source).rowCount
    filter = aggregate.filter.map { [rows] in rows.evaluate($0).numberReader }
  }

  /// For each row that related rows lead to the values of several aggregates. Those that list in the
  /// same order put the rows in order once.
  func folded(_ aggregates: [Aggregate]) -> [ColumnValues] {
    var last: (order: [Formula], members: RowsByGroup)?
    return aggregates.map { aggregate in
      guard aggregate.kind == .list else { return folded(aggregate) }
      if let last, last.order == aggregate.order { return list(aggregate, last.members) }
      let members = members(by: aggregate)
      last = (aggregate.order, members)
      return list(aggregate, members)
    }
  }

  /// The value for each row that related rows lead to.
  func folded(_ aggregate: Aggregate) -> ColumnValues {
    switch aggregate.kind {
    case .exists, .count, .sum: numbers(aggregate, none: 0)
    case .min, .max:
      aggregate.value?.type.isText == true ? extremeText(aggregate) : numbers(aggregate)
    case .last: last(aggregate)
    case .list: list(aggregate, members(by: aggregate))
    }
  }

  /// The group of a related row that counts.
  @inline(__always)
  private func group(_ row: Int) -> Int? {
    groups[row] >= 0 && counts(row) ? Int(groups[row]) : nil
  }

  /// Whether the filter takes a related row.
  @inline(__always)
  private func counts(_ row: Int) -> Bool { filter.map { $0[row] == 1 } ?? true }

  private func numbers(_ aggregate: Aggregate, none: Int64 = nullNumber) -> ColumnValues {
    let values = aggregate.value.map { rows.evaluate($0).numberReader }
    var folded = [Int64](repeating: none, count: groupCount)
    for row in 0..<rows.rowCount {
      guard let group = group(row) else { continue }
      let value = values?[row] ?? 1
      if value == nullNumber { continue }
      switch aggregate.kind {
      case .exists: folded[group] = 1
      case .count: folded[group] += 1
      case .sum: folded[group] = folded[group].adding(value)
      case .min: folded[group] = folded[group] == nullNumber ? value : min(folded[group], value)
      default: folded[group] = max(folded[group], value)
      }
    }
    return .numbers(folded)
  }

  private func extremeText(_ aggregate: Aggregate) -> ColumnValues {
    let values = values(aggregate)
    let texts = values.textReader
    var best = [Int32](repeating: -1, count: groupCount)
    for row in 0..<rows.rowCount {
      guard let group = group(row), let text = texts[row] else { continue }
      if best[group] >= 0, let current = texts[Int(best[group])] {
        let order = Bytes.compare(text, current)
        guard aggregate.kind == .min ? order < 0 : order > 0 else { continue }
      }
      best[group] = Int32(row)
    }
    return values.column(rows.rowCount).gather(best)
  }

  private func last(_ aggregate: Aggregate) -> ColumnValues {
    let orders = orders(aggregate)
    var best = [Int32](repeating: -1, count: groupCount)
    for row in 0..<rows.rowCount {
      guard let group = group(row) else { continue }
      if best[group] < 0 || OrderReader.compare(orders, row, Int(best[group])) > 0 {
        best[group] = Int32(row)
      }
    }
    return values(aggregate).column(rows.rowCount).gather(best)
  }

  /// The rows that count, in an order in each group.
  private func members(by aggregate: Aggregate) -> RowsByGroup {
    var members = RowsByGroup(groups, count: groupCount, where: counts)
    let orders = orders(aggregate)
    members.sort { OrderReader.compare(orders, Int($0), Int($1), nullAsEmpty: true) < 0 }
    return members
  }

  /// Each list once for its group, as a JSON array.
  private func list(_ aggregate: Aggregate, _ members: RowsByGroup) -> ColumnValues {
    // In the order of the groups, so that they are waited for together and not one by one.
    let texts = values(aggregate).textColumn(rows.rowCount).gather(members.rows)
    // Most lists come again: of each kept is one.
    var lists = KeyIndex()
    let json = ByteBuffer()
    var listed: [TextRef] = []
    let refs = (0..<groupCount).map { group -> TextRef in
      listed.removeAll(keepingCapacity: true)
      for ref in texts.refs[members.range(group)] where !ref.isNull { listed.append(ref) }
      if listed.isEmpty { return .null }
      json.removeAll()
      append(listed, texts.arena, to: json)
      guard rows.day.overlong.allows(json.view, of: .aggregate(aggregate)) else { return .null }
      let (id, _) = lists.insert(json.view)
      return lists.keys.refs[id]
    }
    return .text(TextColumn(arena: lists.keys.arena, refs: refs))
  }

  /// Adds a list of texts that are not null, each at its first place. Expected O(texts).
  private func append(_ refs: [TextRef], _ arena: TextArena, to json: ByteBuffer) {
    json.append(UInt8(ascii: "["))
    // A few are compared with one another sooner than they are put into an index.
    var seen = refs.count > 16 ? KeyIndex(capacity: refs.count) : nil
    for (place, ref) in refs.enumerated() {
      let text = arena[ref]
      let isNew =
        seen?.insert(text).isNew
        ?? !refs[..<place].contains { $0 == ref || Bytes.equal(arena[$0], text) }
      if !isNew { continue }
      if json.count > 1 { json.append(UInt8(ascii: ",")) }
      json.append(jsonString: text)
    }
    json.append(UInt8(ascii: "]"))
  }

  private func values(_ aggregate: Aggregate) -> Vector {
    aggregate.value.map(rows.evaluate) ?? .nullText
  }

  private func orders(_ aggregate: Aggregate) -> [OrderReader] {
    (aggregate.order + rows.keyFields).map { OrderReader(rows.evaluate($0)) }
  }
}

extension Evaluator {
  /// The key of the rows' source, which makes any order total.
  var keyFields: [Formula] {
    (source.map(day.key) ?? []).map { .field($0, base[$0].type) }
  }
}
