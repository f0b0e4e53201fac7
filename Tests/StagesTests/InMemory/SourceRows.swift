import Pipeline
import Table

/// The cleansed rows of a source as they grow and change, without a file.
final class SourceRows {
  /// A value of a row.
  enum Cell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral {
    case text(String)
    case number(Int64)
    case null

    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int64) { self = .number(value) }
    init(nilLiteral: ()) { self = .null }
    init(_ value: String?) { self = value.map(Cell.text) ?? .null }
    init(_ value: Int64?) { self = value.map(Cell.number) ?? .null }
  }

  private(set) var count = 0
  private let source: SourceDefinition
  private var texts: [String: [String?]] = [:]
  private var numbers: [String: [Int64]] = [:]
  /// Text columns made before; rows that came since are added.
  private var made: [String: TextColumn] = [:]

  init(_ source: SourceDefinition) {
    self.source = source
    for column in source.columns {
      if column.type.columnType.isText {
        texts[column.name] = []
      } else {
        numbers[column.name] = []
      }
    }
  }

  /// Adds a row; columns that are not named are null. Returns its number.
  @discardableResult
  func append(_ cells: [String: Cell]) -> Int {
    precondition(cells.keys.allSatisfy { source.column($0) != nil }, "no such column")
    for column in source.columns {
      switch cells[column.name] {
      case .text(let text): texts[column.name]?.append(text)
      case .number(let number): numbers[column.name]?.append(number)
      case .null, nil:
        texts[column.name]?.append(nil)
        numbers[column.name]?.append(nullNumber)
      }
    }
    count += 1
    return count - 1
  }

  /// Changes a value of a row.
  func set(_ row: Int, _ column: String, _ cell: Cell) {
    switch cell {
    case .text(let text): texts[column]?[row] = text
    case .number(let number): numbers[column]?[row] = number
    case .null:
      texts[column]?[row] = nil
      numbers[column]?[row] = nullNumber
    }
    made[column] = nil
  }

  /// The rows with some of their columns.
  func table(_ columns: Set<String>) -> Table {
    Table(
      source.name,
      source.columns.filter { columns.contains($0.name) }.map { column in
        Column(
          column.name, column.type.columnType,
          numbers[column.name].map(ColumnValues.numbers) ?? .text(text(column.name)))
      }, rowCount: count)
  }

  private func text(_ column: String) -> TextColumn {
    var result = made[column] ?? TextColumn()
    for text in texts[column]![result.count...] { result.append(text: text) }
    made[column] = result
    return result
  }

  /// The rows as their system would export them. A column that was filled only in its second
  /// reading is written from there; no value here needs quotes.
  var csv: String {
    let columns = source.columns.filter { !$0.isReading }
    var lines = [columns.map(\.header).joined(separator: ",")]
    for row in 0..<count {
      lines.append(columns.map { written($0, row) }.joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func written(_ column: FieldDefinition, _ row: Int) -> String {
    guard let number = numbers[column.name]?[row] else {
      let readings = source.columns.filter { $0.header == column.header }
      return readings.lazy.compactMap { self.texts[$0.name]?[row] }.first ?? ""
    }
    if number == nullNumber { return "" }
    switch column.type.columnType {
    case .date: return CalendarDay.text(number)
    case .timestamp:
      let buffer = ByteBuffer()
      buffer.append(timestamp: number)
      return buffer.text
    case .bool: return number == 1 ? "true" : "false"
    default: return String(number)
    }
  }
}
