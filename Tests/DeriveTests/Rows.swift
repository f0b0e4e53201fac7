import Pipeline
import Table

/// A row by column name, each value as a person writes it. What is not given is null.
typealias Row = [String: String]

extension Column {
  /// Texts as they are, `true`, `-5`, `2026-11-21`, `2026-11-21 09:30` or `… 09:30:15`.
  init(_ name: String, _ type: ColumnType, cells: [String?]) {
    if type.isText {
      self.init(name, texts: cells, type: type)
    } else {
      self.init(name, type, numbers: cells.map { $0.map { Self.number($0, type) } })
    }
  }

  private static func number(_ cell: String, _ type: ColumnType) -> Int64 {
    let number: Int64? =
      switch type {
      case .bool: ["false": 0, "true": 1][cell]
      case .date: CalendarDay.parse(cell)
      case .timestamp: second(cell)
      default: Int64(cell)
      }
    guard let number else { preconditionFailure("'\(cell)' in column \(name(of: type))") }
    return number
  }

  private static func name(of type: ColumnType) -> String { "of type \(type.rawValue)" }

  private static func second(_ cell: String) -> Int64? {
    let parts = cell.split(separator: " ")
    guard let day = CalendarDay.parse(String(parts[0])) else { return nil }
    let clock = parts.count > 1 ? parts[1].split(separator: ":").compactMap { Int64($0) } : []
    let units: [Int64] = [3600, 60, 1]
    return day * secondsPerDay + zip(clock, units).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The values as `init(cells:)` takes them.
  var cells: [String?] {
    (0..<values.count).map { row in
      if type.isText { return text.string(row) }
      let number = numbers[row]
      if number == nullNumber { return nil }
      let buffer = ByteBuffer()
      switch type {
      case .bool: return number == 1 ? "true" : "false"
      case .date: buffer.append(date: number)
      case .timestamp: buffer.append(timestamp: number)
      default: buffer.append(decimal: number)
      }
      return buffer.text.replacing("T", with: " ")
    }
  }
}

extension Table {
  /// A cleansed table of a source.
  init(_ source: SourceDefinition, _ rows: [Row]) {
    let names = Set(source.columns.map(\.name))
    for name in rows.flatMap(\.keys) where !names.contains(name) {
      preconditionFailure("no column '\(name)' in source '\(source.name)'")
    }
    self.init(
      source.name,
      source.columns.map { field in
        Column(field.name, field.type.columnType, cells: rows.map { $0[field.name] })
      }, rowCount: rows.count)
  }

  /// All rows as text, column after column.
  var cells: [[String?]] {
    let columns = columns.map(\.cells)
    return (0..<rowCount).map { row in columns.map { $0[row] } }
  }
}
