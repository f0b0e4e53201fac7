import Pipeline
import Table

extension Evaluator {
  /// Folds the related rows onto the row they share, then reads that for each row here.
  func aggregate(_ aggregate: Aggregate) -> Vector {
    let related = day.table(aggregate.source)
    let inner = Evaluator(
      day: day, source: aggregate.source, rowCount: related.rowCount, own: [:],
      permissions: permissions)
    let groups = day.link(aggregate.relatedLink, of: aggregate.source)
    let filter = aggregate.filter.map { inner.evaluate($0).numberReader }
    let own = aggregate.ownLink.map(linkRows)
    let groupCount = max((groups.max() ?? -1), (own?.max() ?? -1), Int32(rowCount) - 1) + 1

    func group(_ row: Int) -> Int? {
      guard groups[row] >= 0, filter.map({ $0[row] == 1 }) ?? true else { return nil }
      return Int(groups[row])
    }
    func spread<Value>(_ values: [Value], _ none: Value) -> [Value] {
      (0..<rowCount).map { row in
        let group = own.map { Int($0[row]) } ?? row
        return group < 0 ? none : values[group]
      }
    }
    let isMinimum = aggregate.kind == .min
    if let value = aggregate.value, value.type.isText {
      let texts = inner.evaluate(value).textReader
      var best = [Int32](repeating: -1, count: Int(groupCount))
      for row in 0..<related.rowCount {
        guard let group = group(row), let text = texts[row] else { continue }
        guard best[group] >= 0, let current = texts[Int(best[group])] else {
          best[group] = Int32(row)
          continue
        }
        let order = Bytes.compare(text, current)
        if isMinimum ? order < 0 : order > 0 { best[group] = Int32(row) }
      }
      let rows = spread(best, -1)
      return .text(
        TextColumn(
          arena: texts.column.arena, refs: rows.map { $0 < 0 ? .null : texts.ref(Int($0)) }))
    }
    let values = aggregate.value.map { inner.evaluate($0).numberReader }
    let none: Int64 =
      switch aggregate.kind {
      case .exists, .count, .sum: 0
      case .min, .max: nullNumber
      }
    var folded = [Int64](repeating: none, count: Int(groupCount))
    for row in 0..<related.rowCount {
      guard let group = group(row) else { continue }
      let value = values?[row] ?? 1
      if value == nullNumber { continue }
      switch aggregate.kind {
      case .exists: folded[group] = 1
      case .count: folded[group] += 1
      case .sum: folded[group] &+= value
      case .min: folded[group] = folded[group] == nullNumber ? value : min(folded[group], value)
      case .max: folded[group] = max(folded[group], value)
      }
    }
    return .numbers(spread(folded, none))
  }

  /// 1 for the greatest row of each group, 0 for the others and for rows in no group.
  func isLatest(_ order: [Formula], _ within: [Formula]) -> Vector {
    var groups = GroupIDs(rowCount: rowCount)
    for formula in within { groups.refine(by: evaluate(formula)) }
    let orders = order.map { OrderReader(evaluate($0)) }
    var best = [Int32](repeating: -1, count: groups.count)
    for row in 0..<rowCount {
      guard let group = groups[row] else { continue }
      let current = best[group]
      if current < 0 || OrderReader.compare(orders, row, Int(current)) > 0 {
        best[group] = Int32(row)
      }
    }
    return numbers { row in
      groups[row].map { best[$0] == Int32(row) ? 1 : 0 } ?? 0
    }
  }
}

/// Numbers the groups of rows that agree in several columns; a row with a null is in none.
struct GroupIDs {
  private var ids: [Int32]
  private(set) var count: Int

  init(rowCount: Int) {
    ids = Array(repeating: 0, count: rowCount)
    count = rowCount > 0 ? 1 : 0
  }

  subscript(row: Int) -> Int? { ids[row] < 0 ? nil : Int(ids[row]) }

  /// Splits every group by one more column.
  mutating func refine(by vector: Vector) {
    var seen: [UInt64: Int32] = [:]
    let values = GroupIDs.dense(vector, ids.count)
    for row in ids.indices {
      guard ids[row] >= 0, values[row] >= 0 else {
        ids[row] = -1
        continue
      }
      let pair =
        UInt64(UInt32(bitPattern: ids[row])) << 32 | UInt64(UInt32(bitPattern: values[row]))
      let next = Int32(seen.count)
      if let known = seen[pair] {
        ids[row] = known
      } else {
        seen[pair] = next
        ids[row] = next
      }
    }
    count = seen.count
  }

  /// A number for each distinct value; −1 for null.
  private static func dense(_ vector: Vector, _ rowCount: Int) -> [Int32] {
    switch vector {
    case .number, .numbers:
      let reader = vector.numberReader
      var seen: [Int64: Int32] = [:]
      return (0..<rowCount).map { row in
        let value = reader[row]
        if value == nullNumber { return -1 }
        if let known = seen[value] { return known }
        let next = Int32(seen.count)
        seen[value] = next
        return next
      }
    case .text, .literal, .nullText:
      let reader = vector.textReader
      var seen = KeyIndex(capacity: rowCount)
      return (0..<rowCount).map { row in
        reader[row].map { Int32(seen.insert($0).id) } ?? -1
      }
    }
  }
}

/// A column that rows are ordered by: numbers by size, texts by bytes, nulls first.
enum OrderReader {
  case numbers(NumberReader)
  case texts(TextReader)

  init(_ vector: Vector) {
    switch vector {
    case .number, .numbers: self = .numbers(vector.numberReader)
    case .text, .literal, .nullText: self = .texts(vector.textReader)
    }
  }

  func compare(_ left: Int, _ right: Int) -> Int {
    switch self {
    case .numbers(let reader):
      let a = reader[left]
      let b = reader[right]
      return a == b ? 0 : a < b ? -1 : 1
    case .texts(let reader):
      switch (reader[left], reader[right]) {
      case (nil, nil): return 0
      case (nil, _): return -1
      case (_, nil): return 1
      case (let a?, let b?): return Bytes.compare(a, b)
      }
    }
  }

  static func compare(_ orders: [OrderReader], _ left: Int, _ right: Int) -> Int {
    for order in orders {
      let result = order.compare(left, right)
      if result != 0 { return result }
    }
    return 0
  }
}
