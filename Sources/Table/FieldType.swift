/// What a field of an export holds, and so how it is cleansed (cleansing.md; docs/cleansing.md).
public enum FieldType: String, Sendable, CaseIterable {
  case id, text, person, company, kana, email, phone
  case lineID = "line_id"
  case token, date, timestamp, bool, int, money, postal, prefecture, choice, url
  /// A second reading of a name, for comparison only: the key by which two spellings are one.
  case personKey = "person_key"
  /// A second reading of a company name, for comparison only.
  case companyKey = "company_key"

  /// The type of the column that cleansing gives.
  public var columnType: ColumnType {
    switch self {
    case .date: .date
    case .timestamp: .timestamp
    case .bool: .bool
    case .int, .money: .int
    default: .text
    }
  }
}

/// Why a value could not be typed. The record is kept, the value is null.
public enum IssueCode: String, Sendable, CaseIterable {
  case badDate = "bad_date"
  case badNumber = "bad_number"
  case badBoolean = "bad_boolean"
  case badEmail = "bad_email"
  case badPhone = "bad_phone"
  case badLineID = "bad_line_id"
  case badPostal = "bad_postal"
  case badChoice = "bad_choice"
}

/// Why a record could not be read. It is kept in `quarantine`, and the run goes on.
/// In order of precedence: a record has the first reason that holds.
public enum QuarantineReason: String, Sendable, CaseIterable {
  /// End of file inside quotes: the record that opened the quote.
  case unterminatedQuote = "unterminated_quote"
  /// A quote inside an unquoted field, or text after a closing quote.
  case strayQuote = "stray_quote"
  /// Over 1 MiB.
  case tooLong = "too_long"
  /// Not as many fields as the header.
  case fieldCount = "field_count"
  /// A byte sequence that the encoding does not have, or NUL.
  case badEncoding = "bad_encoding"
  /// The key is null or unreadable.
  case missingKey = "missing_key"
}
