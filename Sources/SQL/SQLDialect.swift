/// What differs most between engines that a plan could be rendered for. The rest is written for SQLite,
/// but keeps to what others have, too: dates as ISO text, flags as 0 and 1, whole numbers only, windows
/// and orders that end in a unique key. How names and texts are quoted (`"name"`, `'it''s'`) is
/// standard SQL, and not that of Spark as it is shipped.
///
/// All arguments and results are SQL expressions; a null argument gives null.
public protocol SQLDialect: Sendable {
  /// The whole days from one date to another, negative if `end` is the earlier.
  func days(from start: String, to end: String) -> String

  /// The date so many days after another; the days may be negative. Null outside the years 0 to
  /// 9999.
  func date(_ date: String, plus days: String) -> String

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

  public func list(_ list: String, holdsOneOf literals: [String]) -> String {
    "CASE WHEN \(list) IS NOT NULL THEN EXISTS (SELECT 1 FROM json_each(\(list)) AS item "
      + "WHERE item.value IN (\(literals.joined(separator: ", ")))) END"
  }

  public func list(of texts: String, over window: String) -> String {
    "json_group_array(\(texts)) OVER (\n\(window.indented)\n)"
  }
}
