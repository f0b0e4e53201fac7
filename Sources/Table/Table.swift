/// What a column of a table holds, and how a published table writes it.
public enum ColumnType: String, Sendable, CaseIterable {
  /// UTF-8 text; TEXT.
  case text
  /// A whole number within ±2^53; INTEGER.
  case int
  /// 0 or 1; INTEGER. In memory a number.
  case bool
  /// A calendar day; TEXT `YYYY-MM-DD`. In memory days since 1970-01-01.
  case date
  /// A second of the wall clock of the pipeline's zone (Asia/Tokyo); TEXT `YYYY-MM-DDTHH:MM:SS`.
  /// In memory seconds since 1970-01-01T00:00:00 of that same wall clock.
  case timestamp
  /// A list of texts; TEXT, a JSON array. An empty list is null.
  case list
  /// Bytes as they were found, in no known encoding; BLOB. In memory as a text is.
  case bytes

  /// True if the column is kept as text in memory.
  public var isText: Bool { self == .text || self == .list || self == .bytes }
}

/// The number that stands for null in a column of numbers.
public let nullNumber = Int64.min

/// The values of a column: text, or numbers with `nullNumber` for null.
public enum ColumnValues: Sendable {
  case text(TextColumn)
  case numbers([Int64])

  /// The number of rows, nulls among them. O(1).
  public var count: Int {
    switch self {
    case .text(let column): column.count
    case .numbers(let numbers): numbers.count
    }
  }

  /// The rows of `selection`, in its order; a negative row number gives null. O(selection).
  public func gather(_ selection: [Int32]) -> ColumnValues { gather(selection[...]) }

  /// The same for a part of a selection.
  public func gather(_ selection: ArraySlice<Int32>) -> ColumnValues {
    switch self {
    case .text(let column): .text(column.gather(selection))
    case .numbers(let numbers):
      .numbers(
        [Int64](unsafeUninitializedCapacity: selection.count) { out, count in
          for (index, row) in selection.enumerated() {
            out[index] = row < 0 ? nullNumber : numbers[Int(row)]
          }
          count = selection.count
        })
    }
  }

  /// A run of rows. O(its rows); all rows are not copied.
  public func slice(_ rows: Range<Int>) -> ColumnValues {
    if rows == 0..<count { return self }
    return switch self {
    case .text(let column): .text(TextColumn(arena: column.arena, refs: Array(column.refs[rows])))
    case .numbers(let numbers): .numbers(Array(numbers[rows]))
    }
  }

  /// Makes room for so many rows in all, so that adding up to there copies nothing twice.
  public mutating func reserveCapacity(_ count: Int) {
    switch consume self {
    case .text(var column):
      column.refs.reserveCapacity(count)
      self = .text(column)
    case .numbers(var numbers):
      numbers.reserveCapacity(count)
      self = .numbers(numbers)
    }
  }

  /// A column of the same kind without rows.
  public var none: ColumnValues {
    switch self {
    case .text: .text(TextColumn())
    case .numbers: .numbers([])
    }
  }

  /// Adds the rows of another column of the same kind with copies of their texts, so that nothing
  /// else of the other's text is kept.
  public mutating func append(copying other: ColumnValues) {
    guard case .text(let theirs) = other else { return append(contentsOf: other) }
    guard case .text(var mine) = consume self else { preconditionFailure("not a column of text") }
    for row in 0..<theirs.count { mine.append(theirs[row]) }
    self = .text(mine)
  }

  /// Adds the rows of another column of the same kind.
  public mutating func append(contentsOf other: ColumnValues) {
    // Taken out while it grows: a second holder would make every addition a copy.
    switch consume self {
    case .text(var mine):
      guard case .text(let theirs) = other else { preconditionFailure("not a column of text") }
      mine.append(contentsOf: theirs)
      self = .text(mine)
    case .numbers(var mine):
      guard case .numbers(let theirs) = other else { preconditionFailure("a column of text") }
      mine.append(contentsOf: theirs)
      self = .numbers(mine)
    }
  }
}

