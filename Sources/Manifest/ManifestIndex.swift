public import Gate

/// What `manifest.json` says of a manifest: where it came from, what it holds, and what was left
/// out. Two equal runs have equal indexes: no clock, no host name.
public struct ManifestIndex: Sendable {
  /// The version of the format of the manifest.
  public static let schemaVersion = 1

  public var pipeline: String
  /// In days since 1970-01-01.
  public var businessDate: Int64
  /// The digest of all definition files.
  public var definitionDigest: String
  public var softwareVersion: String
  /// Parameters that the run set, by name.
  public var parameters: [String: String] = [:]
  public var inputs: [Input] = []
  public var consentAtRisk: [AtRisk] = []
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
    public var source: String
    public var file: String
    public var sha256: String
    public var read: Int
    public var loaded: Int
    public var superseded: Int
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
    public var consentEvents: Int
    public var deliveryEvents: Int
    public var suppressions: Int

    public init(consentEvents: Int = 0, deliveryEvents: Int = 0, suppressions: Int = 0) {
      self.consentEvents = consentEvents
      self.deliveryEvents = deliveryEvents
      self.suppressions = suppressions
    }
  }

  /// A file of the manifest.
  public struct File: Sendable, Hashable {
    public var name: String
    public var rows: Int
    /// In hexadecimal, of the file as it is, compressed.
    public var sha256: String
  }
}
