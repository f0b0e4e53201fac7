import Table

/// Encodes runs of rows of a table as SQLite records, a column at a time in and a row at a time
/// out.
///
/// Taking the columns in one after another keeps the choice of how a type is stored out of the
/// loop over cells; a run stays small enough for the processor's nearest cache.
final class RecordEncoder {
  /// A value ready to be written: the serial type, and where its bytes are and how many.
  private struct Cell {
    var serial: UInt32
    var size: UInt32
    var bytes: UnsafePointer<UInt8>
  }

  private let columnCount: Int
  /// The most rows that it takes in at a time.
  let capacity: Int
  private let cells: UnsafeMutablePointer<Cell>
  private let headerSizes: UnsafeMutablePointer<Int>
  private let bodySizes: UnsafeMutablePointer<Int>
  /// The bytes of what is not text already, days, timestamps and numbers: 20 for each cell.
  private let made: UnsafeMutablePointer<UInt8>
  private let calendar = DateTexts()
  private static let madeWidth = 20
  /// A sum over a byte of each text, so that the byte is read.
  @exclusivity(unchecked) private var touched: UInt8 = 0

  init(columnCount: Int) {
    self.columnCount = columnCount
    capacity = max(4, min(256, 2048 / max(1, columnCount)))
    cells = .allocate(capacity: capacity * columnCount)
    headerSizes = .allocate(capacity: capacity)
    bodySizes = .allocate(capacity: capacity)
    let madeSize = capacity * columnCount * RecordEncoder.madeWidth + Bytes.ample
    made = .allocate(capacity: madeSize)
    made.initialize(repeating: 0, count: madeSize)
  }

  deinit {
    cells.deallocate()
    headerSizes.deallocate()
    bodySizes.deallocate()
    made.deallocate()
  }

  /// Takes in `rows`, at most `capacity`, of every column. The texts are not copied: the columns
  /// must live until the last `write`.
  /// - Throws: `unwritable` if a day is not of the years 0 to 9999 or a record is over a gigabyte.
  func load(_ columns: [Column], rows: Range<Int>) throws(StoreError) {
    begin(rows.count)
    for (index, column) in columns.enumerated() {
      let isInCalendar =
        switch column.values {
        case .text(let text):
          text.refs.withUnsafeBytes {
            load($0.bindMemory(to: UInt64.self), column.type, rows, index)
          }
        case .numbers(let numbers):
          numbers.withUnsafeBytes { load($0.bindMemory(to: UInt64.self), column.type, rows, index) }
        }
      guard isInCalendar else { throw RecordEncoder.notInCalendar(column.name) }
    }
    try end(rows.count)
  }

  /// The same of cells that lie where they were made, columns of the table in their order.
  func load(
    _ columns: [CellColumn], of table: TableDescription, rows: Range<Int>
  ) throws(StoreError) {
    begin(rows.count)
    for index in columns.indices {
      guard load(columns[index].cells, columns[index].type, rows, index) else {
        throw RecordEncoder.notInCalendar(table.columns[index].name)
      }
    }
    try end(rows.count)
  }

  private func begin(_ count: Int) {
    headerSizes.update(repeating: 0, count: count)
    bodySizes.update(repeating: 0, count: count)
  }

  private func end(_ count: Int) throws(StoreError) {
    for row in 0..<count {
      // The header's size counts itself.
      let rest = headerSizes[row]
      headerSizes[row] = rest + (rest + 1 < 0x80 ? 1 : rest + 2 < 0x4000 ? 2 : 3)
      guard recordSize(row) <= longestRecord else {
        throw StoreError(.unwritable, "a row is over a gigabyte")
      }
    }
  }

  /// False if a day has no text.
  private func load(
    _ cells: UnsafeBufferPointer<UInt64>, _ type: ColumnType, _ rows: Range<Int>, _ index: Int
  ) -> Bool {
    switch type {
    case .text, .list: loadTexts(cells, rows, index, Serial.text)
    case .bytes: loadTexts(cells, rows, index, Serial.blob)
    case .date: return loadDates(cells, rows, index)
    case .timestamp: return loadTimestamps(cells, rows, index)
    case .int, .bool: loadNumbers(cells, rows, index)
    }
    return true
  }

  /// The size of the record of the run's row `row`.
  @inline(__always)
  func recordSize(_ row: Int) -> Int { headerSizes[row] + bodySizes[row] }

