import Pipeline
import Table

extension Evaluator {
  /// Folds the related rows onto the row they share, then reads that for each row here.
  func aggregate(_ aggregate: Aggregate) -> Vector {
    let related = RelatedRows(aggregate, self)
    switch aggregate.kind {
    case .exists, .count, .sum: return related.number(aggregate, none: 0)
    case .min, .max:
      return aggregate.value?.type.isText == true
        ? related.extremeText(aggregate) : related.number(aggregate, none: nullNumber)
    case .last: return related.last(aggregate)
    case .list: return related.list(aggregate)
    }
  }
}

/// The rows of a source that an aggregate folds.
private struct RelatedRows {
  private let rows: Evaluator
  /// For each related row the row that it shares with others; −1 for none.
  private let groups: [Int32]
  private let filter: NumberReader?
  /// For each row here the same; nil: the row itself is what they share.
  private let own: [Int32]?
  private let ownCount: Int
  private let groupCount: Int

  init(_ aggregate: Aggregate, _ outer: Evaluator) {
    let table = outer.day.table(aggregate.source)
    rows = Evaluator(
      day: outer.day, source: aggregate.source, rowCount: table.rowCount, own: [:],
      permissions: outer.permissions)
    groups = outer.day.link(aggregate.relatedLink, of: aggregate.source)
    filter = aggregate.filter.map { [rows] in rows.evaluate($0).numberReader }
    own = aggregate.ownLink.map(outer.linkRows)
    ownCount = outer.rowCount
    groupCount = Int(max(groups.max() ?? -1, own?.max() ?? -1, Int32(ownCount) - 1)) + 1
  }

  /// The group of a related row that counts.
  private func group(_ row: Int) -> Int? {
    guard groups[row] >= 0, filter.map({ $0[row] == 1 }) ?? true else { return nil }
    return Int(groups[row])
  }

  private func spread<Value>(_ values: [Value], _ none: Value) -> [Value] {
    (0..<ownCount).map { row in
      let group = own.map { Int($0[row]) } ?? row
      return group < 0 ? none : values[group]
    }
  }

  func number(_ aggregate: Aggregate, none: Int64) -> Vector {
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
    return .numbers(spread(folded, none))
  }

  func extremeText(_ aggregate: Aggregate) -> Vector {
    guard let value = aggregate.value else { return .nullText }
    let texts = rows.evaluate(value).textReader
    var best = [Int32](repeating: -1, count: groupCount)
    for row in 0..<rows.rowCount {
      guard let group = group(row), let text = texts[row] else { continue }
      if best[group] >= 0, let current = texts[Int(best[group])] {
        let order = Bytes.compare(text, current)
        guard aggregate.kind == .min ? order < 0 : order > 0 else { continue }
      }
      best[group] = Int32(row)
    }
    return texts.column(of: spread(best, -1))
  }

  func last(_ aggregate: Aggregate) -> Vector {
    guard let value = aggregate.value else { return .nullText }
    let orders = (aggregate.order + rows.keyFields).map { OrderReader(rows.evaluate($0)) }
    var best = [Int32](repeating: -1, count: groupCount)
    for row in 0..<rows.rowCount {
      guard let group = group(row) else { continue }
      if best[group] < 0 || OrderReader.compare(orders, row, Int(best[group])) > 0 {
        best[group] = Int32(row)
      }
    }
    let chosen = spread(best, -1)
    if value.type.isText { return rows.evaluate(value).textReader.column(of: chosen) }
    let values = rows.evaluate(value).numberReader
    return .numbers(chosen.map { $0 < 0 ? nullNumber : values[Int($0)] })
  }

  /// Each list once for its group, as a JSON array; rows here share it.
  func list(_ aggregate: Aggregate) -> Vector {
    guard let value = aggregate.value else { return .nullText }
    let texts = rows.evaluate(value).textReader
    let orders = (aggregate.order + rows.keyFields).map { OrderReader(rows.evaluate($0)) }
    var members = (0..<rows.rowCount).filter { group($0) != nil && texts[$0] != nil }
    members.sort { left, right in
      groups[left] == groups[right]
        ? OrderReader.compare(orders, left, right, nullAsEmpty: true) < 0
        : groups[left] < groups[right]
    }
    var lists = [TextRef](repeating: .null, count: groupCount)
    let arena = TextArena()
    let json = ByteBuffer()
    var start = 0
    while start < members.count {
      let group = groups[members[start]]
      var end = start
      json.removeAll()
      json.append(UInt8(ascii: "["))
      while end < members.count, groups[members[end]] == group {
        if let text = texts[members[end]],
          !members[start..<end].contains(where: { earlier in
            texts[earlier].map { Bytes.equal($0, text) } ?? false
          })
        {
          if json.count > 1 { json.append(UInt8(ascii: ",")) }
          json.append(jsonString: text)
        }
        end += 1
      }
      json.append(UInt8(ascii: "]"))
      lists[Int(group)] = arena.append(json.view)
      start = end
    }
    return .text(TextColumn(arena: arena, refs: spread(lists, .null)))
  }
}

extension Evaluator {
  /// The key of the rows' source, which makes any order total.
  var keyFields: [Formula] {
    (source.flatMap { day.keys[$0] } ?? []).map { .field($0, base[$0].type) }
  }
}

extension TextReader {
  /// The texts of some rows, −1 for null, sharing the arena.
  fileprivate func column(of rows: [Int32]) -> Vector {
    .text(
      TextColumn(arena: column.arena, refs: rows.map { $0 < 0 ? .null : ref(Int($0)) }))
  }
}
