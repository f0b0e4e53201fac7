import Cleanse
import Table

/// Tells a header row from a record in its place, whose cells must not be shown.
enum HeaderRow {
  private static let valueTypes: [FieldType] = [
    .lineID, .email, .phone, .postal, .prefecture, .timestamp, .int,
  ]

  /// - Throws: `StageError` of kind `data` if a cell reads as a value, or has a number in it and
  ///   looks like most values below it.
  static func refuseRecord(
    _ header: [String], above sample: DraftSample, file: String
  ) throws {
    let scratch = CleanseScratch()
    let out = ByteBuffer()
    let cleansers = valueTypes.map { Cleanser(type: $0) }
    for (index, cell) in header.enumerated() where !isKnown(cell) {
      var cell = cell
      let isValue = cell.withUTF8 { bytes in
        cleansers.contains { cleanser in
          switch cleanser.cleanse(bytes, into: out, scratch: scratch) {
          case .text, .number: true
          case .null, .issue: false
          }
        }
      }
      guard isValue || isLike(cell, sample.columns[index], rows: sample.rows) else { continue }
      throw StageError(
        .data, "the first row of '\(file)' looks like a record, not like a header row",
        help: "columns are found by their headers: put a header row first")
    }
  }

  private static func isKnown(_ cell: String) -> Bool {
    HeaderWords.known[HeaderGuess.folded(cell)] != nil
  }

  private static func isLike(_ cell: String, _ column: SampledColumn, rows: Int) -> Bool {
    let shape = shape(cell)
    guard shape.contains("9") else { return false }
    var alike = 0
    column.visit { if Self.shape($0.text) == shape { alike += 1 } }
    return rows > 0 && alike * 2 > rows
  }

  /// The text with every digit as 9.
  private static func shape(_ text: String) -> String {
    String(HeaderGuess.folded(text).map { $0.isNumber ? "9" : $0 })
  }
}
