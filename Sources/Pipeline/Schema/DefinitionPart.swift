/// A mapping of the definition files. What the loader accepts, the reference of definitions and
/// the JSON Schemas for editors are all made of its keys.
public enum DefinitionPart: String, Sendable, CaseIterable {
  case pipeline, parameter
  case source, freshness, column, link, step, value
  case mart
  case martColumn = "mart_column"
  case scenario, trigger
  case guardRule = "guard"
  case message
  case flowStep = "flow_step"
  case messages
  case messageContent = "message_content"
  case messageField = "message_field"
  case messageSender = "message_sender"
  case preview
  case channels, channel, cap, sender
  case consent, people, frequency, form, answer
  case lineMembers = "line_members"

  /// Every key that may stand in it; any other is an error.
  public var keys: [DefinitionKey] {
    switch self {
    case .pipeline: Self.pipelineKeys
    case .parameter: Self.parameterKeys
    case .source: Self.sourceKeys
    case .freshness: Self.freshnessKeys
    case .column: Self.columnKeys
    case .link: Self.linkKeys
    case .step: Self.stepKeys
    case .value: Self.valueKeys
    case .mart: Self.martKeys
    case .martColumn: Self.martColumnKeys
    case .scenario: Self.scenarioKeys
    case .trigger: Self.triggerKeys
    case .guardRule: Self.guardKeys
    case .message: Self.messageKeys
    case .flowStep: Self.flowStepKeys
    case .messages: Self.messagesKeys
    case .messageContent: Self.messageContentKeys
    case .messageField: Self.messageFieldKeys
    case .messageSender: Self.messageSenderKeys
    case .preview: Self.previewKeys
    case .channels: Self.channelsKeys
    case .channel: Self.channelKeys
    case .cap: Self.capKeys
    case .sender: Self.senderKeys
    case .consent: Self.consentKeys
    case .people: Self.peopleKeys
    case .frequency: Self.frequencyKeys
    case .form: Self.formKeys
    case .answer: Self.answerKeys
    case .lineMembers: Self.lineMembersKeys
    }
  }

  /// What people call it, as a title.
  public var title: String {
    switch self {
    case .pipeline: "A pipeline"
    case .parameter: "A parameter"
    case .source: "A source"
    case .freshness: "How fresh a source must be"
    case .column: "A column of a source"
    case .link: "A link"
    case .step: "A step of a link"
    case .value: "A named value"
    case .mart: "A mart"
    case .martColumn: "A column of a mart"
    case .scenario: "A scenario"
    case .trigger: "A trigger"
    case .guardRule: "A guard"
    case .message: "A message"
    case .flowStep: "A step of a flow"
    case .messages: "What the messages of a scenario insert"
    case .messageContent: "What a message inserts"
    case .messageField: "A field of a message"
    case .messageSender: "The person whom messages come from"
    case .preview: "A preview of a message"
    case .channels: "The channels"
    case .channel: "A channel"
    case .cap: "A cap"
    case .sender: "The sender"
    case .consent: "Consent"
    case .people: "The people"
    case .frequency: "How often people want to be written to"
    case .form: "A form"
    case .answer: "An answer of a form"
    case .lineMembers: "The members of the LINE account"
    }
  }

  /// True if not just one but several of the keys that are alternatives may be given.
  var takesSeveralAlternatives: Bool { self == .link || self == .freshness }
}
