extension DayReport {
  /// What was read of an export. Records read = loaded + superseded + quarantined.
  public struct Source: Sendable, Equatable {
    public var name: String
    public var label: String
    public var files: Int
    public var read: Int
    public var loaded: Int
    public var superseded: Int
    public var quarantined: Int
    /// The share of quarantined records past which a run is refused.
    public var maxQuarantined: Double
    /// Rows that the business date knows, and rows that lie in its future; nil for a source that
    /// nothing reads.
    public var known: Int?
    public var future: Int?
    /// Values that could not be read and are null.
    public var issues: Int
    public var columns: [SourceColumn]

    public init(
      name: String, label: String, files: Int, read: Int, loaded: Int, superseded: Int,
      quarantined: Int, maxQuarantined: Double, known: Int?, future: Int?, issues: Int,
      columns: [SourceColumn]
    ) {
      self.name = name
      self.label = label
      self.files = files
      self.read = read
      self.loaded = loaded
      self.superseded = superseded
      self.quarantined = quarantined
      self.maxQuarantined = maxQuarantined
      self.known = known
      self.future = future
      self.issues = issues
      self.columns = columns
    }
  }

  /// A column of an export and what it is cleansed to.
  public struct SourceColumn: Sendable, Equatable {
    public var name: String
    /// As the export's first line has it.
    public var header: String
    /// The type by whose rules it is cleansed.
    public var type: String
    /// True if the record of consent reads it.
    public var isReadByConsent: Bool
    /// True if it is a key, a time, or compared by a link.
    public var isStructural: Bool

    public init(
      name: String, header: String, type: String, isReadByConsent: Bool, isStructural: Bool
    ) {
      self.name = name
      self.header = header
      self.type = type
      self.isReadByConsent = isReadByConsent
      self.isStructural = isStructural
    }
  }

  /// A file that was read.
  public struct File: Sendable, Equatable {
    public var source: String
    public var name: String
    public var bytes: Int
    public var isGzipped: Bool
    public var encoding: String
    public var read: Int
    public var loaded: Int
    public var superseded: Int
    public var quarantined: Int
    /// Quarantined records by `DayReport.quarantineReasons`.
    public var reasons: [Int]
    /// Headers that no column declares, and headers that come again: how many, for a header that is
    /// none may be somebody's data.
    public var unknownColumns: Int
    public var repeatedColumns: Int

    public init(
      source: String, name: String, bytes: Int, isGzipped: Bool, encoding: String, read: Int,
      loaded: Int, superseded: Int, quarantined: Int, reasons: [Int], unknownColumns: Int,
      repeatedColumns: Int
    ) {
      self.source = source
      self.name = name
      self.bytes = bytes
      self.isGzipped = isGzipped
      self.encoding = encoding
      self.read = read
      self.loaded = loaded
      self.superseded = superseded
      self.quarantined = quarantined
      self.reasons = reasons
      self.unknownColumns = unknownColumns
      self.repeatedColumns = repeatedColumns
    }
  }

  /// Where an issue is: what is counted together.
  public struct IssueKey: Sendable, Hashable {
    public var source: String
    public var column: String
    /// The code of the issue.
    public var reason: String

    public init(source: String, column: String, reason: String) {
      self.source = source
      self.column = column
      self.reason = reason
    }
  }

  /// Values of a column that could not be read.
  public struct Issue: Sendable, Equatable {
    public var key: IssueKey
    public var count: Int

    public init(key: IssueKey, count: Int) {
      self.key = key
      self.count = count
    }
  }

  /// What a link of a source came to (名寄せ).
  public struct Link: Sendable, Equatable {
    public var source: String
    public var name: String
    /// In the order in which they are tried.
    public var steps: [LinkStep]
    /// Rows that none of the steps matched.
    public var unmatched: Int

    public init(source: String, name: String, steps: [LinkStep], unmatched: Int) {
      self.source = source
      self.name = name
      self.steps = steps
      self.unmatched = unmatched
    }
  }

  /// A step of a link: what it compares, how many rows it matched, and for how many it found more
  /// than one candidate, so that it matched none.
  public struct LinkStep: Sendable, Equatable {
    public var equal: String
    public var matched: Int
    public var ambiguous: Int

    public init(equal: String, matched: Int, ambiguous: Int) {
      self.equal = equal
      self.matched = matched
      self.ambiguous = ambiguous
    }
  }

  /// Records of a source of refusals that nobody could read.
  public struct AtRisk: Sendable, Equatable {
    public var source: String
    public var quarantined: Int
    public var unreadableSubjects: Int

    public init(source: String, quarantined: Int, unreadableSubjects: Int) {
      self.source = source
      self.quarantined = quarantined
      self.unreadableSubjects = unreadableSubjects
    }
  }

  /// What a kept date came to. Nil where its stage is not kept.
  public struct KeptDay: Sendable, Equatable {
    public var date: Int64
    /// Records read and quarantined by source.
    public var read: [String: Int] = [:]
    public var quarantined: [String: Int] = [:]
    public var issues: [IssueKey: Int] = [:]
    /// Sizes of the segments by scenario.
    public var segments: [String: Int] = [:]
    public var sends: Int?
    public var exclusions: Int?

    public init(date: Int64) { self.date = date }

    public var totalRead: Int { read.values.reduce(0, +) }
    public var totalQuarantined: Int { quarantined.values.reduce(0, +) }
    public var totalIssues: Int { issues.values.reduce(0, +) }
  }
}
