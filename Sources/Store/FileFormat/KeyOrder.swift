import Table

/// The order in which an index keeps rows: null first, numbers by value, text by bytes.
enum KeyOrder {
  /// A row with the beginning of its first key, which decides most comparisons.
  private struct Entry {
    var prefix: UInt64
    var row: Int32
  }

  /// The rows in the order of the columns, equal ones in their own; nil if they are in that order
  /// already. O(rows × log rows), or O(rows) if nil.
  static func rows(of columns: [Column], rowCount: Int) -> [Int32]? {
    guard let first = columns.first, rowCount > 1 else { return nil }
    let isSorted = (1..<rowCount).allSatisfy { compare(columns, $0 - 1, $0) <= 0 }
    if isSorted { return nil }
    var entries = (0..<rowCount).map { Entry(prefix: prefix(first, $0), row: Int32($0)) }
    entries.sort { left, right in
      if left.prefix != right.prefix { return left.prefix < right.prefix }
      let order = compare(columns, Int(left.row), Int(right.row))
      return order == 0 ? left.row < right.row : order < 0
    }
    return entries.map(\.row)
  }

  private static func compare(_ columns: [Column], _ left: Int, _ right: Int) -> Int {
    for column in columns {
      let order =
        switch column.values {
        case .text(let text): compare(text[left], text[right])
        case .numbers(let numbers):
          // `nullNumber` is the least of all numbers.
          numbers[left] < numbers[right] ? -1 : numbers[left] == numbers[right] ? 0 : 1
        }
      if order != 0 { return order }
    }
    return 0
  }

  private static func compare(_ left: ByteView?, _ right: ByteView?) -> Int {
    switch (left, right) {
    case (nil, nil): 0
    case (nil, _): -1
    case (_, nil): 1
    case (let left?, let right?): Bytes.compare(left, right)
    }
  }

  /// A number that never puts two rows in the wrong order, though it may call them equal.
  private static func prefix(_ column: Column, _ row: Int) -> UInt64 {
    switch column.values {
    case .numbers(let numbers): return UInt64(bitPattern: numbers[row] &- .min)
    case .text(let text):
      guard let bytes = text[row] else { return 0 }
      var prefix: UInt64 = 0
      for place in 0..<8 { prefix = prefix << 8 | UInt64(place < bytes.count ? bytes[place] : 0) }
      return prefix
    }
  }
}
