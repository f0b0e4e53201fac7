/// Where a journey stands after a business date on which it changed (docs/store.md,
/// `journey_states`).
///
/// A journey is known by scenario, subject and the day it was entered on. Days are numbers since
/// 1970-01-01.
public struct JourneyState: Sendable, Equatable {
  public enum Progress: String, Sendable {
    /// It waits until `waitDate`.
    case waiting
    /// It ended on `endedOn` with `outcome`.
    case ended
  }

  public var scenarioID: String
  public var subjectKey: String
  public var enteredOn: Int64
  /// The key of the mart row that it began with.
  public var rowKey: String
  public var customerID: String?
  public var progress: Progress
  /// Where in the flow it waits, in the words of whoever runs the flow; null once ended.
  public var position: String?
  public var waitDate: Int64?
  public var endedOn: Int64?
  /// How it ended (`done`, `goal`, `left`, `gone`, `cold`, or a reason of the gate).
  public var outcome: String?
  /// The messages it came to, by date; kept as `A 2026-11-19, A' 2026-11-20`.
  public var reached: [ReachedStep]

  public init(
    scenarioID: String, subjectKey: String, enteredOn: Int64, rowKey: String,
    customerID: String? = nil, progress: Progress, position: String? = nil, waitDate: Int64? = nil,
    endedOn: Int64? = nil, outcome: String? = nil, reached: [ReachedStep] = []
  ) {
    self.scenarioID = scenarioID
    self.subjectKey = subjectKey
    self.enteredOn = enteredOn
    self.rowKey = rowKey
    self.customerID = customerID
    self.progress = progress
    self.position = position
    self.waitDate = waitDate
    self.endedOn = endedOn
    self.outcome = outcome
    self.reached = reached
  }
}

/// A message that a journey came to, sent or not.
public struct ReachedStep: Sendable, Equatable {
  /// The message's name in the flow; holds no blank and no comma.
  public var step: String
  /// The business date.
  public var date: Int64

  public init(_ step: String, on date: Int64) {
    self.step = step
    self.date = date
  }
}

/// A message that was handed over in the manifest of a business date.
public struct LedgerSend: Sendable, Equatable {
  public var sendID: String
  public var businessDate: Int64
  public var scenarioID: String
  public var step: String
  public var channel: String
  /// The address, number, user id or token that it went to.
  public var address: String
  public var subjectKey: String
  public var customerID: String?
  /// The day on which its journey was entered.
  public var enteredOn: Int64
  /// Seconds of the pipeline's wall clock since 1970-01-01T00:00:00.
  public var sendAt: Int64
  public var isTransactional: Bool
  public var topic: String

  public init(
    sendID: String, businessDate: Int64, scenarioID: String, step: String, channel: String,
    address: String, subjectKey: String, customerID: String?, enteredOn: Int64, sendAt: Int64,
    isTransactional: Bool, topic: String
  ) {
    self.sendID = sendID
    self.businessDate = businessDate
    self.scenarioID = scenarioID
    self.step = step
    self.channel = channel
    self.address = address
    self.subjectKey = subjectKey
    self.customerID = customerID
    self.enteredOn = enteredOn
    self.sendAt = sendAt
    self.isTransactional = isTransactional
    self.topic = topic
  }
}

/// A message that was reached on a business date and not sent.
public struct LedgerExclusion: Sendable, Equatable {
  public var sendID: String
  public var businessDate: Int64
  public var reason: String
  /// For a duplicate the send that was kept, for a suppression its reason.
  public var detail: String?

  public init(sendID: String, businessDate: Int64, reason: String, detail: String? = nil) {
    self.sendID = sendID
    self.businessDate = businessDate
    self.reason = reason
    self.detail = detail
  }
}

/// What a run did, without anything personal: one per stage and business date, the latest.
public struct RunRecord: Sendable, Equatable {
  public var businessDate: Int64
  public var stage: String
  public var definitionDigest: String
  public var inputDigest: String
  public var outputDigest: String
  /// Name and version of the program.
  public var software: String
  public var exportsFolder: String
  /// The parameters that the command line overrode, as JSON.
  public var parameters: String

  public init(
    businessDate: Int64, stage: String, definitionDigest: String, inputDigest: String,
    outputDigest: String, software: String, exportsFolder: String, parameters: String
  ) {
    self.businessDate = businessDate
    self.stage = stage
    self.definitionDigest = definitionDigest
    self.inputDigest = inputDigest
    self.outputDigest = outputDigest
    self.software = software
    self.exportsFolder = exportsFolder
    self.parameters = parameters
  }
}

/// What a business date adds to the ledger.
public struct DayRecord: Sendable, Equatable {
  /// The digest of the date's manifest folder, by which the two are kept together.
  public var manifestDigest: String
  /// The journeys that changed on the date, as they stand after it.
  public var journeys: [JourneyState]
  public var sends: [LedgerSend]
  public var exclusions: [LedgerExclusion]

  public init(
    manifestDigest: String, journeys: [JourneyState] = [], sends: [LedgerSend] = [],
    exclusions: [LedgerExclusion] = []
  ) {
    self.manifestDigest = manifestDigest
    self.journeys = journeys
    self.sends = sends
    self.exclusions = exclusions
  }
}

/// What the ledger held before a business date.
public struct LedgerPast: Sendable, Equatable {
  /// Every journey as it stood before the date, by scenario, subject and day of entry.
  public var journeys: [JourneyState]
  /// By business date and id.
  public var sends: [LedgerSend]
  /// By business date and id.
  public var exclusions: [LedgerExclusion]

  /// What a new store holds, unless told more.
  public init(
    journeys: [JourneyState] = [], sends: [LedgerSend] = [], exclusions: [LedgerExclusion] = []
  ) {
    self.journeys = journeys
    self.sends = sends
    self.exclusions = exclusions
  }
}
