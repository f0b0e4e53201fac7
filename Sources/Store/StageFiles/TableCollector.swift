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
  /// Where each column's cells begin; nil for a column that is not wanted.
  private let cells: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>?>
  /// Keep the cells alive.
  private var blocks: [Region.Block?]
  private let texts: [RecentTexts?]

  /// - Parameters:
  ///   - rowCount: the rows that will be set, each at every column.
  ///   - only: the names of the wanted columns; nil: all.
  init(_ description: TableDescription, rowCount: Int, path: String, only: Set<String>? = nil) {
    self.description = description
    self.rowCount = rowCount
    self.path = path
    columnCount = description.columns.count
    types = .allocate(capacity: columnCount)
    types.initialize(from: description.columns.map(\.type), count: columnCount)
    cells = .allocate(capacity: columnCount)
    texts = description.columns.map { column in
      column.type.isText && only?.contains(column.name) ?? true ? RecentTexts() : nil
    }
    blocks = Array(repeating: nil, count: columnCount)
    for (index, column) in description.columns.enumerated() {
      cells[index] = nil
      guard only?.contains(column.name) ?? true else { continue }
      guard let block = Region.Block(size: rowCount * 8) else {
        fatalError("no addresses are left")
      }
      blocks[index] = block
      cells[index] = UnsafeMutableRawPointer(block.base).assumingMemoryBound(to: UInt64.self)
    }
  }

  deinit {
    types.deallocate()
    cells.deallocate()
  }

  /// True for a column whose values must be set, and may be; the others must not.
  @inline(__always)
  func takes(_ column: Int) -> Bool { cells[column] != nil }

  @inline(__always)
  private func put(_ column: Int, _ row: Int, _ bits: UInt64) {
    cells[column].unsafelyUnwrapped[row] = bits
  }

  @inline(__always)
  func setNull(_ column: Int, _ row: Int) {
    let isText = types[column].isText
    put(column, row, isText ? TextRef.null.bits : UInt64(bitPattern: nullNumber))
  }

  @inline(__always)
  func set(_ column: Int, _ row: Int, _ number: Int64) throws(StoreError) {
    guard types[column] == .int || types[column] == .bool else { throw notOfType(column) }
    put(column, row, UInt64(bitPattern: number))
  }

  @inline(__always)
  func set(_ column: Int, _ row: Int, _ text: ByteView) throws(StoreError) {
    let number: Int64?
    switch types[column] {
    case .text, .list:
      guard text.count <= TextRef.maximumLength else { throw notOfType(column) }
      put(column, row, texts[column].unsafelyUnwrapped.add(text).bits)
      return
    case .date: number = text.count == 10 ? DateTexts.day(text) : nil
    case .timestamp: number = DateTexts.timestamp(text)
    case .int, .bool, .bytes: number = nil
    }
    guard let number else { throw notOfType(column) }
    put(column, row, UInt64(bitPattern: number))
  }

  func set(_ column: Int, _ row: Int, blob: ByteView) throws(StoreError) {
    guard types[column] == .bytes, blob.count <= TextRef.maximumLength else {
      throw notOfType(column)
    }
    put(column, row, texts[column].unsafelyUnwrapped.add(blob).bits)
  }

  /// The table of the wanted columns, once all rows are set. Once: the cells are given back.
  func table() -> Table { table(rowCount: rowCount) }

  /// The same of the first rows, if only those have been set.
  func table(rowCount: Int) -> Table {
    var columns: [Column] = []
    for (index, column) in description.columns.enumerated() {
      guard let base = cells[index] else { continue }
      let cells = UnsafeBufferPointer(start: base, count: rowCount)
      let values: ColumnValues =
        if let arena = texts[index]?.arena {
          .text(TextColumn(arena: arena, refs: cells.map { TextRef(bits: $0) }))
        } else {
          .numbers(cells.map { Int64(bitPattern: $0) })
        }
      columns.append(Column(column.name, column.type, values))
      blocks[index] = nil
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
