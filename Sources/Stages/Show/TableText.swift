public import Ingest
public import Table

/// A table as text for people and machines.
public struct TableText {
  /// How a table is written.
  public enum Format: String, Sendable, CaseIterable {
    /// Aligned columns; Japanese characters count as two.
    case table
    /// RFC 4180 with a header row, LF. For people: what a spreadsheet would take for a formula
    /// begins with `'`.
    case csv
    /// One JSON object a line: booleans true and false, dates ISO, lists arrays, missing null.
    case jsonl
  }

  private let table: Table
  private let order: [Int]
  private let records: [RecordText]
  private let buffer = ByteBuffer(capacity: 1 << 16)

  /// Rows in the byte order of the key columns; without a key in their own order.
  ///
  /// - Parameter records: how bytes are shown, one a row; by default as UTF-8.
  public init(_ table: Table, key: [String], records: [RecordText] = []) {
    self.table = table
    self.records =
      records.isEmpty ? Array(repeating: RecordText(nil), count: table.rowCount) : records
    let keys = key.compactMap { table.column($0) }
    order = (0..<table.rowCount).sorted { left, right in
      for column in keys {
        let result = Self.compare(column.values, left, right)
        if result != 0 { return result < 0 }
      }
      return left < right
    }
  }

  private static func compare(_ values: ColumnValues, _ left: Int, _ right: Int) -> Int {
    switch values {
    case .numbers(let numbers):
      return numbers[left] == numbers[right] ? 0 : numbers[left] < numbers[right] ? -1 : 1
    case .text(let texts):
      guard let a = texts[left] else { return texts[right] == nil ? 0 : -1 }
      guard let b = texts[right] else { return 1 }
      return Bytes.compare(a, b)
    }
  }

  /// Hands the text over in pieces of about 64 KiB, which is all that is held of it. Aligned columns
  /// are made twice: first to see how wide they are.
  public func write(_ format: Format, to output: (ByteView) throws -> Void) rethrows {
    let widths = format == .table ? widths : []
    switch format {
    case .table: writeAligned(table.columns.map(\.name), widths)
    case .csv: writeHeader()
    case .jsonl: break
    }
    for row in order {
      switch format {
      case .table: writeAligned(table.columns.map { cell($0, row) }, widths)
      case .csv: writeCSV(row)
      case .jsonl: writeJSON(row)
      }
      if buffer.count > 1 << 16 {
        try output(buffer.view)
        buffer.removeAll()
      }
    }
    try output(buffer.view)
    buffer.removeAll()
  }

  private func writeJSON(_ row: Int) {
    buffer.append(UInt8(ascii: "{"))
    for (index, column) in table.columns.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      buffer.append(jsonText: column.name)
      buffer.append(UInt8(ascii: ":"))
      switch column.values {
      case .text(let texts):
        if let text = texts[row] {
          switch column.type {
          case .list: buffer.append(text)
          case .bytes:
            let shown = shown(text, row)
            withExtendedLifetime(shown) { buffer.append(jsonString: shown.view) }
          default: buffer.append(jsonString: text)
          }
        } else {
          buffer.append("null" as StaticString)
        }
      case .numbers(let numbers):
        switch (numbers[row], column.type) {
        case (nullNumber, _): buffer.append("null" as StaticString)
        case (let value, .bool): buffer.append(value == 1 ? "true" as StaticString : "false")
        case (let value, .int): buffer.append(decimal: value)
        case (let value, _):
          buffer.append(UInt8(ascii: "\""))
          buffer.append(cell: value, column.type)
          buffer.append(UInt8(ascii: "\""))
        }
      }
    }
    buffer.append("}\n" as StaticString)
  }

  private func writeHeader() {
    for (index, column) in table.columns.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      buffer.append(text: column.name)
    }
    buffer.append(UInt8(ascii: "\n"))
  }

  private func writeCSV(_ row: Int) {
    for (index, column) in table.columns.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      switch column.values {
      case .text(let texts):
        guard let text = texts[row] else { continue }
        if column.type == .bytes {
          let shown = shown(text, row)
          withExtendedLifetime(shown) { buffer.append(csvField: shown.view) }
        } else {
          buffer.append(csvField: text)
        }
      case .numbers(let numbers):
        if numbers[row] != nullNumber { buffer.append(cell: numbers[row], column.type) }
      }
    }
    buffer.append(UInt8(ascii: "\n"))
  }

  /// How wide the columns are, but for the last, which is as wide as its text.
  private var widths: [Int] {
    table.columns.dropLast().map { column in
      order.reduce(DisplayWidth.of(column.name)) { max($0, DisplayWidth.of(cell(column, $1))) }
    }
  }

  private func writeAligned(_ cells: [String], _ widths: [Int]) {
    for (cell, width) in zip(cells, widths) {
      buffer.append(text: DisplayWidth.pad(cell, to: width) + "  ")
    }
    buffer.append(text: (cells.last ?? "") + "\n")
  }

  /// Bytes as text; what holds them is kept by whoever looks at its view.
  private func shown(_ bytes: ByteView, _ row: Int) -> ByteBuffer {
    let text = ByteBuffer(capacity: bytes.count)
    records[row].append(bytes, to: text)
    return text
  }

  private func cell(_ column: Column, _ row: Int) -> String {
    switch column.values {
    case .text(let texts):
      let text = texts[row].map { column.type == .bytes ? shown($0, row).text : $0.text }
      return (text ?? "").onOneLine
    case .numbers(let numbers):
      guard numbers[row] != nullNumber else { return "" }
      let buffer = ByteBuffer()
      buffer.append(cell: numbers[row], column.type)
      return buffer.text
    }
  }
}

extension ByteBuffer {
  /// Adds a number as its column's type reads: a date or timestamp as ISO, true or false.
  func append(cell value: Int64, _ type: ColumnType) {
    switch type {
    case .date: append(date: value)
    case .timestamp: append(timestamp: value)
    case .bool: append(value == 1 ? "true" as StaticString : "false")
    case .int, .text, .list, .bytes: append(decimal: value)
    }
  }

  /// Adds a text as a CSV field, quoted if it must be, with a `'` before what a spreadsheet would
  /// take for a formula.
  func append(csvField text: ByteView) {
    let needsQuotes = text.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    if needsQuotes { append(UInt8(ascii: "\"")) }
    if SpreadsheetText.isFormula(text) { append(UInt8(ascii: "'")) }
    guard needsQuotes else { return append(text) }
    for byte in text {
      if byte == UInt8(ascii: "\"") { append(byte) }
      append(byte)
    }
    append(UInt8(ascii: "\""))
  }
}
