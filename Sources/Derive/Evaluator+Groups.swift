import Pipeline
import Table

extension Evaluator {
  /// 1 for the greatest row of each group, 0 for the others and for rows in no group.
  func isLatest(_ order: [Formula], _ within: [Formula]) -> Vector {
    var groups = GroupIDs(rowCount: rowCount)
    for formula in within { groups.refine(by: evaluate(formula)) }
    let orders = (order + keyFields).map { OrderReader(evaluate($0)) }
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

  /// For each row the earliest value after its limit among the other rows of the same person.
  ///
  /// O(n log n) for every way of telling who is the same.
  func earliestAfter(_ value: Formula, _ limit: Formula, _ within: [Formula]) -> Vector {
    let values = evaluate(value).numberReader
    let limits = evaluate(limit).numberReader
    var result = [Int64](repeating: nullNumber, count: rowCount)
    var isKnown = [Bool](repeating: false, count: rowCount)
    for formula in within {
      var groups = GroupIDs(rowCount: rowCount)
      groups.refine(by: evaluate(formula))
      // The rows with a value, by group and then by value.
      let rows = (0..<rowCount).filter { groups[$0] != nil && values[$0] != nullNumber }
        .sorted { (groups[$0] ?? 0, values[$0], $0) < (groups[$1] ?? 0, values[$1], $1) }
      var starts = [Int](repeating: 0, count: groups.count + 1)
      for row in rows { starts[(groups[row] ?? 0) + 1] += 1 }
      for group in 0..<groups.count { starts[group + 1] += starts[group] }
      for row in 0..<rowCount where !isKnown[row] {
        guard let group = groups[row] else { continue }
        isKnown[row] = true
        guard limits[row] != nullNumber else { continue }
        var low = starts[group]
        var high = starts[group + 1]
        while low < high {
          let middle = (low + high) / 2
          if values[rows[middle]] > limits[row] { high = middle } else { low = middle + 1 }
        }
        while low < starts[group + 1], rows[low] == row { low += 1 }
        if low < starts[group + 1] { result[row] = values[rows[low]] }
      }
    }
    return .numbers(result)
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
    let values = GroupIDs.dense(vector, ids.count)
    var pairs = NumberIDs(capacity: ids.count)
    for row in ids.indices {
      guard ids[row] >= 0, values[row] >= 0 else {
        ids[row] = -1
        continue
      }
      ids[row] = pairs.id(of: Int64(ids[row]) << 32 | Int64(values[row]))
    }
    count = pairs.count
  }

  /// A number for each distinct value; −1 for null.
  private static func dense(_ vector: Vector, _ rowCount: Int) -> [Int32] {
    switch vector {
    case .number, .numbers:
      let reader = vector.numberReader
      var values = NumberIDs(capacity: 1024)
      return (0..<rowCount).map { row in
        reader[row] == nullNumber ? -1 : values.id(of: reader[row])
      }
    case .text(let column): return KeyIndex.firstRows(of: column)
    case .literal: return Array(repeating: 0, count: rowCount)
    case .nullText: return Array(repeating: -1, count: rowCount)
    }
  }
}

/// Numbers distinct numbers 0, 1, 2 … in the order in which they come. None may be null.
private struct NumberIDs {
  private var slots: [(number: Int64, id: Int32)]
  private(set) var count = 0

  init(capacity: Int) {
    var size = 32
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: (nullNumber, 0), count: size)
  }

  mutating func id(of number: Int64) -> Int32 {
    if count * 2 >= slots.count { grow() }
    let slot = slot(of: number)
    if slots[slot].number == nullNumber {
      slots[slot] = (number, Int32(count))
      count += 1
    }
    return slots[slot].id
  }

  private func slot(of number: Int64) -> Int {
    let mask = slots.count - 1
    let mixed = UInt64(bitPattern: number).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    var slot = Int(truncatingIfNeeded: mixed.high ^ mixed.low) & mask
    while slots[slot].number != nullNumber, slots[slot].number != number {
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: (nullNumber, 0), count: old.count * 2)
    for entry in old where entry.number != nullNumber { slots[slot(of: entry.number)] = entry }
  }
}

/// A column that rows are ordered by: numbers by size, texts by bytes, nulls first.
enum OrderReader {
  case numbers(NumberReader)
  case texts(TextReader)

  init(_ values: ColumnValues) {
    switch values {
    case .numbers(let numbers): self = .numbers(NumberReader(column: numbers, isConstant: false))
    case .text(let column): self = .texts(TextReader(column: column, isConstant: false))
    }
  }

  init(_ vector: Vector) {
    switch vector {
    case .number, .numbers: self = .numbers(vector.numberReader)
    case .text, .literal, .nullText: self = .texts(vector.textReader)
    }
  }

  /// `nullAsEmpty`: a null text sorts with the empty one.
  func compare(_ left: Int, _ right: Int, nullAsEmpty: Bool = false) -> Int {
    switch self {
    case .numbers(let reader):
      let a = reader[left]
      let b = reader[right]
      return a == b ? 0 : a < b ? -1 : 1
    case .texts(let reader):
      switch (reader[left], reader[right]) {
      case (nil, nil): return 0
      case (nil, let b?) where nullAsEmpty: return b.isEmpty ? 0 : -1
      case (let a?, nil) where nullAsEmpty: return a.isEmpty ? 0 : 1
      case (nil, _): return -1
      case (_, nil): return 1
      case (let a?, let b?): return Bytes.compare(a, b)
      }
    }
  }

  static func compare(
    _ orders: [OrderReader], _ left: Int, _ right: Int, nullAsEmpty: Bool = false
  ) -> Int {
    for order in orders {
      let result = order.compare(left, right, nullAsEmpty: nullAsEmpty)
      if result != 0 { return result }
    }
    return 0
  }
}
