/// What a scenario's messages insert: a file of `messages/`.
///
/// Subjects and bodies belong to the delivery system; here stands what they need of the person's
/// row, and what is shown where it is missing.
public struct MessageSetDefinition: Sendable {
  /// The id of the scenario whose messages these are; no two files have the same.
  public let scenario: Located<String>
  /// In the order of the file.
  public let messages: [MessageDefinition]
  /// Nil if mails come from the sender of `channels.yml`.
  public let sender: MessageSenderDefinition?
}

/// The fields that say whom mails come from, such as the owner of an account.
public struct MessageSenderDefinition: Sendable {
  /// A field with a name for people.
  public let name: Located<String>
  /// A field with a mail address.
  public let address: Located<String>
}

/// What one message inserts.
public struct MessageDefinition: Sendable {
  /// The key of the message among the scenario's `messages`, such as `A`.
  public let step: Located<String>
  /// Those of every message of the scenario first, then its own.
  public let fields: [MessageFieldDefinition]
  /// Nil if none is written.
  public let preview: MessagePreview?
}

/// A field that a message inserts.
public struct MessageFieldDefinition: Sendable {
  /// A `content` column of the scenario's mart, or a column that the scenario's `fields` add.
  public let name: Located<String>
  /// What stands in its place where it is missing.
  public let fallback: Located<String>?
  /// Nobody is sent the message without it. Never true with a fallback.
  public let isRequired: Bool
}

/// Texts that `meibo show message` fills. The delivery system does not read them.
public struct MessagePreview: Sendable, Equatable {
  /// Nil if none is written.
  public let subject: MessageText?
  /// Nil if none is written. Its line breaks are those that YAML gives.
  public let body: MessageText?
}
