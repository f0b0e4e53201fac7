public import Table

/// What people are told of a column: its type, and what it is for.
public struct ColumnDescription: Sendable, Equatable {
  /// Unique in its table, the case of ASCII letters aside; neither empty nor with a zero byte.
  public let name: String
  /// How its values are written (docs/store.md).
  public let type: ColumnType
  /// The name that people know it by, in their language.
  public let label: String?
  /// What it is for (a key, a content field, a condition), in the pipeline's words.
  public let role: String?
  /// The expression that it is worked out by; null for a column taken over.
  public let formula: String?

  public init(
    _ name: String, _ type: ColumnType, label: String? = nil, role: String? = nil,
    formula: String? = nil
  ) {
    self.name = name
    self.type = type
    self.label = label
    self.role = role
    self.formula = formula
  }
}

/// A table of a stage file as it is published: written into the file beside the rows, in `_tables`
/// and `_columns`, so that whoever opens the file finds the meaning with the data.
public struct TableDescription: Sendable, Equatable {
  /// Unique in its file; not beginning with `_` or `sqlite_`, which are the file's own.
  public let name: String
  /// The name that people know it by, in their language; null if it has none.
  public let label: String?
  /// In the order of the table's columns.
  public let columns: [ColumnDescription]
  /// The names of the columns that identify a row, in their order; may be empty.
  public let key: [String]
  /// True if the file holds an index over the key.
  public let isKeyIndexed: Bool
  /// The columns that the file stores once for many rows, which then come as `TableParts`. Whoever
  /// reads the table need not know.
  public let shared: Set<String>

  public init(
    name: String, label: String? = nil, columns: [ColumnDescription], key: [String] = [],
    isKeyIndexed: Bool = false, shared: Set<String> = []
  ) {
    self.name = name
    self.label = label
    self.columns = columns
    self.key = key
    self.isKeyIndexed = isKeyIndexed
    self.shared = shared
  }

  /// The description of a table that says no more than its names and types.
  public init(of table: Table, key: [String] = [], isKeyIndexed: Bool = false) {
    self.init(
      name: table.name, columns: table.columns.map { ColumnDescription($0.name, $0.type) },
      key: key, isKeyIndexed: isKeyIndexed)
  }
}

extension TableDescription {
  /// The most columns that a table of SQLite has.
  static let mostColumns = 2000

  /// Refuses what a file cannot hold or a reader would misread.
  func check(_ table: Table) throws(StoreError) {
    try checkNames()
    if isParted { throw refusal("shares columns and does not come in parts") }
    try checkValues(of: table)
  }

  func refusal(_ reason: String) -> StoreError {
    StoreError(.unwritable, "table '\(name)' \(reason)")
  }

  /// Refuses names that SQLite or a reader would misread.
  func checkNames() throws(StoreError) {
    if name.isEmpty || name.hasPrefix("_") || name.lowercased().hasPrefix("sqlite_") {
      throw refusal("has a reserved name")
    }
    let names = columns.map(\.name)
    if columns.isEmpty { throw refusal("has no columns") }
    if columns.count > TableDescription.mostColumns { throw refusal("has over 2000 columns") }
    if ([name] + names).contains(where: { $0.isEmpty || $0.utf8.contains(0) }) {
      throw refusal("has a name that is empty or holds a zero byte")
    }
    if Set(names.map(TableDescription.folded)).count < names.count {
      throw refusal("has two columns of one name")
    }
    if !key.allSatisfy(names.contains) || Set(key).count < key.count {
      throw refusal("has a key that does not name its columns")
    }
    if isKeyIndexed && key.isEmpty { throw refusal("has an index but no key") }
  }

  /// Refuses a table with other columns, or with values of other types than its columns'.
  func checkValues(of table: Table) throws(StoreError) {
    if table.name != name || table.columns.map(\.name) != columns.map(\.name)
      || table.columns.map(\.type) != columns.map(\.type)
    {
      throw refusal("is not as it is described")
    }
    for column in table.columns {
      if case .text = column.values, column.type.isText { continue }
      if case .numbers = column.values, !column.type.isText { continue }
      throw refusal("has values that are not of their column's type")
    }
  }

  /// SQLite takes names that differ only in the case of ASCII letters for one.
  static func folded(_ name: String) -> String {
    String(decoding: name.utf8.map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }, as: UTF8.self)
  }
}
