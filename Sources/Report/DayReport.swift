/// Everything that is told of one business date: figures and the words of definitions, nothing of a
/// person. A value; whoever has it can draw it (`ReportPage`) or print it as JSON.
///
/// It has no place for a name, an address, a key or a cell of an export, so a report made of it
/// cannot hold one.
public struct DayReport: Sendable, Equatable {
  /// The pipeline's name and what people call it.
  public var pipeline: String
  public var label: String
  /// In days since 1970-01-01.
  public var date: Int64
  public var definitionDigest: String
  public var software: String
  /// The SHA-256 of the manifest's `SHA256SUMS`.
  public var manifestDigest: String
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
  public var links: [Link] = []
  public var atRisk: [AtRisk] = []

  public var marts: [Mart] = []
  /// By number.
  public var scenarios: [Scenario] = []
  public var channels: [Channel] = []
  /// The reasons for exclusions in the order in which the gate asks them.
  public var reasons: [String] = []
  /// One a scenario, step and channel that came up.
  public var conservation: [Conservation] = []

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
