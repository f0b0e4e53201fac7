import ArgumentParser
import Stages

/// Shows what a message inserts for a person.
struct ShowMessageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "message", abstract: "Fills a message for a person, as messages/*.yml says.",
    discussion: """
      For each row of the scenario's mart that is about the person: which fields
      it has, what stands in the place of those that are missing, and the
      preview's subject and body. Values are personal data and shown only with
      --show-values; without it the texts keep their '{{field}}'.

      Example: meibo show message renewal_reminder/A --for C0000016 --date 2026-11-21
      """)

  @Argument(help: ArgumentHelp("The message, scenario/step.", valueName: "id"))
  var id: String

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "A customer id, or the key of a mart's row for somebody who is no customer.",
      valueName: "key"))
  var person: String

  @OptionGroup var common: CommonOptions

  @Flag(help: "Show what the row has.")
  var showValues = false

  @Flag(help: "Print one JSON object for machines.")
  var json = false

  func run() throws {
    let messages = try Failure.reporting {
      try StageRunner(common.runOptions()).message(id, for: person, showingValues: showValues)
    }
    if json {
      print(json: JSONLine.object([("message", .text(id)), ("rows", .list(messages.map(part)))]))
    } else {
      for message in messages { tell(message) }
    }
  }

  private func tell(_ message: FilledMessage) {
    print("\(id), row \(message.rowKey)")
    for field in message.fields { print("  \(field.name): \(words(field.content))") }
    if let sender = message.sender { print("from: \(words(sender))") }
    if let subject = message.subject { print("subject: \(subject)") }
    if let body = message.body { print(text: body.hasSuffix("\n") ? body : body + "\n") }
  }

  private func words(_ content: FilledMessage.Content) -> String {
    switch content {
    case .value(let value): showValues ? value : "known"
    case .fallback(let fallback): "missing, '\(fallback)' stands in its place"
    case .missing(isRequired: true): "missing, so the message is not sent"
    case .missing(isRequired: false): "missing"
    }
  }

  private func words(_ sender: FilledMessage.Sender) -> String {
    switch sender {
    case .person(let name, let address): showValues ? "\(name) <\(address)>" : "known"
    case .company(let name): "\(name), in place of a person"
    }
  }

  private func part(_ message: FilledMessage) -> JSONLine {
    func text(_ value: String?) -> JSONLine { value.map { .text($0) } ?? .null }
    return .members([
      ("row_key", .text(message.rowKey)),
      ("fields", .list(message.fields.map(part))),
      ("from", message.sender.map(part) ?? .null), ("subject", text(message.subject)),
      ("body", text(message.body)),
    ])
  }

  private func part(_ sender: FilledMessage.Sender) -> JSONLine {
    switch sender {
    case .person(let name, let address):
      let known: [(String, JSONLine)] = [("name", .text(name)), ("address", .text(address))]
      return .members([("is", .text("known"))] + (showValues ? known : []))
    case .company(let name): return .members([("is", .text("company")), ("name", .text(name))])
    }
  }

  private func part(_ field: FilledMessage.Field) -> JSONLine {
    let members: [(String, JSONLine)] =
      switch field.content {
      case .value(let value):
        [("is", .text("known"))] + (showValues ? [("value", .text(value))] : [])
      case .fallback(let fallback): [("is", .text("fallback")), ("value", .text(fallback))]
      case .missing(let isRequired):
        [("is", .text("missing")), ("required", .bool(isRequired))]
      }
    return .members([("name", .text(field.name))] + members)
  }
}
