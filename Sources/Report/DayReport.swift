/// Everything that is told of one business date: figures and the words of definitions, nothing of a
/// person. A value; whoever has it can draw it (`ReportPage`) or print it as JSON.
///
/// It has no place for a name, an address, a key or a cell of an export, so a report made of it
/// cannot hold one.
public struct DayReport: Sendable, Equatable {
  /// Key `pipeline` of its definition.
  public var pipeline: String
  /// What people call it; the name where the definition has none.
  public var label: String
  /// In days since 1970-01-01.
  public var date: Int64
  /// The SHA-256 of every definition file and of the run's parameters.
  public var definitionDigest: String
  /// The version of meibo that made the manifest, such as `0.1.0`.
  public var software: String
  /// The SHA-256 of the manifest's `SHA256SUMS`.
  public var manifestDigest: String
  /// True if the manifest was sealed: it was handed over, and no run replaces it.
  public var isSealed: Bool
  /// The dates whose stages the store has kept, up to and with this one, ascending.
  public var days: [KeptDay] = []

  /// In the order of the definition.
  public var sources: [Source] = []
  /// In the order in which they were read.
  public var files: [File] = []
  /// The codes by which `File.reasons` counts, in their order.
  public var quarantineReasons: [String] = []
  /// By source and column in the order of the definition, then by code.
  public var issues: [Issue] = []
  /// In the order of the definition; none of a source that nothing reads.
  public var links: [Link] = []
  /// One a source of refusals, also where all could be read.
  public var atRisk: [AtRisk] = []

  /// In the order of the definition.
  public var marts: [Mart] = []
  /// By number.
  public var scenarios: [Scenario] = []
  /// In the order of `channels.yml`.
  public var channels: [Channel] = []
  /// The reasons for exclusions in the order in which the gate asks them.
  public var reasons: [String] = []
  /// One a scenario, step and channel that came up.
  public var conservation: [Conservation] = []

  /// Every list is empty until it is set.
  public init(
    pipeline: String, label: String, date: Int64, definitionDigest: String, software: String,
    manifestDigest: String, isSealed: Bool
  ) {
    self.pipeline = pipeline
    self.label = label
    self.date = date
    self.definitionDigest = definitionDigest
    self.software = software
    self.manifestDigest = manifestDigest
    self.isSealed = isSealed
  }
}

extension DayReport {
  /// The kept date before this one, to compare with.
  public var dayBefore: KeptDay? { days.last { $0.date < date } }

  func source(_ name: String) -> Source? { sources.first { $0.name == name } }
  func mart(_ name: String) -> Mart? { marts.first { $0.name == name } }
  func channelLabel(_ name: String) -> String {
    channels.first { $0.name == name }?.label ?? name
  }

  /// All the rows of the conservation table as one.
  public var total: Conservation { Conservation.sum(conservation, reasons: reasons.count) }
}
