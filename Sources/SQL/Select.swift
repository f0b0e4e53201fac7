/// A SELECT in parts, laid out one column, join and condition a line.
struct Select {
  var columns: [String] = []
  var from: String
  var joins: [String] = []
  var conditions: [String] = []
  var grouping: [String] = []
  /// A condition on the groups.
  var having: String?
  var order: [String] = []

  init(_ columns: [String], from: String) {
    self.columns = columns
    self.from = from
  }

  var text: String {
    var lines =
      columns == ["*"] ? ["SELECT *"] : ["SELECT", columns.joined(separator: ",\n").indented]
    lines.append("FROM \(from)")
    lines += joins
    if !conditions.isEmpty {
      lines.append("WHERE " + conditions.joined(separator: "\nAND ").hanging)
    }
    if !grouping.isEmpty { lines.append("GROUP BY " + grouping.joined(separator: ", ")) }
    if let having { lines.append("HAVING \(having)") }
    if !order.isEmpty { lines.append("ORDER BY " + order.joined(separator: ", ")) }
    return lines.joined(separator: "\n")
  }

  /// The rows of all of them.
  static func union(_ selects: [String]) -> String { selects.joined(separator: "\nUNION ALL\n") }
}

/// `value AS name`, or the value alone where it is a column of that name.
func labelled(_ value: String, as name: String) -> String {
  let own = value.split(separator: ".").last.map(String.init)
  return own == name && !value.contains(" ") ? value : "\(value) AS \(name)"
}

/// `LEFT JOIN table AS alias ON …`.
func leftJoin(_ table: String, as alias: String, on conditions: [String]) -> String {
  "LEFT JOIN \(table) AS \(alias)\n  ON " + conditions.joined(separator: " AND ")
}

/// `JOIN table AS alias ON …`.
func innerJoin(_ table: String, as alias: String, on conditions: [String]) -> String {
  "JOIN \(table) AS \(alias)\n  ON " + conditions.joined(separator: " AND ")
}
