public import Table

/// An export: its files, how they are written, and what each column holds.
public struct SourceDefinition: Sendable {
  /// How a file's bytes are read as text (docs/reading-exports.md).
  public enum Encoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case cp932
    case utf16LE = "utf-16le"
    /// By byte order mark, else whichever of UTF-8 and CP932 leaves fewer undecodable records.
    case auto
  }

  /// What stands between two fields of a record.
  public enum Delimiter: String, Sendable, CaseIterable { case comma, tab, semicolon }

  /// What a file is among the others of its source. All are read alike, by the key rule; files of
  /// an `append` source that were cleansed before are not read again.
  public enum Mode: String, Sendable, CaseIterable {
    /// Each export holds the whole of the system's rows; the newest record of a key wins.
    case snapshot
    /// Each export holds new rows only.
    case append
  }

  /// Key `source`: also its table in cleanse.sqlite. Unique, whatever its case.
  public let name: String
  /// For people; the name where no `label` is written.
  public let label: String
  /// Where the name stands.
  let location: SourceLocation
  /// Which files of the exports folder belong to it, `*` and `?` as in a shell.
  public let files: String
  /// `auto` where none is written.
  public let encoding: Encoding
  /// `comma` where none is written.
  public let delimiter: Delimiter
  /// Lines before the header that are not CSV.
  public let skipLines: Int
  /// `snapshot` where none is written.
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
  /// In the order of the definition, which is that of the table, whatever a file's order is.
  public let columns: [FieldDefinition]
  /// Ways from a row to one row of another source.
  public let links: [LinkDefinition]
  /// Named conditions over a row, usable in expressions as if they were columns.
  public let conditions: [NamedExpression]
  /// Named values over a row, usable in expressions as if they were columns.
  public let values: [NamedValue]
  /// The columns by which its rows are put in order where they are listed; null sorts as empty.
  public let order: [String]

  /// Nil if there is none of that name, letter by letter. O(columns).
  public func column(_ name: String) -> FieldDefinition? { columns.first { $0.name == name } }
  /// Nil if there is none of that name, letter by letter. O(links).
  public func link(_ name: String) -> LinkDefinition? { links.first { $0.name == name } }
}

/// A column of an export.
public struct FieldDefinition: Sendable {
  /// How definitions call it. Unique among the columns, conditions and values of the source.
  public let name: String
  /// The header it is found by; also its label.
  public let header: String
  /// Headers it is found by in files that lack that; of several the first counts.
  public let headerSynonyms: [String]
  /// By whose rules its values are cleansed (docs/cleansing.md).
  public let type: FieldType
  /// Where its `name` stands.
  let location: SourceLocation
  /// For a choice: the codes with their labels and synonyms, in order.
  public let choices: [ChoiceDefinition]
  /// The header may be absent; the column is then null.
  public let isOptional: Bool
  /// A time inside a row that may lie after the business date: it then counts as null.
  public let isAsOf: Bool
  /// A second reading of a header for comparing; what cannot be read is null without an issue.
  public let isReading: Bool
  /// Further words of a bool that mean true, whatever `inverted` says.
  public let trueWords: [String]
  /// Likewise for false; a word that is in both lists, whatever its case, is refused.
  public let falseWords: [String]
  /// For a bool: a yes under its header is a no, so built-in words are read the other way round.
  /// Nil: nobody has said.
  public let inverted: Bool?
  /// Further words that mean "nothing".
  public let nullWords: [String]
  /// For a company: further marks of legal forms, such as `(特)`, with the form in full.
  public let legalForms: [LegalFormDefinition]

  /// False where nobody has said.
  public var isInverted: Bool { inverted ?? false }
}

/// A mark of a legal form and the form in full.
public struct LegalFormDefinition: Sendable, Equatable {
  /// As exports write it, such as `(特)`.
  public let mark: String
  /// What cleansing writes in its place, such as `特殊会社`.
  public let form: String
}

/// One value of a choice column: stored as its code, shown as its label.
public struct ChoiceDefinition: Sendable, Equatable {
  /// What the table holds and expressions compare with; exports may write it, too.
  public let code: String
  /// What `label(column)` gives, and a word that is read as the code; nil: it has none.
  public let label: String?
  /// Further words that are read as the code. A word that is a code itself is that code.
  public let synonyms: [String]
}

/// A way from a row to at most one row of another source: the first step that gives exactly one.
public struct LinkDefinition: Sendable {
  /// The key under `links`: how expressions call it.
  public let name: String
  /// The name of the source that it leads to.
  public let source: String
  /// Tried in this order; `on` is the first, of one column name on both sides. At least one.
  public let steps: [MatchStep]
  /// Where `source` names the other source.
  let location: SourceLocation
  let places: WordPlaces
}

/// One attempt of a link: `column` of this row equals `target` of the other.
public struct MatchStep: Sendable, Equatable {
  /// A text column of the link's own source; null matches nothing.
  public let column: String
  /// Key `equals`: a text column of the source that the link leads to.
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
    /// Key `carried_within`: a column of the link's own source.
    public let within: String
    /// Of several rows the greatest by these columns lends, of equals that of the greatest key.
    public let latestBy: [String]
  }
}

/// A column of this row and one of the other.
public struct ColumnPair: Sendable, Equatable {
  /// Of the source that has the link.
  public let own: String
  /// Of the source that the link leads to.
  public let other: String
}

/// An expression with a name.
public struct NamedExpression: Sendable {
  /// The key under `conditions`: how expressions call it.
  public let name: String
  /// A `bool` over a row of the source; where it is null, the condition does not hold.
  public let expression: Located<String>
}

/// An expression with a name and a type.
public struct NamedValue: Sendable {
  /// The key under `values`: how expressions call it.
  public let name: String
  /// As declared; the plan refuses an expression of another.
  public let type: ColumnType
  /// Over the columns and links of a row of the source; may be null.
  public let expression: Located<String>
}
