import Table

/// The values of a formula over all rows: a column, or one value for every row.
enum Vector {
  case numbers([Int64])
  case text(TextColumn)
  case number(Int64)
  /// One text for every row.
  case literal(TextColumn)
  case nullText

  init(_ values: ColumnValues) {
    switch values {
    case .numbers(let numbers): self = .numbers(numbers)
    case .text(let column): self = .text(column)
    }
  }

  /// Spread to a column of `count` rows.
  func column(_ count: Int) -> ColumnValues {
    switch self {
    case .numbers(let numbers): .numbers(numbers)
    case .text(let column): .text(column)
    case .number(let number): .numbers(Array(repeating: number, count: count))
    case .literal, .nullText: .text(textColumn(count))
    }
  }

  /// Texts spread to a column of `count` rows.
  func textColumn(_ count: Int) -> TextColumn {
    switch self {
    case .text(let column): column
    case .literal(let one):
      TextColumn(arena: one.arena, refs: Array(repeating: one.refs[0], count: count))
    case .nullText: TextColumn(refs: Array(repeating: .null, count: count))
    case .numbers, .number: preconditionFailure("a number where the plan has a text")
    }
  }

  /// A column of numbers, or one number for every row.
  var numberReader: NumberReader {
    switch self {
    case .numbers(let numbers): NumberReader(column: numbers, isConstant: false)
    case .number(let number): NumberReader(column: [number], isConstant: true)
    case .text, .literal, .nullText: preconditionFailure("a text where the plan has a number")
    }
  }

  /// A column of texts, or one text for every row.
  var textReader: TextReader {
    switch self {
    case .text(let column): TextReader(column: column, isConstant: false)
    case .literal(let one): TextReader(column: one, isConstant: true)
    case .nullText: TextReader(column: TextColumn([nil]), isConstant: true)
    case .numbers, .number: preconditionFailure("a number where the plan has a text")
    }
  }
}

/// Reads numbers by row.
struct NumberReader {
  let column: [Int64]
  let isConstant: Bool

  @inline(__always)
  subscript(row: Int) -> Int64 { column[isConstant ? 0 : row] }
}

/// Reads texts by row.
struct TextReader {
  let column: TextColumn
  let isConstant: Bool

  @inline(__always)
  subscript(row: Int) -> ByteView? { column[isConstant ? 0 : row] }

  @inline(__always)
  func ref(_ row: Int) -> TextRef { column.refs[isConstant ? 0 : row] }
}
