import Table

/// A run of rows of a table as SQLite records, a column at a time in and a row at a time out.
///
/// Taking the columns in one after another keeps the choice of how a type is stored out of the
/// loop over cells; a block stays small enough for the processor's nearest cache.
final class RecordBlock {
  /// A value ready to be written: the serial type, and the number itself or where its bytes are.
  private struct Cell {
    var serial: UInt32
    var bits: Int
  }

  private let columnCount: Int
  /// The most rows that a block takes.
  let capacity: Int
  private let cells: UnsafeMutablePointer<Cell>
  private let headerSizes: UnsafeMutablePointer<Int>
  private let bodySizes: UnsafeMutablePointer<Int>
  /// The text of days and timestamps, 20 bytes a value.
  private let dateTexts: UnsafeMutablePointer<UInt8>
  private let calendar = DateTexts()
  private static let textWidth = 20

  init(columnCount: Int) {
    self.columnCount = columnCount
    capacity = max(4, min(256, 2048 / max(1, columnCount)))
    cells = .allocate(capacity: capacity * columnCount)
    headerSizes = .allocate(capacity: capacity)
    bodySizes = .allocate(capacity: capacity)
    dateTexts = .allocate(capacity: capacity * columnCount * RecordBlock.textWidth)
  }

  deinit {
    cells.deallocate()
    headerSizes.deallocate()
    bodySizes.deallocate()
    dateTexts.deallocate()
  }

  /// Takes in `rows`, at most `capacity`, of every column. The texts are not copied: the columns
  /// must live until the last `write`.
  /// - Throws: `unwritable` if a day is not of the years 0 to 9999 or a record is over a gigabyte.
  func load(_ columns: [Column], rows: Range<Int>) throws(StoreError) {
    headerSizes.update(repeating: 0, count: rows.count)
    bodySizes.update(repeating: 0, count: rows.count)
    for (index, column) in columns.enumerated() {
      switch column.values {
      case .text(let text):
        load(text, rows, index, column.type == .bytes ? Serial.blob : Serial.text)
      case .numbers(let numbers):
        switch column.type {
        case .date: try loadDates(numbers, rows, index, column.name)
        case .timestamp: try loadTimestamps(numbers, rows, index, column.name)
        default: load(numbers, rows, index)
        }
      }
    }
    for row in 0..<rows.count {
      // The header's size counts itself.
      let rest = headerSizes[row]
      headerSizes[row] = rest + (rest + 1 < 0x80 ? 1 : rest + 2 < 0x4000 ? 2 : 3)
      guard recordSize(row) <= longestRecord else {
        throw StoreError(.unwritable, "a row is over a gigabyte")
      }
    }
  }

  /// The size of the record of the block's row `row`.
  @inline(__always)
  func recordSize(_ row: Int) -> Int { headerSizes[row] + bodySizes[row] }

  /// Writes the record of the block's row `row`: `recordSize` bytes.
  @inline(__always)
  func write(_ row: Int, to: UnsafeMutablePointer<UInt8>) {
    let cells = cells + row * columnCount
    var header = Varint.write(headerSizes[row], to)
    var body = to + headerSizes[row]
    for index in 0..<columnCount {
      let cell = cells[index]
      header = Varint.write(Int(cell.serial), header)
      if cell.serial >= Serial.blob {
        let size = Serial.size(cell.serial)
        if size > 0 {
          Self.copy(UnsafePointer(bitPattern: cell.bits).unsafelyUnwrapped, size, to: body)
        }
        body += size
      } else {
        let width = Serial.width(cell.serial)
        BigEndian.write(Int64(cell.bits), width: width, body)
        body += width
      }
    }
  }

  /// Copies at least one byte. Most texts are short, and a call takes longer than to copy them.
  @inline(__always)
  private static func copy(
    _ from: UnsafePointer<UInt8>, _ size: Int, to: UnsafeMutablePointer<UInt8>
  ) {
    func copy<Part: BitwiseCopyable>(_ part: Part.Type, at place: Int) {
      let value = UnsafeRawPointer(from).loadUnaligned(fromByteOffset: place, as: Part.self)
      UnsafeMutableRawPointer(to).storeBytes(of: value, toByteOffset: place, as: Part.self)
    }
    // The two parts overlap where they are longer than the text.
    switch size {
    case 8...16:
      copy(UInt64.self, at: 0)
      copy(UInt64.self, at: size - 8)
    case 4...7:
      copy(UInt32.self, at: 0)
      copy(UInt32.self, at: size - 4)
    default: to.update(from: from, count: size)
    }
  }

  @inline(__always)
  private func put(_ row: Int, _ column: Int, _ serial: UInt32, _ size: Int, _ bits: Int) {
    cells[row * columnCount + column] = Cell(serial: serial, bits: bits)
    headerSizes[row] += Varint.length(Int(serial))
    bodySizes[row] += size
  }

  private func load(_ text: TextColumn, _ rows: Range<Int>, _ column: Int, _ empty: UInt32) {
    let base = Int(bitPattern: text.arena[TextRef(offset: 0, length: 0)].baseAddress)
    text.refs.withUnsafeBufferPointer { refs in
      for (row, source) in rows.enumerated() {
        let ref = refs[source]
        if ref.isNull {
          put(row, column, Serial.null, 0, 0)
        } else {
          let serial = empty + 2 * UInt32(truncatingIfNeeded: ref.length)
          put(row, column, serial, ref.length, base + ref.offset)
        }
      }
    }
  }

  private func load(_ numbers: [Int64], _ rows: Range<Int>, _ column: Int) {
    numbers.withUnsafeBufferPointer { numbers in
      for (row, source) in rows.enumerated() {
        let number = numbers[source]
        let serial = number == nullNumber ? Serial.null : Serial.integer(number)
        put(row, column, serial, Serial.width(serial), Int(number))
      }
    }
  }

  private func loadDates(
    _ numbers: [Int64], _ rows: Range<Int>, _ column: Int, _ name: String
  ) throws(StoreError) {
    for (row, source) in rows.enumerated() {
      let day = numbers[source]
      if day == nullNumber {
        put(row, column, Serial.null, 0, 0)
        continue
      }
      let place = textPlace(row, column)
      guard calendar.write(day: day, to: place) else { throw RecordBlock.notInCalendar(name) }
      put(row, column, Serial.text(10), 10, Int(bitPattern: place))
    }
  }

  private func loadTimestamps(
    _ numbers: [Int64], _ rows: Range<Int>, _ column: Int, _ name: String
  ) throws(StoreError) {
    for (row, source) in rows.enumerated() {
      let timestamp = numbers[source]
      if timestamp == nullNumber {
        put(row, column, Serial.null, 0, 0)
        continue
      }
      let place = textPlace(row, column)
      guard calendar.write(timestamp: timestamp, to: place) else {
        throw RecordBlock.notInCalendar(name)
      }
      put(row, column, Serial.text(19), 19, Int(bitPattern: place))
    }
  }

  private func textPlace(_ row: Int, _ column: Int) -> UnsafeMutablePointer<UInt8> {
    dateTexts + (row * columnCount + column) * RecordBlock.textWidth
  }

  static func notInCalendar(_ column: String) -> StoreError {
    StoreError(.unwritable, "column '\(column)' holds a day outside the years 0 to 9999")
  }
}
