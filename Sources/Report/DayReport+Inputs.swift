extension DayReport {
  /// What was read of an export. Records read = loaded + superseded + quarantined.
  public struct Source: Sendable, Equatable {
    /// Key `source` of its definition.
    public var name: String
    /// Of the definition, for people; its name where none is written.
    public var label: String
    /// How many files of it were read; 0 for an optional source without any.
    public var files: Int
    /// Records of all its files, headers not counted.
    public var read: Int
    /// Records that are rows of its table: of each key the newest.
    public var loaded: Int
    /// Records whose key another one has that is newer or was read later.
    public var superseded: Int
    /// Records that could not be split or decoded, or have no key.
    public var quarantined: Int
    /// The share of quarantined records past which a run is refused.
    public var maxQuarantined: Double
    /// Rows that the business date knows; nil for a source that nothing reads.
    public var known: Int?
    /// Rows whose event time lies after the date; nil as `known` is.
    public var future: Int?
    /// Values that could not be read and are null.
    public var issues: Int
    /// In the order of the definition.
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
    /// As expressions call it.
    public var name: String
    /// Key `header` of the definition; the files may have one of its synonyms instead.
    public var header: String
    /// The type by whose rules it is cleansed.
    public var type: String
    /// True if the record of consent reads it.
    public var isReadByConsent: Bool
    /// True if it is of the key or is `newest_by`, or if it is the event time or compared by a link
    /// and the marts or the record of consent need that.
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
    /// The name of the source whose `files` it fits.
    public var source: String
    /// Its path from the exports folder.
    public var name: String
    /// As it lies in the exports folder: packed, if it is gzip.
    public var bytes: Int
    /// By its content, whatever its name ends in.
    public var isGzipped: Bool
    /// As which it was read: `utf-8`, `cp932` or `utf-16le`.
    public var encoding: String
    /// Records, the header not counted.
    public var read: Int
    /// Records that are rows of the source's table.
    public var loaded: Int
    /// Records whose key another one has, of whichever file, that is newer or was read later.
    public var superseded: Int
    /// Records that could not be split or decoded, or have no key; the sum of `reasons`.
    public var quarantined: Int
    /// Quarantined records by `DayReport.quarantineReasons`.
    public var reasons: [Int]
    /// Headers that no column declares: how many, for a header that is none may be somebody's data.
    public var unknownColumns: Int
    /// Headers that stand further left in the file already: how many, likewise.
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
    /// Key `source` of its definition.
    public var source: String
    /// As definitions call it.
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
    /// No two issues of a report have the same.
    public var key: IssueKey
    /// How many such values; over 0.
    public var count: Int

    public init(key: IssueKey, count: Int) {
      self.key = key
      self.count = count
    }
  }

  /// What a link of a source came to (名寄せ).
  public struct Link: Sendable, Equatable {
    /// The source that has the link.
    public var source: String
    /// The key under `links` of the source.
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
    /// The columns compared, as `meibo show links` shows them.
    public var equal: String
    /// Rows for which it found one candidate, and no step before it had.
    public var matched: Int
    /// Rows for which it found several; a later step may have matched them.
    public var ambiguous: Int

    public init(equal: String, matched: Int, ambiguous: Int) {
      self.equal = equal
      self.matched = matched
      self.ambiguous = ambiguous
    }
  }

  /// Records of a source of refusals that nobody could read.
  public struct AtRisk: Sendable, Equatable {
    /// A source of consent events or of suppressions.
    public var source: String
    /// Records that could not be split or decoded, or have no key.
    public var quarantined: Int
    /// Records that name nobody who can be read, neither by key nor by address.
    public var unreadableSubjects: Int

    public init(source: String, quarantined: Int, unreadableSubjects: Int) {
      self.source = source
      self.quarantined = quarantined
      self.unreadableSubjects = unreadableSubjects
    }
  }

  /// What a kept date came to. Nil where its stage is not kept.
  public struct KeptDay: Sendable, Equatable {
    /// In days since 1970-01-01.
    public var date: Int64
    /// Records read by source.
    public var read: [String: Int] = [:]
    /// Records in quarantine by source.
    public var quarantined: [String: Int] = [:]
    /// Values that could not be read and are null; no key counts 0.
    public var issues: [IssueKey: Int] = [:]
    /// Sizes of the segments by scenario.
    public var segments: [String: Int] = [:]
    /// Of the date's conservation table, over all scenarios and channels; nil without that stage.
    public var sends: Int?
    /// Candidates that were not sent, likewise.
    public var exclusions: Int?

    /// Nothing is counted, and of sends nothing is known, until it is set.
    public init(date: Int64) { self.date = date }

    /// Over all sources. O(sources).
    public var totalRead: Int { read.values.reduce(0, +) }
    /// Over all sources. O(sources).
    public var totalQuarantined: Int { quarantined.values.reduce(0, +) }
    /// Over all columns. O(kinds of issues).
    public var totalIssues: Int { issues.values.reduce(0, +) }
  }
}