  /// Writes the record of the run's row `row`: `recordSize` bytes, and up to `Bytes.ample` behind
  /// them that mean nothing.
  @inline(__always)
  func write(_ row: Int, to: UnsafeMutablePointer<UInt8>) {
    let cells = cells + row * columnCount
    var header = Varint.write(headerSizes[row], to)
    var body = to + headerSizes[row]
    // The header ends where the body begins, so it is not written over.
    for index in 0..<columnCount {
      let cell = cells[index]
      header = Varint.write(Int(cell.serial), header)
      Bytes.copyAmply(cell.bytes, to: body, count: Int(cell.size))
      body += Int(cell.size)
    }
  }

  /// Where the loops over cells write, for a local variable of theirs: what an object holds would be
  /// read again for every cell.
  private struct Sink {
    let cells: UnsafeMutablePointer<Cell>
    let columnCount: Int
    let headerSizes: UnsafeMutablePointer<Int>
    let bodySizes: UnsafeMutablePointer<Int>

    @inline(__always)
    func put(_ row: Int, _ serial: UInt32, _ size: Int, _ bytes: UnsafePointer<UInt8>) {
      cells[row &* columnCount] = Cell(
        serial: serial, size: UInt32(truncatingIfNeeded: size), bytes: bytes)
      headerSizes[row] &+= Varint.length(Int(serial))
      bodySizes[row] &+= size
    }
  }

  private func sink(_ column: Int) -> Sink {
    Sink(
      cells: cells + column, columnCount: columnCount, headerSizes: headerSizes,
      bodySizes: bodySizes)
  }

  private func loadTexts(
    _ cells: UnsafeBufferPointer<UInt64>, _ rows: Range<Int>, _ column: Int, _ empty: UInt32
  ) {
    let base = UnsafePointer(Region.base)
    let sink = sink(column)
    // Rows that follow a link have texts that lie far from each other. Touched here, where nothing
    // depends on one, they are waited for together; `write` would wait for each by itself.
    var touched: UInt8 = 0
    for (row, source) in rows.enumerated() {
      let ref = TextRef(bits: cells[source])
      // Chosen, not decided: which row has no value could not be foretold.
      let length = ref.isNull ? 0 : ref.length
      let place = base + (ref.isNull ? 0 : ref.offset)
      let serial = ref.isNull ? Serial.null : empty + 2 * UInt32(truncatingIfNeeded: length)
      touched ^= place.pointee
      sink.put(row, serial, length, place)
    }
    self.touched = touched
  }

  private func loadNumbers(
    _ cells: UnsafeBufferPointer<UInt64>, _ rows: Range<Int>, _ column: Int
  ) {
    let sink = sink(column)
    for (row, source) in rows.enumerated() {
      let number = Int64(bitPattern: cells[source])
      let serial = number == nullNumber ? Serial.null : Serial.integer(number)
      let width = Serial.width(serial)
      let place = place(row, column)
      // The lowest bytes, the highest of them first; of no width none counts.
      let bytes = (UInt64(bitPattern: number) &<< UInt64(64 &- 8 &* width)).bigEndian
      UnsafeMutableRawPointer(place).storeBytes(of: bytes, as: UInt64.self)
      sink.put(row, serial, width, place)
    }
  }

  /// False if a day has no text.
  private func loadDates(
    _ cells: UnsafeBufferPointer<UInt64>, _ rows: Range<Int>, _ column: Int
  ) -> Bool {
    loadTimes(cells, rows, column, length: 10) { [calendar] in calendar.write(day: $0, to: $1) }
  }

  /// False if a timestamp has no text.
  private func loadTimestamps(
    _ cells: UnsafeBufferPointer<UInt64>, _ rows: Range<Int>, _ column: Int
  ) -> Bool {
    loadTimes(cells, rows, column, length: 19) { [calendar] in
      calendar.write(timestamp: $0, to: $1)
    }
  }

  @inline(__always)
  private func loadTimes(
    _ cells: UnsafeBufferPointer<UInt64>, _ rows: Range<Int>, _ column: Int, length: Int,
    write: (Int64, UnsafeMutablePointer<UInt8>) -> Bool
  ) -> Bool {
    let sink = sink(column)
    for (row, source) in rows.enumerated() {
      let number = Int64(bitPattern: cells[source])
      let place = place(row, column)
      if number == nullNumber {
        sink.put(row, Serial.null, 0, place)
        continue
      }
      guard write(number, place) else { return false }
      sink.put(row, Serial.text(length), length, place)
    }
    return true
  }

  /// Where the bytes of a cell are made.
  @inline(__always)
  private func place(_ row: Int, _ column: Int) -> UnsafeMutablePointer<UInt8> {
    made + (row &* columnCount &+ column) &* RecordEncoder.madeWidth
  }

  static func notInCalendar(_ column: String) -> StoreError {
    StoreError(.unwritable, "column '\(column)' holds a day outside the years 0 to 9999")
  }
}
