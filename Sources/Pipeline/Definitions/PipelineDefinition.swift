/// A folder of definitions as it was written: what is exported, which data files are made of it,
/// who is sent what, and who must not be.
public struct PipelineDefinition: Sendable {
  public let name: String
  public let label: String
  public let location: SourceLocation
  public let parameters: [ParameterDefinition]
  public let sources: [SourceDefinition]
  public let marts: [MartDefinition]
  public let scenarios: [ScenarioDefinition]
  /// What messages insert; a scenario without an entry says nothing of it.
  public let messages: [MessageSetDefinition]
  public let channels: [ChannelDefinition]
  public let sender: SenderDefinition?
  public let consent: ConsentDefinition?
  /// Every file read, by path from the pipeline's folder in byte order, with its content.
  public let files: [(path: String, content: String)]

  /// The same pipeline with other parameter values.
  public func replacing(parameters: [ParameterDefinition]) -> PipelineDefinition {
    PipelineDefinition(
      name: name, label: label, location: location, parameters: parameters, sources: sources,
      marts: marts, scenarios: scenarios, messages: messages, channels: channels, sender: sender,
      consent: consent, files: files)
  }

  public func source(_ name: String) -> SourceDefinition? { sources.first { $0.name == name } }
  public func mart(_ name: String) -> MartDefinition? { marts.first { $0.name == name } }
  public func channel(_ name: String) -> ChannelDefinition? { channels.first { $0.name == name } }
  public func scenario(_ id: String) -> ScenarioDefinition? { scenarios.first { $0.id == id } }
}

/// A value that definitions refer to by name and a run may override with `--set`.
public struct ParameterDefinition: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case text, int, date
    case texts = "list of text"
    case dates = "list of date"
  }

  public let name: String
  public let kind: Kind
  public var value: ParameterValue
  public let location: SourceLocation
}

/// The value of a parameter.
public enum ParameterValue: Sendable, Equatable {
  case text(String)
  case int(Int64)
  /// Days since 1970-01-01.
  case date(Int64)
  case texts([String])
  case dates([Int64])
}

/// A way to reach people.
public struct ChannelDefinition: Sendable {
  /// At most so many sends to one person in so many days, the business date included.
  public struct Cap: Sendable, Equatable {
    public let sends: Int
    public let days: Int
  }

  public let name: String
  public let label: String
  /// Mart columns that hold its address, best first.
  public let addresses: [String]
  /// The mart column that says whether the person may be sent to.
  public let permission: String
  public let caps: [Cap]
  public let location: SourceLocation
}

/// Who sends: what the law wants shown in every mail.
public struct SenderDefinition: Sendable {
  public let name: String
  public let postalAddress: String
  public let contact: String
  /// The page that takes a refusal; the send and its token are added as a query.
  public let unsubscribeURL: String
  /// Where each of the values stands.
  let places: WordPlaces

  /// What 'meibo new pipeline' drafts, to be replaced: nobody can be reached there.
  public enum Placeholder {
    public static let name = "株式会社サンプル"
    public static let postalAddress = "東京都千代田区サンプル町0番0号"
    public static let contact = "https://www.example.jp/contact"
    public static let unsubscribeURL = "https://www.example.jp/unsubscribe"
  }
}

/// Which columns of which sources say who agreed to what, and who must be left alone.
public struct ConsentDefinition: Sendable {
  /// The source whose rows are people.
  public struct People: Sendable {
    public let source: String
    public let key: String
    public let updatedAt: String?
    /// By channel: the columns that hold the person's addresses, best first.
    public let addresses: [(channel: String, columns: [String])]
    /// By channel: the column that holds the person's answer.
    public let permissions: [(channel: String, column: String)]
    /// The column with how a complaint is being handled.
    public let handling: String?
    let places: WordPlaces
  }

  /// A source whose rows carry an address and an answer of their own.
  public struct Form: Sendable {
    public let source: String
    /// The name under which evidence refers to it.
    public let mart: String
    public let link: String
    public let key: String
    public let at: String
    public let answers: [(channel: String, address: String, permission: String)]
    let places: WordPlaces
  }

  /// The members of a LINE account.
  public struct LineMembers: Sendable {
    public let source: String
    public let link: String
    let places: WordPlaces
  }

  public let people: People
  public let forms: [Form]
  public let lineMembers: LineMembers?
  public let events: String?
  public let suppressions: String?
  public let deliveryEvents: String?
  /// Words in the handling column that suppress, and words that clear it again at its end.
  public let suppressHandling: [String]
  public let clearedHandling: [String]
  /// Values of the handling column that look like a complaint and are none.
  public let harmlessHandling: [String]
  let places: WordPlaces
}
