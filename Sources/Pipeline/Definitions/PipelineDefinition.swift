/// A folder of definitions as it was written: what is exported, which data files are made of it,
/// who is sent what, and who must not be.
public struct PipelineDefinition: Sendable {
  /// Key `pipeline`: stands in manifests and stage files, and a store belongs to one such name.
  public let name: String
  /// For people; the name where no `label` is written.
  public let label: String
  /// Where the name stands.
  let location: SourceLocation
  /// In the order of `pipeline.yml`; a run may replace their values.
  public let parameters: [ParameterDefinition]
  /// One a file of `sources/`, in byte order of the files' names.
  public let sources: [SourceDefinition]
  /// One a file of `marts/`, in byte order of the files' names.
  public let marts: [MartDefinition]
  /// One a file of `scenarios/`, ascending by number.
  public let scenarios: [ScenarioDefinition]
  /// What messages insert; a scenario without an entry says nothing of it.
  public let messages: [MessageSetDefinition]
  /// In the order of `channels.yml`; empty without that file.
  public let channels: [ChannelDefinition]
  /// Key `sender` of `channels.yml`; nil without it, and then the plan lets nobody send e-mail.
  public let sender: SenderDefinition?
  /// Nil without `consent.yml`, and then the plan allows no scenario.
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

  /// Nil if there is none of that name, letter by letter. O(sources).
  public func source(_ name: String) -> SourceDefinition? { sources.first { $0.name == name } }
  /// Nil if there is none of that name, letter by letter. O(marts).
  public func mart(_ name: String) -> MartDefinition? { marts.first { $0.name == name } }
  /// Nil if `channels.yml` has none of that name. O(channels).
  func channel(_ name: String) -> ChannelDefinition? { channels.first { $0.name == name } }
  /// Nil if there is none of that id, letter by letter. O(scenarios).
  public func scenario(_ id: String) -> ScenarioDefinition? { scenarios.first { $0.id == id } }
}

/// A value that definitions refer to by name and a run may override with `--set`.
public struct ParameterDefinition: Sendable {
  /// Key `type`. The value of a list may be empty, and expressions cannot name it.
  public enum Kind: String, Sendable, CaseIterable {
    case text, int, date
    case texts = "list of text"
    case dates = "list of date"
  }

  /// The key under `parameters`: how expressions, triggers and `--set` call it.
  public let name: String
  /// What `value` is, also once a run has replaced it.
  public let kind: Kind
  /// From `pipeline.yml`, or what `--set` gives for this run.
  public var value: ParameterValue
  /// Where its mapping begins.
  let location: SourceLocation
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
    /// 0 or more. With 0 the channel sends nothing but what is transactional.
    public let sends: Int
    /// 1 or more; with 1 the sends of the business date alone count.
    public let days: Int
  }

  /// One of `email`, `line`, `sms`, `push`, `phone` and `ads`, which the plan sees to.
  public let name: String
  /// For people; the name where no `label` is written.
  public let label: String
  /// Mart columns that hold its address, best first.
  public let addresses: [String]
  /// The mart column that says whether the person may be sent to.
  public let permission: String
  /// In the order of the file; all of them hold. Empty: as many sends as there are.
  public let caps: [Cap]
  /// Where its mapping begins.
  let location: SourceLocation
}

/// Who sends: what the law wants shown in every mail.
public struct SenderDefinition: Sendable {
  /// Never empty. Files for mail systems give it as the name of the `From`.
  public let name: String
  /// Never empty. No file of a run has it: it is asked for so that the mails' templates show it.
  public let postalAddress: String
  /// Where questions and complaints go, in any form. Never empty; shown by the mails' templates.
  public let contact: String
  /// The page that takes a refusal; the send and its token are added as a query.
  public let unsubscribeURL: String
  /// Where each of the values stands.
  let places: WordPlaces

