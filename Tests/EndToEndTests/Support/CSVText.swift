/// Comma-separated values as RFC 4180 has them, read by the letter.
enum CSVText {
  /// The records of a text that ends each with LF.
  static func records(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field: [Unicode.Scalar] = []
    var isQuoted = false
    var afterQuote = false
    func string(_ scalars: [Unicode.Scalar]) -> String {
      String(String.UnicodeScalarView(scalars))
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"" where isQuoted && !afterQuote: afterQuote = true
      case "\"" where isQuoted && afterQuote:
        field.append(scalar)
        afterQuote = false
      case "\"" where field.isEmpty: isQuoted = true
      case ",", "\n":
        if isQuoted && !afterQuote {
          field.append(scalar)
          continue
        }
        record.append(string(field))
        field = []
        isQuoted = false
        afterQuote = false
        if scalar == "\n" {
          records.append(record)
          record = []
        }
      default: field.append(scalar)
      }
    }
    return records
  }
}
