public import Table

/// A data file for marketers: which rows it has, and how each column is made.
public struct MartDefinition: Sendable {
  /// Key `mart`: what scenarios and tables of stage files call it. Unique, whatever its case.
  public let name: String
  /// For people; the name where no `label` is written.
  public let label: String
  /// Where `mart` names it.
  let location: SourceLocation
  /// The source whose rows become the mart's rows, one each.
  public let rows: String
  /// Where `rows` names that source.
  let rowsLocation: SourceLocation
  /// The column whose values name the rows.
  public let key: String
  /// In published order; helper columns last.
  public let columns: [MartColumnDefinition]

  /// A column or helper; nil if none has that name, letter by letter. O(columns).
  public func column(_ name: String) -> MartColumnDefinition? {
    columns.first { $0.name == name }
  }
}

/// A column of a mart.
public struct MartColumnDefinition: Sendable {
  /// What scenarios may use the column for.
  public enum Role: String, Sendable, CaseIterable {
    case key, segment, content, address
  }

  /// How expressions call it; unique in the mart, whatever its case.
  public let name: String
  /// For people; the name where no `label` is written.
  public let label: String
  /// Of its values, as declared: the plan refuses an expression of another. Never `bytes`.
  public let type: ColumnType
  /// Empty if none is written. Every send of the mart has the `content` columns as its fields.
  public let roles: Set<Role>
  /// Kept for the stages that follow, not part of the data file's agreed columns.
  public let isHelper: Bool
  /// The expression that makes it; the column's own name where none is written, which then means
  /// the source's column.
  public let value: Located<String>
  /// Where its `name` stands.
  let location: SourceLocation
}

extension MartDefinition {
  init?(_ yaml: YAMLMap) {
    yaml.allowOnly(.mart)
    guard let name = yaml.requiredText("mart"), let rows = yaml.requiredText("rows"),
      let key = yaml.requiredText("key")
    else { return nil }
    self.name = name.value
    location = name.location
    label = yaml.text("label")?.value ?? name.value
    self.rows = rows.value
    rowsLocation = rows.location
    self.key = key.value
    columns =
      yaml.maps("columns").compactMap { MartColumnDefinition($0, isHelper: false) }
      + yaml.maps("helpers").compactMap { MartColumnDefinition($0, isHelper: true) }
    var seen = Set<String>()
    // SQLite takes names for equal that differ only in the case of letters.
    for column in columns where !seen.insert(column.name.lowercased()).inserted {
      yaml.sink.error(at: column.location, "column '\(column.name)' is given twice")
    }
    if !columns.contains(where: { $0.name == key.value }) {
      yaml.sink.error(
        at: key.location, "unknown column '\(key.value)' in mart '\(name.value)'",
        help: Suggestion.help(for: key.value, in: columns.map(\.name)))
    }
  }
}

extension MartColumnDefinition {
  init?(_ yaml: YAMLMap, isHelper: Bool) {
    yaml.allowOnly(.martColumn)
    guard let name = yaml.requiredText("name") else { return nil }
    self.name = name.value
    location = name.location
    label = yaml.text("label")?.value ?? name.value
    type = yaml.choice("type", ColumnType.self) ?? .text
    roles = Set(
      (yaml.texts("roles") ?? []).compactMap { role in
        if let known = Role(rawValue: role.value) { return known }
        yaml.sink.error(
          at: role.location, "unknown role '\(role.value)'",
          help: Suggestion.help(for: role.value, in: Role.allCases.map(\.rawValue)))
        return nil
      })
    self.isHelper = isHelper
    value = yaml.text("value") ?? Located(name.value, name.location)
    if yaml["type"] == nil { yaml.sink.error(at: yaml.location, "'type' is missing") }
    if type == .bytes {
      yaml.sink.error(at: yaml.location(of: "type"), "a mart has no columns of bytes")
    }
    if !isName(name.value) {
      yaml.sink.error(at: name.location, "'\(name.value)' cannot name a column")
    }
  }
}