  /// What 'meibo new pipeline' drafts, to be replaced: nobody can be reached there.
  public enum Placeholder {
    /// Of `name`: a company that does not exist.
    public static let name = "株式会社サンプル"
    /// Of `postal_address`: a place that does not exist.
    public static let postalAddress = "東京都千代田区サンプル町0番0号"
    /// Of `contact`, in a domain that is kept for examples.
    public static let contact = "https://www.example.jp/contact"
    /// Of `unsubscribe_url`, in a domain that is kept for examples.
    public static let unsubscribeURL = "https://www.example.jp/unsubscribe"
  }
}

/// Which columns of which sources say who agreed to what, and who must be left alone.
public struct ConsentDefinition: Sendable {
  /// The source whose rows are people.
  public struct People: Sendable {
    /// The name of the source; one person a known row.
    public let source: String
    /// Its one key column: the customer id of manifests and of the ledger.
    public let key: String
    /// The column, a date or timestamp, with a row's last change; nil: nobody knows when a person
    /// gave the answers, and no later agreement outweighs a no among them (docs/consent.md).
    public let updatedAt: String?
    /// By channel: the columns that hold the person's addresses, best first.
    public let addresses: [(channel: String, columns: [String])]
    /// By channel: the column that holds the person's answer.
    public let permissions: [(channel: String, column: String)]
    /// The column with how a complaint is being handled.
    public let handling: String?
    /// The column that says where a contact came from; nil if nobody asks.
    public let origin: String?
    /// How often people want to be written to: one a channel at most.
    public let frequency: [Frequency]
    let places: WordPlaces
  }

  /// How often people want to be written to on a channel, each by their own choice.
  public struct Frequency: Sendable {
    public let channel: String
    /// The column of choices, of the people's source.
    public let column: String
    /// By code of the column: what it asks for on top of the channel's caps. Other codes ask for
    /// nothing.
    public let caps: [(code: Located<String>, caps: [ChannelDefinition.Cap])]
    /// Where the channel stands.
    let location: SourceLocation
    let places: WordPlaces
  }

  /// A source whose rows carry an address and an answer of their own.
  public struct Form: Sendable {
    /// The name of the source; one form a known row.
    public let source: String
    /// The name under which evidence refers to it.
    public let mart: String
    /// The link of `source` that leads to the people. A form that it leads nowhere is a person
    /// known by its address alone.
    public let link: String
    /// The source's one key column: the id by which evidence names the form.
    public let key: String
    /// The column, a date or timestamp, with when the form was filled in; a null says nothing.
    public let at: String
    /// By channel in the order of the file: the columns of the address that was typed in and of the
    /// tick.
    public let answers: [(channel: String, address: String, permission: String)]
    let places: WordPlaces
  }

  /// The members of a LINE account.
  public struct LineMembers: Sendable {
    /// The name of the source, which is read by fixed column names such as `line_permission`.
    public let source: String
    /// The link of `source` that leads to the people; a member whom it leads nowhere is a LINE ID.
    public let link: String
    let places: WordPlaces
  }

  /// Whose permissions and addresses are asked first.
  public let people: People
  /// In the order of the file; empty: nobody is known by a form.
  public let forms: [Form]
  /// Nil: no account of LINE tells of its members.
  public let lineMembers: LineMembers?
  /// The source of what people said since, by fixed column names; nil without one.
  public let events: String?
  /// The source of who must be left alone, by fixed column names; nil without one.
  public let suppressions: String?
  /// The source of what delivery systems report, by fixed column names; nil without one.
  public let deliveryEvents: String?
  /// Words in a note of the handling column by which a complaint is known, which suppresses; not
  /// empty if there is such a column.
  public let suppressHandling: [String]
  /// Words with which such a note ends once the complaint is settled, unless 未 stands before it.
  public let clearedHandling: [String]
  /// Whole notes of the handling column that look like a complaint and are none.
  public let harmlessHandling: [String]
  let places: WordPlaces
}
