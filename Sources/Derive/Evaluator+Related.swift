import Pipeline
import Table

extension Evaluator {
  /// The related rows folded onto the rows that they share, and where each row here finds its own.
  func shared(_ aggregate: Aggregate) -> SharedValues {
    let isZero = [.exists, .count, .sum].contains(aggregate.kind)
    return SharedValues(
      folds[aggregate] ?? RelatedRows(aggregate, day, permissions).folded(),
      at: aggregate.ownLink.map(linkRows), none: isZero ? 0 : nullNumber)
  }
}

/// The rows of a source that an aggregate folds.
struct RelatedRows {
  private let aggregate: Aggregate
  private let rows: Evaluator
  /// For each related row the row that it shares with others; −1 for none.
  private let groups: [Int32]
  private let filter: NumberReader?
  private let groupCount: Int

  init(_ aggregate: Aggregate, _ day: DayTables, _ permissions: (any PermissionSource)?) {
    self.aggregate = aggregate
    rows = Evaluator(
      day: day, source: aggregate.source, rows: 0..<day.table(aggregate.source).rowCount,
      permissions: permissions)
    groups = day.link(aggregate.relatedLink, of: aggregate.source)
    groupCount = day.target(of: aggregate.relatedLink, from: aggregate.source).rowCount
    filter = aggregate.filter.map { [rows] in rows.evaluate($0).numberReader }
  }

  /// The value for each row that related rows lead to.
  func folded() -> ColumnValues {
    switch aggregate.kind {
    case .exists, .count, .sum: numbers(none: 0)
    case .min, .max: aggregate.value?.type.isText == true ? extremeText() : numbers()
    case .last: last()
    case .list: list()
    }
  }

  /// The group of a related row that counts.
  @inline(__always)
  private func group(_ row: Int) -> Int? {
    guard groups[row] >= 0, filter.map({ $0[row] == 1 }) ?? true else { return nil }
    return Int(groups[row])
  }

  private func numbers(none: Int64 = nullNumber) -> ColumnValues {
    let values = aggregate.value.map { rows.evaluate($0).numberReader }
    var folded = [Int64](repeating: none, count: groupCount)
    for row in 0..<rows.rowCount {
      guard let group = group(row) else { continue }
      let value = values?[row] ?? 1
      if value == nullNumber { continue }
      switch aggregate.kind {
      case .exists: folded[group] = 1
      case .count: folded[group] += 1
      case .sum: folded[group] &+= value
      case .min: folded[group] = folded[group] == nullNumber ? value : min(folded[group], value)
      default: folded[group] = max(folded[group], value)
      }
    }
    return .numbers(folded)
  }

  private func extremeText() -> ColumnValues {
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

  private func last() -> ColumnValues {
    let orders = orders
    var best = [Int32](repeating: -1, count: groupCount)
    for row in 0..<rows.rowCount {
      guard let group = group(row) else { continue }
      if best[group] < 0 || OrderReader.compare(orders, row, Int(best[group])) > 0 {
        best[group] = Int32(row)
      }
    }
    return values.column(rows.rowCount).gather(best)
  }

  /// Each list once for its group, as a JSON array.
  private func list() -> ColumnValues {
    let texts = values.textReader
    let orders = orders
    // The rows of each group that count, one group after another.
    let counted = (0..<rows.rowCount).filter { group($0) != nil && !texts.ref($0).isNull }
    var ends = [Int](repeating: 0, count: groupCount + 1)
    for row in counted { ends[Int(groups[row]) + 1] += 1 }
    for group in 0..<groupCount { ends[group + 1] += ends[group] }
    var members = [Int32](repeating: 0, count: counted.count)
    for row in counted {
      members[ends[Int(groups[row])]] = Int32(row)
      // In the end, where the group ends.
      ends[Int(groups[row])] += 1
    }
    let lists = TextArena()
    let json = ByteBuffer()
    let refs = (0..<groupCount).map { group -> TextRef in
      let rows = members[(group == 0 ? 0 : ends[group - 1])..<ends[group]]
      if rows.isEmpty { return .null }
      let ordered =
        rows.count == 1
        ? Array(rows)
        : rows.sorted {
          OrderReader.compare(orders, Int($0), Int($1), nullAsEmpty: true) < 0
        }
      json.removeAll()
      append(ordered.map { texts.ref(Int($0)) }, texts, to: json)
      return lists.append(json.view)
    }
    return .text(TextColumn(arena: lists, refs: refs))
  }

  /// Adds a list of texts that are not null, each at its first place.
  private func append(_ refs: [TextRef], _ texts: TextReader, to json: ByteBuffer) {
    json.append(UInt8(ascii: "["))
    for (place, ref) in refs.enumerated() {
      let text = texts.column.arena[ref]
      if refs[..<place].contains(where: { Bytes.equal(texts.column.arena[$0], text) }) { continue }
      if json.count > 1 { json.append(UInt8(ascii: ",")) }
      json.append(jsonString: text)
    }
    json.append(UInt8(ascii: "]"))
  }

  private var values: Vector { aggregate.value.map(rows.evaluate) ?? .nullText }

  private var orders: [OrderReader] {
    (aggregate.order + rows.keyFields).map { OrderReader(rows.evaluate($0)) }
  }
}

extension Evaluator {
  /// The key of the rows' source, which makes any order total.
  var keyFields: [Formula] {
    (source.map(day.key) ?? []).map { .field($0, base[$0].type) }
  }
}