/// A named column.
public struct Column: Sendable {
  /// Unique in its table. Of a published table also the column's name in SQLite.
  public let name: String
  /// Says whether `values` are text or numbers (`isText`), and what a number means.
  public let type: ColumnType
  /// One a row, in the table's order.
  public var values: ColumnValues

  public init(_ name: String, _ type: ColumnType, _ values: ColumnValues) {
    self.name = name
    self.type = type
    self.values = values
  }

  /// A text or list column.
  public init(_ name: String, texts: [String?], type: ColumnType = .text) {
    self.init(name, type, .text(TextColumn(texts)))
  }

  /// A column of numbers; nil is null.
  public init(_ name: String, _ type: ColumnType, numbers: [Int64?]) {
    self.init(name, type, .numbers(numbers.map { $0 ?? nullNumber }))
  }

  /// The column's text. It must be a text or list column.
  public var text: TextColumn {
    guard case .text(let column) = values else { preconditionFailure("\(name) is not text") }
    return column
  }

  /// The column's numbers. It must not be a text or list column.
  public var numbers: [Int64] {
    guard case .numbers(let numbers) = values else { preconditionFailure("\(name) is text") }
    return numbers
  }
}

/// A table in memory: named columns of equal length.
public struct Table: Sendable {
  /// What published files and error messages call it.
  public let name: String
  /// In the order in which they are published.
  public private(set) var columns: [Column]
  /// How many values each column has. O(1).
  public private(set) var rowCount: Int

  /// `rowCount` is needed only for a table without columns.
  public init(_ name: String, _ columns: [Column], rowCount: Int? = nil) {
    self.name = name
    self.columns = columns
    self.rowCount = rowCount ?? columns.first?.values.count ?? 0
    precondition(columns.allSatisfy { $0.values.count == self.rowCount }, "uneven columns")
  }

  /// Puts other values, one a row, in the place of a column's.
  public mutating func replaceValues(ofColumn index: Int, by values: ColumnValues) {
    precondition(values.count == rowCount, "uneven columns")
    columns[index].values = values
  }

  /// Makes room for so many rows in all.
  public mutating func reserveCapacity(_ count: Int) {
    for index in columns.indices { columns[index].values.reserveCapacity(count) }
  }

  /// Adds the rows of another table with the same columns. O(its rows).
  public mutating func append(contentsOf other: Table) {
    precondition(other.columns.map(\.name) == columns.map(\.name), "tables of other columns")
    for index in columns.indices {
      columns[index].values.append(contentsOf: other.columns[index].values)
    }
    rowCount += other.rowCount
  }

  /// Adds the rows of a table that has at least these columns, in whatever order, with copies of
  /// their texts: nothing else of the other's text is kept. O(its rows × columns).
  public mutating func append(copying other: Table) {
    for index in columns.indices {
      columns[index].values.append(copying: other[columns[index].name].values)
    }
    rowCount += other.rowCount
  }

  /// The position of a column by name. O(columns).
  public func index(of column: String) -> Int? { columns.firstIndex { $0.name == column } }

  /// The column of that name, or nil. O(columns).
  public func column(_ name: String) -> Column? { columns.first { $0.name == name } }

  /// The column of that name, which the caller knows is there. O(columns).
  public subscript(_ name: String) -> Column {
    guard let column = column(name) else {
      preconditionFailure("no column \(name) in \(self.name)")
    }
    return column
  }

  /// A run of rows. O(columns × its rows).
  public func slice(_ rows: Range<Int>) -> Table {
    Table(
      name, columns.map { Column($0.name, $0.type, $0.values.slice(rows)) }, rowCount: rows.count)
  }

  /// The rows of `selection`, in its order. O(columns × selection).
  public func gather(_ selection: [Int32]) -> Table {
    Table(
      name, columns.map { Column($0.name, $0.type, $0.values.gather(selection)) },
      rowCount: selection.count)
  }
}
