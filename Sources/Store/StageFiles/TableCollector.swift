import Table

/// Collects the values of a table that is being read into columns of a known number of rows.
///
/// Every value is 64 bits, a number or a reference to text, in memory of its own: this is the inner
/// loop of reading.
final class TableCollector {
  let description: TableDescription
  let columnCount: Int
  let rowCount: Int
  private let path: String
  private let types: UnsafeMutablePointer<ColumnType>
  /// A column after another.
  private let cells: UnsafeMutablePointer<UInt64>
  private let arenas: [TextArena]

  /// - Parameter rowCount: the rows that will be set, each at every column.
  init(_ description: TableDescription, rowCount: Int, path: String) {
    self.description = description
    self.rowCount = rowCount
    self.path = path
    columnCount = description.columns.count
    types = .allocate(capacity: columnCount)
    types.initialize(from: description.columns.map(\.type), count: columnCount)
    cells = .allocate(capacity: columnCount * rowCount)
    arenas = description.columns.map { _ in TextArena() }
  }

  deinit {
    types.deallocate()
    cells.deallocate()
  }

  @inline(__always)
  func setNull(_ column: Int, _ row: Int) {
    let isText = types[column].isText
    cells[column * rowCount + row] = isText ? TextRef.null.bits : UInt64(bitPattern: nullNumber)
  }

  @inline(__always)
  func set(_ column: Int, _ row: Int, _ number: Int64) throws(StoreError) {
    guard types[column] == .int || types[column] == .bool else { throw notOfType(column) }
    cells[column * rowCount + row] = UInt64(bitPattern: number)
  }

  @inline(__always)
  func set(_ column: Int, _ row: Int, _ text: ByteView) throws(StoreError) {
    let number: Int64?
    switch types[column] {
    case .text, .list:
      guard text.count <= TextRef.maximumLength else { throw notOfType(column) }
      cells[column * rowCount + row] = arenas[column].append(text).bits
      return
    case .date: number = text.count == 10 ? DateTexts.day(text) : nil
    case .timestamp: number = DateTexts.timestamp(text)
    case .int, .bool, .bytes: number = nil
    }
    guard let number else { throw notOfType(column) }
    cells[column * rowCount + row] = UInt64(bitPattern: number)
  }

  func set(_ column: Int, _ row: Int, blob: ByteView) throws(StoreError) {
    guard types[column] == .bytes, blob.count <= TextRef.maximumLength else {
      throw notOfType(column)
    }
    cells[column * rowCount + row] = arenas[column].append(blob).bits
  }

  /// The table, once all rows are set.
  func table() -> Table {
    let columns = description.columns.enumerated().map { index, column in
      let cells = UnsafeBufferPointer(start: cells + index * rowCount, count: rowCount)
      let values: ColumnValues =
        column.type.isText
        ? .text(TextColumn(arena: arenas[index], refs: cells.map { TextRef(bits: $0) }))
        : .numbers(cells.map { Int64(bitPattern: $0) })
      return Column(column.name, column.type, values)
    }
    return Table(description.name, columns, rowCount: rowCount)
  }

  func notOfType(_ column: Int) -> StoreError {
    let type = types[column].rawValue
    return StoreError(
      .damaged,
      "column '\(description.columns[column].name)' of table '\(description.name)' holds a value "
        + "that is not of type \(type)", path: path)
  }
}
