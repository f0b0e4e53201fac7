/// Something that sends are handed to, with the settings that its files need (docs/manifests.md).
public enum DeliverySystem: Sendable {
  /// Spreadsheets and campaign tools: a file of comma-separated values a scenario.
  case csv(CSVSettings)
  /// SendGrid v3 `mail/send`: requests of at most 1,000 personalizations.
  case sendGrid(MailSettings)
  /// Amazon SES v2 `SendBulkEmail`: requests of at most 50 destinations.
  case ses(MailSettings)
  /// LINE multicast: requests of at most 500 user ids.
  case line(LINESettings)
  /// FCM HTTP v1: batches of at most 500 messages, each for one token.
  case fcm(FCMSettings)
  /// A gateway for SMS in Japan: comma-separated values for machines.
  case smsCSV
  /// People who call: a list of comma-separated values.
  case callList(CallListSettings)
  /// Google Ads Customer Match: requests of at most 10,000 hashes.
  case googleAds(AudienceSettings)
  /// Meta Custom Audiences: requests of at most 10,000 hashes.
  case metaAds(AudienceSettings)

  /// Its name in the command and in the name of the folder.
  public var name: String {
    switch self {
    case .csv: "csv"
    case .sendGrid: "sendgrid"
    case .ses: "ses"
    case .line: "line"
    case .fcm: "fcm"
    case .smsCSV: "sms-csv"
    case .callList: "call-list"
    case .googleAds: "google-ads"
    case .metaAds: "meta-ads"
    }
  }

  var adapter: any DeliveryAdapter {
    switch self {
    case .csv(let settings): CSVAdapter(settings)
    case .sendGrid(let settings): SendGridAdapter(settings)
    case .ses(let settings): SESAdapter(settings)
    case .line(let settings): LINEAdapter(settings)
    case .fcm(let settings): FCMAdapter(settings)
    case .smsCSV: SMSAdapter()
    case .callList(let settings): CallListAdapter(settings)
    case .googleAds(let settings): AudienceAdapter(.google, settings)
    case .metaAds(let settings): AudienceAdapter(.meta, settings)
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

/// What a system for e-mail needs to know besides the sends.
public struct MailSettings: Sendable {
  /// The address of the `From` header (RFC 5322); the system must know it as a sender.
  public var fromAddress: String
  /// The name before that address, in any script; empty for none.
  public var fromName: String
  /// The system's own template of each template id: SendGrid's dynamic template (`d-…`), the name of
  /// one in Amazon SES.
  public var templates: [String: String]
  /// The fields of a send that say whom it comes from instead, of each template id that has such.
  public var senders: [String: Sender]

  /// A send whose fields name somebody whom a mail can come from comes from there.
  public struct Sender: Sendable {
    /// The field with a name for people.
    public var name: String
    /// The field with a mail address.
    public var address: String

    public init(name: String, address: String) {
      self.name = name
      self.address = address
    }
  }

  public init(
    fromAddress: String, fromName: String, templates: [String: String],
    senders: [String: Sender] = [:]
  ) {
    self.fromAddress = fromAddress
    self.fromName = fromName
    self.templates = templates
    self.senders = senders
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

/// Which audience people are added to.
public struct AudienceSettings: Sendable {
  /// The audience of each template id: of Google `customers/<id>/userLists/<id>`, of Meta a number.
  public var audiences: [String: String]

  public init(audiences: [String: String]) { self.audiences = audiences }
}

/// How lists of whom to call are written.
public struct CallListSettings: Sendable {
  /// What callers are told of a scenario.
  public struct Scenario: Sendable {
    /// 1 is called first.
    public let priority: Int
    /// What the column `scenario` of the list says.
    public let name: String
    /// By step: what the call is about.
    public let purposes: [String: String]

    public init(priority: Int, name: String, purposes: [String: String]) {
      self.priority = priority
      self.name = name
      self.purposes = purposes
    }
  }

  /// Columns, labels and encoding, as of other files for people.
  public var csv: CSVSettings
  /// By id; others are called last.
  public var scenarios: [String: Scenario]

  public init(csv: CSVSettings, scenarios: [String: Scenario]) {
    self.csv = csv
    self.scenarios = scenarios
  }
}
