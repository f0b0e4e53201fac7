import Manifest
import Pipeline
import Table

/// A message as a person would get it.
public struct FilledMessage: Sendable {
  /// The key of the mart's row that fills it.
  public let rowKey: String
  /// In the order of the definition.
  public let fields: [Field]
  /// Nil if the definition says that mails come from nobody but the sender of `channels.yml`.
  public let sender: Sender?
  /// Nil without a preview.
  public let subject: String?
  /// Nil without a preview, or if the preview has none.
  public let body: String?

  /// What a message inserts.
  public struct Field: Sendable {
    /// A column of the mart, or a field that the scenario adds.
    public let name: String
    /// Always told in full, also where the texts keep values back.
    public let content: Content
  }

  /// Whom the message comes from where people send.
  public enum Sender: Sendable, Equatable {
    /// Whom the row names: personal data.
    case person(name: String, address: String)
    /// The sender of `channels.yml`, since the row names nobody whom a mail can come from.
    case company(name: String)
  }

  /// What a field comes to.
  public enum Content: Sendable, Equatable {
    /// What the row has: personal data.
    case value(String)
    /// What the definition puts in the place of what is missing.
    case fallback(String)
    /// Nothing; if it is required, the message is not sent.
    case missing(isRequired: Bool)
  }

  /// - Parameter company: the sender of `channels.yml`.
  init(
    _ message: MessagePlan, rowKey: String, values: [String: String], showingValues: Bool,
    company: String
  ) {
    self.rowKey = rowKey
    let fields = message.fields.map { field in
      let content: Content =
        if let value = values[field.name] {
          .value(value)
        } else if let fallback = field.fallback {
          .fallback(fallback)
        } else {
          .missing(isRequired: field.isRequired)
        }
      return Field(name: field.name, content: content)
    }
    self.fields = fields
    func fill(_ text: MessageText?) -> String? {
      text?.filled { name in
        switch fields.first(where: { $0.name == name })?.content {
        case .value(let value) where showingValues: value
        case .fallback(let fallback): fallback
        case .missing(isRequired: false): ""
        default: "{{\(name)}}"
        }
      }
    }
    sender = message.sender.map { sender in
      func text(_ name: String) -> String? {
        let fallback = message.fields.first { $0.name == name }?.fallback
        return values[name] ?? fallback
      }
      guard let name = text(sender.name), let address = text(sender.address),
        MailSettings.Sender.canSend(name: name, address: address)
      else {
        return .company(name: company)
      }
      return .person(name: name, address: address)
    }
    subject = fill(message.preview?.subject)
    body = fill(message.preview?.body)
  }
}

extension StageRunner {
  /// Fills a message from the date's mart, once for each row that is about a person. What a row has
  /// stays `{{field}}` in the texts unless values are to be shown. Reads the mart; changes nothing.
  ///
  /// - Parameters:
  ///   - templateID: `scenario/step`.
  ///   - person: a customer id, or the key of a row for somebody who is no customer.
  /// - Throws: `StageError` if the date's marts are not there, the message is unknown, or nobody has
  ///   that key.
  public func message(
    _ templateID: String, for person: String, showingValues: Bool
  ) throws -> [FilledMessage] {
    let message = try message(templateID)
    guard let scenario = definition.scenario(message.scenario),
      let segment = plan.segment(scenario.id)
    else { return [] }
    _ = try fingerprint(of: .derive)
    let columns = plan.fields(of: scenario)
    let rows = try rows(of: person, in: segment, columns: Set(columns))
    guard rows.rowCount > 0 else {
      throw StageError(
        .data, "no row of mart '\(segment.mart)' of \(businessDate) has that key",
        help: "give a customer id, or the key of a row")
    }
    let fields = try TableFields([(rows, columns)])
    let keys = rows[segment.key].text
    return (0..<rows.rowCount).map { row in
      let values = fields.texts(set: 0, row: row).compactMap { field in
        field.text.map { (field.name, $0) }
      }
      return FilledMessage(
        message, rowKey: keys.string(row) ?? "",
        values: Dictionary(values, uniquingKeysWith: { first, _ in first }),
        showingValues: showingValues, company: definition.sender?.name ?? "")
    }
  }

  private func message(_ templateID: String) throws -> MessagePlan {
    if let message = plan.messages.first(where: { $0.templateID == templateID }) { return message }
    let scenario = definition.scenarios.first { templateID.hasPrefix($0.id + "/") }
    guard let scenario else {
      throw StageError(
        .usage, "there is no message '\(templateID)'",
        help: "scenario/step, such as '\(plan.messages.first?.templateID ?? "scenario/A")'")
    }
    let ids = scenario.messages.map { "\(scenario.id)/\($0.step)" }
    guard ids.contains(templateID) else {
      throw StageError(
        .usage, "there is no message '\(templateID)'", help: "known: " + ids.joined(separator: ", ")
      )
    }
    let said = plan.messages.map(\.templateID)
    throw StageError(
      .usage, "no file of 'messages' says what message '\(templateID)' inserts",
      help: "say it in messages/\(scenario.id).yml (docs/definitions.md)"
        + (said.isEmpty ? "" : "; said of \(said.joined(separator: ", "))"))
  }
}
