public import Table

/// Fills the `fields` of a send from the tables of the day.
public protocol FieldSource: Sendable {
  /// Writes one JSON object with the fields of a row of a field set, always in the same order.
  func writeFields(set: Int, row: Int, to json: JSONWriter)
}

/// Fields straight from table columns. Text and numbers as they are, dates `YYYY-MM-DD`,
/// timestamps with +09:00, booleans true or false, a list joined by ・, null for what is missing.
public struct TableFields: FieldSource {
  private let sets: [[Field]]

  private struct Field {
    /// `"name":`, escaped.
    let key: [UInt8]
    let type: ColumnType
    let values: ColumnValues
  }

  /// For each field set its table and the columns that are fields, in their order. Throws
  /// `unknownField` for a column that the table does not have.
  public init(_ sets: [(table: Table, columns: [String])]) throws(ManifestError) {
    var made: [[Field]] = []
    for (table, columns) in sets {
      var fields: [Field] = []
      for name in columns {
        guard let column = table.column(name) else {
          throw ManifestError(
            .unknownField, "table '\(table.name)' has no column '\(name)' to fill a message with")
        }
        let key = JSONWriter(ByteBuffer())
        key.string(name)
        key.raw(":")
        fields.append(
          Field(key: key.buffer.bytes, type: column.type, values: column.values))
      }
      made.append(fields)
    }
    self.sets = made
  }

  public func writeFields(set: Int, row: Int, to json: JSONWriter) {
    json.raw("{")
    for (index, field) in sets[set].enumerated() {
      if index > 0 { json.raw(",") }
      field.key.withUnsafeBufferPointer { json.buffer.append($0) }
      switch field.values {
      case .text(let column):
        guard let text = column[row] else {
          json.raw("null")
          continue
        }
        field.type == .list ? json.list(text) : json.string(text)
      case .numbers(let numbers):
        let number = numbers[row]
        switch field.type {
        case _ where number == nullNumber: json.raw("null")
        case .bool: json.bool(number != 0)
        case .date: json.date(number)
        case .timestamp: json.time(number)
        default: json.number(number)
        }
      }
    }
    json.raw("}")
  }
}

extension TableFields {
  /// The fields of a row as messages get them, in their order; nil for what is missing. Reads back
  /// what `writeFields` writes: for people, not for loops.
  public func texts(set: Int, row: Int) -> [(name: String, text: String?)] {
    let json = JSONWriter(ByteBuffer())
    writeFields(set: set, row: row, to: json)
    let members = withExtendedLifetime(json) { JSONText(json.buffer.view)?.members ?? [] }
    return members.map { member in
      let text = member.value.plainText
      return (member.name, text.isEmpty ? nil : text)
    }
  }
}

extension JSONWriter {
  /// A list column's JSON array of texts as one string, joined by ・. What is already escaped there
  /// stays escaped.
  fileprivate func list(_ array: ByteView) {
    let quote = UInt8(ascii: "\"")
    raw("\"")
    var isInside = false
    var start = 0
    var isFirst = true
    var index = 0
    while index < array.count {
      let byte = array[index]
      if isInside, byte == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      if byte == quote {
        if isInside {
          if !isFirst { raw("・") }
          isFirst = false
          buffer.append(array.slice(start, index))
        }
        isInside.toggle()
        start = index + 1
      }
      index += 1
    }
    raw("\"")
  }
}
