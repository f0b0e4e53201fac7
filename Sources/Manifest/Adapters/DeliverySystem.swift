/// Something that sends are handed to, with the settings that its files need (docs/manifests.md).
public enum DeliverySystem: Sendable {
  /// Spreadsheets and campaign tools: a file of comma-separated values a scenario.
  case csv(CSVSettings)
  /// SendGrid v3 `mail/send`: requests of at most 1,000 personalizations.
  case sendGrid(SendGridSettings)
  /// LINE multicast: requests of at most 500 user ids.
  case line(LINESettings)
  /// FCM HTTP v1: batches of at most 500 messages, each for one token.
  case fcm(FCMSettings)
  /// A gateway for SMS in Japan: comma-separated values for machines.
  case smsCSV

  /// Its name in the command and in the name of the folder.
  public var name: String {
    switch self {
    case .csv: "csv"
    case .sendGrid: "sendgrid"
    case .line: "line"
    case .fcm: "fcm"
    case .smsCSV: "sms-csv"
    }
  }

  var adapter: any DeliveryAdapter {
    switch self {
    case .csv(let settings): CSVAdapter(settings)
    case .sendGrid(let settings): SendGridAdapter(settings)
    case .line(let settings): LINEAdapter(settings)
    case .fcm(let settings): FCMAdapter(settings)
    case .smsCSV: SMSAdapter()
    }
  }
}

/// How spreadsheet files are written.
public struct CSVSettings: Sendable {
  /// Writes text in the file's encoding; false if it has no such character.
  public typealias Encoder = @Sendable (_ text: String, _ append: (UInt8) -> Void) -> Bool

  /// The columns, by name, in order; empty for all.
  public var columns: [String]
  /// The header of a column of a scenario; the name itself if it is not here.
  public var labels: [String: [String: String]]
  /// Nil for UTF-8 with a byte order mark.
  public var encoder: Encoder?

  /// `labels` are by scenario, then by column.
  public init(
    columns: [String] = [], labels: [String: [String: String]] = [:], encoder: Encoder? = nil
  ) {
    self.columns = columns
    self.labels = labels
    self.encoder = encoder
  }
}

/// What SendGrid needs to know besides the sends.
public struct SendGridSettings: Sendable {
  public var fromAddress: String
  public var fromName: String
  /// SendGrid's dynamic template (`d-…`) of each template id.
  public var templates: [String: String]

  public init(fromAddress: String, fromName: String, templates: [String: String]) {
    self.fromAddress = fromAddress
    self.fromName = fromName
    self.templates = templates
  }
}

/// What LINE needs to know besides the sends.
public struct LINESettings: Sendable {
  /// The channel whose provider the user ids belong to.
  public var channelID: String
  /// The JSON array of one to five message objects of each template id.
  public var messages: [String: [UInt8]]

  public init(channelID: String, messages: [String: [UInt8]]) {
    self.channelID = channelID
    self.messages = messages
  }
}

/// What FCM needs to know besides the sends.
public struct FCMSettings: Sendable {
  /// The JSON object of what each template id's messages have in common, such as `notification`.
  public var messages: [String: [UInt8]]

  public init(messages: [String: [UInt8]]) { self.messages = messages }
}
