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
  /// O(n), and O(m log m) for each group of m rows, for every way of telling who is the same.
  func earliestAfter(_ value: Formula, _ limit: Formula, _ within: [Formula]) -> Vector {
    let values = evaluate(value).numberReader
    let limits = evaluate(limit).numberReader
    var result = [Int64](repeating: nullNumber, count: rowCount)
    var isKnown = [Bool](repeating: false, count: rowCount)
    for formula in within {
      var groups = GroupIDs(rowCount: rowCount)
      groups.refine(by: evaluate(formula))
      // The rows with a value, by group and then by value.
      var members = groups.members { values[$0] != nullNumber }
      members.sort { (values[Int($0)], $0) < (values[Int($1)], $1) }
      for row in 0..<rowCount where !isKnown[row] {
        guard let group = groups[row] else { continue }
        isKnown[row] = true
        guard limits[row] != nullNumber else { continue }
        let rows = members[group]
        var low = rows.startIndex
        var high = rows.endIndex
        while low < high {
          let middle = (low + high) / 2
          if values[Int(rows[middle])] > limits[row] { high = middle } else { low = middle + 1 }
        }
        while low < rows.endIndex, rows[low] == row { low += 1 }
        if low < rows.endIndex { result[row] = values[Int(rows[low])] }
      }
    }
    return .numbers(result)
  }
}

/// Numbers the groups of rows that agree in several columns; a row with a null is in none.
struct GroupIDs {
  private var ids: [Int32]
  /// All rows are in one group yet.
  private var isOne = true
  /// Greater than the number of every group; not every number below it is one.
  private(set) var count: Int

  init(rowCount: Int) {
    ids = Array(repeating: 0, count: rowCount)
    count = rowCount > 0 ? 1 : 0
  }

  subscript(row: Int) -> Int? { ids[row] < 0 ? nil : Int(ids[row]) }

  /// Splits every group by one more column.
  mutating func refine(by vector: Vector) {
    if !isOne, case .text(let texts) = vector { return refine(by: texts) }
    let (values, count) = GroupIDs.numbered(vector, ids.count)
    if isOne {
      (ids, self.count, isOne) = (values, count, false)
      return
    }
    var pairs = NumberIDs(capacity: ids.count)
    for row in ids.indices {
      guard ids[row] >= 0, values[row] >= 0 else {
        ids[row] = -1
        continue
      }
      ids[row] = pairs.id(of: Int64(ids[row]) << 32 | Int64(values[row]))
    }
    self.count = pairs.count
  }

  /// Splits every group by texts. The rows of a group are looked up among themselves only: in a
  /// table that mostly lies near the processor, as one of all rows would not.
  private mutating func refine(by texts: TextColumn) {
    let members = members { _ in true }
    for group in 0..<members.groupCount {
      let rows = members[group]
      if rows.count == 1, let row = rows.first {
        ids[Int(row)] = texts.isNull(Int(row)) ? -1 : Int32(rows.startIndex)
      } else if rows.count > 1 {
        let first = KeyIndex.firstRows(of: texts.gather(rows))
        for (row, first) in zip(rows, first) {
          ids[Int(row)] = first < 0 ? -1 : Int32(rows.startIndex) + first
        }
      }
    }
    count = members.rows.count
  }

  /// A number for each distinct value, −1 for null; and one that is greater than all of them.
  private static func numbered(
    _ vector: Vector, _ rowCount: Int
  ) -> (numbers: [Int32], count: Int) {
    switch vector {
    case .number, .numbers:
      let reader = vector.numberReader
      var values = NumberIDs(capacity: 1024)
      let numbers = (0..<rowCount).map { row in
        reader[row] == nullNumber ? -1 : values.id(of: reader[row])
      }
      return (numbers, values.count)
    case .text(let column): return (KeyIndex.firstRows(of: column), rowCount)
    case .literal: return (Array(repeating: 0, count: rowCount), min(1, rowCount))
    case .nullText: return (Array(repeating: -1, count: rowCount), 0)
    }
  }
}

extension GroupIDs {
  /// The rows that are in a group, of those that are wanted. O(rows).
  func members(where isWanted: (Int) -> Bool) -> RowsByGroup {
    RowsByGroup(ids, count: count, where: isWanted)
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
