/// Where a journey stands after a business date on which it changed (docs/store.md,
/// `journey_states`).
///
/// A journey is known by scenario, subject and the day it was entered on. Days are numbers since
/// 1970-01-01.
public struct JourneyState: Sendable, Equatable {
  /// Whether a journey goes on. The raw values are those of the ledger's column `state`.
  public enum Progress: String, Sendable {
    /// It waits until `waitDate`.
    case waiting
    /// It ended on `endedOn` with `outcome`.
    case ended
  }

  /// One of the three that name a journey, with `subjectKey` and `enteredOn`.
  public var scenarioID: String
  /// Whom the journey is about, by the scenario's subject: personal data.
  public var subjectKey: String
  /// The business date on which it began.
  public var enteredOn: Int64
  /// The key of the mart row that it began with.
  public var rowKey: String
  /// Null for somebody who is no customer.
  public var customerID: String?
  /// What waits has `position` and `waitDate`, what ended has `endedOn` and `outcome`.
  public var progress: Progress
  /// Where in the flow it waits, in the words of whoever runs the flow; null once ended.
  public var position: String?
  /// The first date on which it may go on; null once ended.
  public var waitDate: Int64?
  /// Null while it waits.
  public var endedOn: Int64?
  /// How it ended: an outcome that the definition names (`goal` say), `done`, `gone`,
  /// `flow_changed`, or a reason of the gate; null while it waits.
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
  /// `s` and 31 hexadecimal digits (docs/manifests.md); once in all dates together.
  public var sendID: String
  /// The date whose manifest has it, in days since 1970-01-01.
  public var businessDate: Int64
  /// As the manifest has it, also if the definitions have the scenario no more.
  public var scenarioID: String
  /// The message's name in the flow of the scenario.
  public var step: String
  /// As manifests write it, `email` or `line` say; caps count each channel by itself.
  public var channel: String
  /// The address, number, user id or token that it went to.
  public var address: String
  /// The subject of its journey: personal data.
  public var subjectKey: String
  /// Null for somebody who is no customer; caps then count by the address.
  public var customerID: String?
  /// The day on which its journey was entered.
  public var enteredOn: Int64
  /// Seconds of the pipeline's wall clock since 1970-01-01T00:00:00.
  public var sendAt: Int64
  /// True for a message that its reader has ordered: it counts toward no cap.
  public var isTransactional: Bool
  /// What it was about; consent was asked for that topic.
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
  /// The id that the send would have had (docs/manifests.md).
  public var sendID: String
  /// The date on which it was reached, in days since 1970-01-01.
  public var businessDate: Int64
  /// The first that held, as manifests write it (docs/consent.md).
  public var reason: String
  /// For a duplicate the send that was kept, for a suppression its reason, for a missing field its
  /// name; else null.
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
  /// Days since 1970-01-01.
  public var businessDate: Int64
  /// In the words of whoever runs the stages; with the date it names the row.
  public var stage: String
  /// Of every definition file and of the parameters of the run.
  public var definitionDigest: String
  /// Of all that the stage was made of, the secret that signs included, which it does not tell.
  public var inputDigest: String
  /// Of what the stage says of itself in its file: by it the file is known to be of this run.
  public var outputDigest: String
  /// Which build of the program ran: its version with the size and time of its file.
  public var software: String
  /// As the command line gave it; empty without one.
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
  /// The messages of its manifest, in any order; no id twice, and none of an earlier date.
  public var sends: [LedgerSend]
  /// The messages that it reached and did not send, in any order.
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
