/// What differs most between engines that a plan could be rendered for. The rest is written for SQLite,
/// but keeps to what others have, too: dates as ISO text, flags as 0 and 1, whole numbers only, windows
/// and orders that end in a unique key. How names and texts are quoted (`"name"`, `'it''s'`) is
/// standard SQL, and not that of Spark as it is shipped.
///
/// All arguments and results are SQL expressions; a null argument gives null, if nothing else is said.
public protocol SQLDialect: Sendable {
  /// The whole days from one date to another, negative if `end` is the earlier.
  func days(from start: String, to end: String) -> String

  /// The date so many days after another; the days may be negative. Null outside the years 0 to
  /// 9999.
  func date(_ date: String, plus days: String) -> String

  /// The sum, difference or product of two whole numbers, or the largest or least number that a column
  /// holds, ±(2^63 − 1), where it is beyond.
  func held(_ number: String) -> String

  /// The greatest of two or more values of one type, by size or by bytes; null only if all are null.
  func greatest(of values: [String]) -> String

  /// The least in the same way.
  func least(of values: [String]) -> String

  /// A condition: does the JSON array of texts hold one of the literals.
  func list(_ list: String, holdsOneOf literals: [String]) -> String

  /// The JSON array of the texts of a window, in its order; none of them is null. Only `"`, `\`
  /// and control characters are escaped, these as `\b \t \n \f \r` or `\u00xx` in lower case.
  func list(of texts: String, over window: String) -> String
}

/// SQLite from 3.38 on, with its built-in date and JSON functions.
public struct SQLiteDialect: SQLDialect {
  public init() {}

  public func days(from start: String, to end: String) -> String {
    // Both fall on midnight, so the difference of the Julian days is a whole number.
    "CAST(julianday(\(end)) - julianday(\(start)) AS INTEGER)"
  }

  public func date(_ date: String, plus days: String) -> String {
    // SQLite knows no day after 9999-12-31, but days before the year 0, which it writes as `-0001-…`.
    // They are less than '0'. A query inside would be simpler to read and is out of the question: the
    // window of an `is_latest` in the days would see a single row.
    "NULLIF(MAX(date(\(date), (\(days)) || ' days'), '0'), '0')"
  }

  public func held(_ number: String) -> String {
    // Beyond ±2^63 SQLite goes on with a floating-point number, whose sign is right.
    "MIN(MAX(\(number), -9223372036854775807), 9223372036854775807)"
  }

  public func greatest(of values: [String]) -> String {
    // SQLite's MAX of several values is null if one is. The infinite number is less than all others and
    // than every text.
    extreme("MAX", of: values, passedOver: "-9e999")
  }

  public func least(of values: [String]) -> String {
    // A blob is greater than every number and text.
    extreme("MIN", of: values, passedOver: "x''")
  }

  private func extreme(_ function: String, of values: [String], passedOver null: String) -> String {
    let known = values.map { "COALESCE(\($0), \(null))" }
    return "NULLIF(\(function)(\(known.joined(separator: ", "))), \(null))"
  }

  public func list(_ list: String, holdsOneOf literals: [String]) -> String {
    "CASE WHEN \(list) IS NOT NULL THEN EXISTS (SELECT 1 FROM json_each(\(list)) AS item "
      + "WHERE item.value IN (\(literals.joined(separator: ", ")))) END"
  }

  public func list(of texts: String, over window: String) -> String {
    "json_group_array(\(texts)) OVER (\n\(window.indented)\n)"
  }
}
