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
  /// The same, to be used without counting a reference for every value.
  private let borrowed: UnsafeMutablePointer<Unmanaged<RecentTexts>?>
  /// The columns whose values must be set, in their order; those of the others must not.
  let wanted: UnsafeMutableBufferPointer<Int>
  /// The day that a value named last: rows that lie together are often of one day.
  @exclusivity(unchecked) private var lastDay: (start: UInt64, end: UInt16, number: Int64?) =
    (0, 0, nil)

  /// The bytes of a line of the processor's cache, and of those that compete for none.
  private static let line = 64
  private static let page = 4096

  /// - Parameters:
  ///   - rowCount: the rows that will be set, each at every column.
  ///   - only: the names of the wanted columns; nil: all.
  ///   - texts: where texts go, for each column; nil: each to an arena of its own.
  init(
    _ description: TableDescription, rowCount: Int, path: String, only: Set<String>? = nil,
    texts: [RecentTexts?]? = nil
  ) {
    self.description = description
    self.rowCount = rowCount
    self.path = path
    columnCount = description.columns.count
    types = .allocate(capacity: columnCount)
    types.initialize(from: description.columns.map(\.type), count: columnCount)
    cells = .allocate(capacity: columnCount)
    self.texts = texts ?? RecentTexts.columns(of: description, only: only)
    blocks = Array(repeating: nil, count: columnCount)
    for (index, column) in description.columns.enumerated() {
      cells[index] = nil
      guard only?.contains(column.name) ?? true else { continue }
      guard let block = Region.Block(size: rowCount * 8 + Self.page) else {
        fatalError("no addresses are left")
      }
      blocks[index] = block
      // A row is set column by column. Blocks begin at multiples of large powers of two, so without
      // a shift all cells of a row would compete for the same few lines of the processor's cache.
      cells[index] = UnsafeMutableRawPointer(block.base + index * Self.line % Self.page)
        .assumingMemoryBound(to: UInt64.self)
    }
    borrowed = .allocate(capacity: columnCount)
    for (index, texts) in self.texts.enumerated() {
      (borrowed + index).initialize(to: texts.map { Unmanaged.passUnretained($0) })
    }
    let taken = (0..<columnCount).filter { [cells] in cells[$0] != nil }
    wanted = .allocate(capacity: taken.count)
    _ = wanted.initialize(from: taken)
  }

  deinit {
    types.deallocate()
    cells.deallocate()
    borrowed.deallocate()
    wanted.deallocate()
  }

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
      put(column, row, add(column, text).bits)
      return
    case .date: number = text.count == 10 ? day(text) : nil
    case .timestamp: number = text.count == 19 ? DateTexts.timestamp(text, on: day(text)) : nil
    case .int, .bool, .bytes: number = nil
    }
    guard let number else { throw notOfType(column) }
    put(column, row, UInt64(bitPattern: number))
  }

  func set(_ column: Int, _ row: Int, blob: ByteView) throws(StoreError) {
    guard types[column] == .bytes, blob.count <= TextRef.maximumLength else {
      throw notOfType(column)
    }
    put(column, row, add(column, blob).bits)
  }

  @inline(__always)
  private func add(_ column: Int, _ text: ByteView) -> TextRef {
    borrowed[column].unsafelyUnwrapped._withUnsafeGuaranteedRef { $0.add(text) }
  }

  /// The day that the first ten bytes name.
  @inline(__always)
  private func day(_ text: ByteView) -> Int64? {
    let bytes = UnsafeRawPointer(text.baseAddress!)
    let start = bytes.loadUnaligned(as: UInt64.self)
    let end = bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    if start == lastDay.start, end == lastDay.end { return lastDay.number }
    guard let number = DateTexts.day(text) else { return nil }
    lastDay = (start, end, number)
    return number
  }

  /// The table of the wanted columns, once all rows are set. Once: the cells are given back.
  func table() -> Table { table(rowCount: rowCount) }

  /// The same of the first rows, if only those have been set.
  func table(rowCount: Int) -> Table {
    var columns: [Column] = []
    for (index, column) in description.columns.enumerated() {
      guard let base = cells[index] else { continue }
      let values: ColumnValues =
        if let arena = texts[index]?.arena {
          .text(TextColumn(arena: arena, refs: Self.array(base, rowCount)))
        } else {
          .numbers(Self.array(base, rowCount))
        }
      columns.append(Column(column.name, column.type, values))
      blocks[index] = nil
    }
    return Table(description.name, columns, rowCount: rowCount)
  }

  /// A copy of cells as values of their type, which is of 64 bits as well.
  private static func array<Value>(_ cells: UnsafeMutablePointer<UInt64>, _ count: Int) -> [Value] {
    [Value](unsafeUninitializedCapacity: count) { values, initialized in
      UnsafeMutableRawBufferPointer(values)
        .copyMemory(from: UnsafeRawBufferPointer(start: cells, count: count * 8))
      initialized = count
    }
  }

  func notOfType(_ column: Int) -> StoreError {
    let type = types[column].rawValue
    return StoreError(
      .damaged,
      "column '\(description.columns[column].name)' of table '\(description.name)' holds a value "
        + "that is not of type \(type)", path: path)
  }
}
