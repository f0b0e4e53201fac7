public import Gate

/// What `manifest.json` says of a manifest: where it came from, what it holds, and what was left
/// out. Two equal runs have equal indexes: no clock, no host name.
public struct ManifestIndex: Sendable {
  /// The version of the format of the manifest.
  public static let schemaVersion = 1

  /// Its name in pipeline.yml.
  public var pipeline: String
  /// In days since 1970-01-01.
  public var businessDate: Int64
  /// SHA-256, in hexadecimal, of all definition files and the parameters of the run.
  public var definitionDigest: String
  /// The version of the program that wrote the manifest.
  public var softwareVersion: String
  /// Parameters that the run set, by name.
  public var parameters: [String: String] = [:]
  /// By source in the order of the definitions, then by name in byte order.
  public var inputs: [Input] = []
  /// Of the consent events and the suppressions, where there are such; also if nothing is at risk.
  public var consentAtRisk: [AtRisk] = []
  /// Counts of the refusals that the ledger alone still has.
  public var remembered = Remembered()
  /// Delivery events whose send the ledger does not hold.
  public var unknownSends = 0
  /// Filled by the writer, in the order of the manifest's files.
  public internal(set) var channels: [File] = []
  /// Filled by the writer.
  public internal(set) var exclusions: File?
  /// Filled by the writer.
  public internal(set) var conservation: [ConservationRow] = []

  public init(
    pipeline: String, businessDate: Int64, definitionDigest: String, softwareVersion: String
  ) {
    self.pipeline = pipeline
    self.businessDate = businessDate
    self.definitionDigest = definitionDigest
    self.softwareVersion = softwareVersion
  }

  /// An export file that the run read. Records read = loaded + superseded + quarantined.
  public struct Input: Sendable, Hashable {
    /// Its name in the definitions.
    public var source: String
    /// Its path from the exports folder on.
    public var file: String
    /// In hexadecimal, of the file as it lies there, packed if it is.
    public var sha256: String
    /// All records after the header.
    public var read: Int
    /// Records that the cleansed table has.
    public var loaded: Int
    /// Records that another one of the same key has taken the place of.
    public var superseded: Int
    /// Records that could not be read, or that have no key.
    public var quarantined: Int

    public init(
      source: String, file: String, sha256: String, read: Int, loaded: Int, superseded: Int,
      quarantined: Int
    ) {
      self.source = source
      self.file = file
      self.sha256 = sha256
      self.read = read
      self.loaded = loaded
      self.superseded = superseded
      self.quarantined = quarantined
    }
  }

  /// Records of a source of refusals that could not be read: a refusal may be among them.
  public struct AtRisk: Sendable, Hashable {
    /// Its name in the definitions.
    public var source: String
    /// Records in quarantine.
    public var quarantined: Int
    /// Loaded records that name nobody who can be read.
    public var unreadableSubjects: Int

    public init(source: String, quarantined: Int, unreadableSubjects: Int) {
      self.source = source
      self.quarantined = quarantined
      self.unreadableSubjects = unreadableSubjects
    }
  }

  /// Refusals that count although the day's exports no longer have them.
  public struct Remembered: Sendable, Hashable {
    /// Opt-outs and unreadable actions.
    public var consentEvents: Int
    /// Unsubscribes, complaints and hard bounces.
    public var deliveryEvents: Int
    /// Those that are in force on the date.
    public var suppressions: Int

    public init(consentEvents: Int = 0, deliveryEvents: Int = 0, suppressions: Int = 0) {
      self.consentEvents = consentEvents
      self.deliveryEvents = deliveryEvents
      self.suppressions = suppressions
    }
  }

  /// A file of the manifest.
  public struct File: Sendable, Hashable {
    /// Within the manifest's folder.
    public var name: String
    /// How many lines it holds; 0 for an empty gzip file.
    public var rows: Int
    /// In hexadecimal, of the file as it is, compressed.
    public var sha256: String
  }
}
