public import Table

/// An export: its files, how they are written, and what each column holds.
public struct SourceDefinition: Sendable {
  public enum Encoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case cp932
    case utf16LE = "utf-16le"
    /// By byte order mark, else whichever of UTF-8 and CP932 leaves fewer undecodable records.
    case auto
  }

  public enum Delimiter: String, Sendable, CaseIterable { case comma, tab, semicolon }

  public enum Mode: String, Sendable, CaseIterable {
    /// Each export holds the whole of the system's rows; the newest record of a key wins.
    case snapshot
    /// Each export holds new rows only.
    case append
  }

  public let name: String
  public let label: String
  public let location: SourceLocation
  /// Which files of the exports folder belong to it, `*` and `?` as in a shell.
  public let files: String
  public let encoding: Encoding
  public let delimiter: Delimiter
  /// Lines before the header that are not CSV.
  public let skipLines: Int
  public let mode: Mode
  /// May have no files at all.
  public let isOptional: Bool
  /// The columns that together name a record.
  public let key: [String]
  /// The column whose greatest value marks the newest record of a key; nil: the last one read.
  public let newestBy: String?
  /// When the row's event happened: later than the business date means not yet known.
  public let eventTime: String?
  /// Quarantined share of the records past which the stage fails.
  public let maxQuarantined: Double
  /// How old its newest record may be; nil: nobody asks.
  public let freshness: Freshness?
  public let columns: [FieldDefinition]
  /// Ways from a row to one row of another source.
  public let links: [LinkDefinition]
  /// Named conditions over a row, usable in expressions as if they were columns.
  public let conditions: [NamedExpression]
  /// Named values over a row, usable in expressions as if they were columns.
  public let values: [NamedValue]
  /// The columns by which its rows are put in order where they are listed; null sorts as empty.
  public let order: [String]

  public func column(_ name: String) -> FieldDefinition? { columns.first { $0.name == name } }
  public func link(_ name: String) -> LinkDefinition? { links.first { $0.name == name } }
}

/// A column of an export.
public struct FieldDefinition: Sendable {
  public let name: String
  /// The header it is found by; also its label.
  public let header: String
  /// Headers it is found by in files that lack that; of several the first counts.
  public let headerSynonyms: [String]
  public let type: FieldType
  public let location: SourceLocation
  /// For a choice: the codes with their labels and synonyms, in order.
  public let choices: [ChoiceDefinition]
  /// The header may be absent; the column is then null.
  public let isOptional: Bool
  /// A time inside a row that may lie after the business date: it then counts as null.
  public let isAsOf: Bool
  /// A second reading of a header for comparing; what cannot be read is null without an issue.
  public let isReading: Bool
  /// Further words for true and false.
  public let trueWords: [String]
  public let falseWords: [String]
  /// For a bool: a yes under its header is a no, so built-in words are read the other way round.
  /// Nil: nobody has said.
  public let inverted: Bool?
  /// Further words that mean "nothing".
  public let nullWords: [String]
  /// For a company: further marks of legal forms, such as `(特)`, with the form in full.
  public let legalForms: [LegalFormDefinition]

  public var isInverted: Bool { inverted ?? false }
}

/// A mark of a legal form and the form in full.
public struct LegalFormDefinition: Sendable, Equatable {
  public let mark: String
  public let form: String
}

/// One value of a choice column: stored as its code, shown as its label.
public struct ChoiceDefinition: Sendable, Equatable {
  public let code: String
  public let label: String?
  public let synonyms: [String]
}

/// A way from a row to at most one row of another source: the first step that gives exactly one.
public struct LinkDefinition: Sendable {
  public let name: String
  public let source: String
  public let steps: [MatchStep]
  public let location: SourceLocation
  let places: WordPlaces
}

/// One attempt of a link: `column` of this row equals `target` of the other.
public struct MatchStep: Sendable, Equatable {
  public let column: String
  public let target: String
  /// Pairs (own, other) that rule a candidate out if both are known and differ.
  public let unlessDiffer: [ColumnPair]
  /// Pairs (own, other) that must both be known and equal.
  public let andEqual: [ColumnPair]
  /// Where the row's own column is null: its value is taken from another row.
  public let carried: Carried?

  /// True if a candidate may be ruled out although it holds the same.
  public var hasRules: Bool { !unlessDiffer.isEmpty || !andEqual.isEmpty }

  /// The latest row with the same `within` whose column is not null lends its value.
  public struct Carried: Sendable, Equatable {
    public let within: String
    public let latestBy: [String]
  }
}

/// A column of this row and one of the other.
public struct ColumnPair: Sendable, Equatable {
  public let own: String
  public let other: String
}

/// An expression with a name.
public struct NamedExpression: Sendable {
  public let name: String
  public let expression: Located<String>
}

/// An expression with a name and a type.
public struct NamedValue: Sendable {
  public let name: String
  public let type: ColumnType
  public let expression: Located<String>
}
