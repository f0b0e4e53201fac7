import Table

/// Writes records of comma-separated values (RFC 4180, CR LF).
struct CSVRow {
  /// A cell as it is to be read.
  enum Cell {
    /// For people: text that a spreadsheet would take for a formula begins with `'`.
    case guarded(String)
    /// For machines, or a number: as it stands.
    case plain(String)

    var text: String {
      switch self {
      case .plain(let text): text
      case .guarded(let text): Self.isFormula(text) ? "'" + text : text
      }
    }

    private static func isFormula(_ text: String) -> Bool {
      var text = text
      return text.withUTF8 { SpreadsheetText.isFormula($0) }
    }
  }

  /// Nil for UTF-8.
  let encoder: CSVSettings.Encoder?

  /// Adds a record. The place of the first cell that the encoding cannot write, or nil if all are
  /// written.
  func write(_ cells: [Cell], to buffer: ByteBuffer) -> Int? {
    for (place, cell) in cells.enumerated() {
      if place > 0 { buffer.append(UInt8(ascii: ",")) }
      guard write(quoted(cell.text), to: buffer) else { return place }
    }
    buffer.append("\r\n" as StaticString)
    return nil
  }

  private func quoted(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { [0x2C, 0x22, 0x0D, 0x0A].contains($0) }
    guard needsQuotes else { return text }
    var out = String.UnicodeScalarView(["\""])
    for scalar in text.unicodeScalars {
      if scalar == "\"" { out.append(scalar) }
      out.append(scalar)
    }
    out.append("\"")
    return String(out)
  }

  private func write(_ text: String, to buffer: ByteBuffer) -> Bool {
    guard let encoder else {
      buffer.append(text: text)
      return true
    }
    return encoder(text) { buffer.append($0) }
  }
}

extension CSVRow {
  /// Begins a file for people: a mark that says UTF-8, then the headers. Of two columns with one
  /// label the second has its name behind it.
  func begin(
    _ columns: [(name: String, label: String)], in buffer: ByteBuffer
  ) throws(ManifestError) {
    if encoder == nil { for byte: UInt8 in [0xEF, 0xBB, 0xBF] { buffer.append(byte) } }
    var labels: [String] = []
    for (name, label) in columns {
      labels.append(labels.contains(label) ? "\(label)(\(name))" : label)
    }
    try write(labels.map { .guarded($0) }, named: columns.map(\.name), to: buffer)
  }

  /// Adds a record; throws `notDeliverable` with the name of the first column that the encoding
  /// cannot write.
  func write(
    _ cells: [Cell], named columns: [String], to buffer: ByteBuffer
  ) throws(ManifestError) {
    guard let place = write(cells, to: buffer) else { return }
    throw ManifestError(
      .notDeliverable, "column '\(columns[place])' holds characters that CP932 does not have",
      hint: "--encoding utf-8, or leave the column out with --columns")
  }
}

/// What comma-separated values hold of a field: a number stays one.
extension JSONText {
  var cell: CSVRow.Cell {
    switch self {
    case .null: .plain("")
    case .bool(let value): .plain(value ? "true" : "false")
    case .number(let digits): .plain(digits)
    case .text(let text): .guarded(text)
    case .list, .object: .plain("")
    }
  }
}
