extension DayReport {
  /// A data file for marketers, with where its columns come from and go to.
  public struct Mart: Sendable, Equatable {
    /// Key `mart` of its definition: its table in derive.sqlite.
    public var name: String
    /// Of the definition, for people; its name where none is written.
    public var label: String
    /// The source whose rows become its rows.
    public var source: String
    /// Of its table on the date.
    public var rows: Int
    /// As they are published: the definition's columns, then its helpers.
    public var columns: [MartColumn]

    public init(name: String, label: String, source: String, rows: Int, columns: [MartColumn]) {
      self.name = name
      self.label = label
      self.source = source
      self.rows = rows
      self.columns = columns
    }
  }

  /// A column of a mart.
  public struct MartColumn: Sendable, Equatable {
    /// As expressions call it.
    public var name: String
    /// Of the definition, for people; its name where none is written.
    public var label: String
    /// A word of the definitions, such as `text` or `date`.
    public var type: String
    /// The expression as it is written; the name alone where none is.
    public var formula: String
    /// What the formula reads, also by way of other columns of the mart; by source and column in
    /// the order of the definition.
    public var reads: [SourceReference]
    /// The channels whose record of consent it asks.
    public var asksConsent: [String]
    /// At most one of each kind and channel; empty if nothing of the pipeline uses it.
    public var uses: [Use]

    public init(
      name: String, label: String, type: String, formula: String, reads: [SourceReference],
      asksConsent: [String], uses: [Use]
    ) {
      self.name = name
      self.label = label
      self.type = type
      self.formula = formula
      self.reads = reads
      self.asksConsent = asksConsent
      self.uses = uses
    }
  }

  /// A column of a source.
  public struct SourceReference: Sendable, Hashable {
    /// Key `source` of its definition.
    public var source: String
    /// As definitions call it.
    public var column: String

    public init(source: String, column: String) {
      self.source = source
      self.column = column
    }
  }

  /// What a mart's column is used for.
  public enum Use: Sendable, Hashable {
    /// Entry conditions of the scenarios with these numbers.
    case condition([Int])
    /// What must hold before later messages.
    case guarding([Int])
    /// Names the subject of journeys, and of several rows the one that enters.
    case subject([Int])
    /// A field of the manifest's rows: `fields.<column>`.
    case field([Int])
    /// The address of sends on a channel: `to`.
    case address(channel: String)
    /// Says whether a channel may be used at all.
    case permission(channel: String)
  }
}
