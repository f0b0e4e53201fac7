import Foundation
import Table
import Testing

@testable import Pipeline

/// What messages insert: files of `messages/`.
struct MessageDefinitionTests {
  /// The shop, whose sends have the fields order_id, name (text), age (int), due_on (date), paid
  /// (bool), and a file of messages from its second line on.
  private static func folder(_ messages: String) -> DefinitionFolder {
    var folder = DefinitionFolder(
      "marts/orders.yml", "helpers:\n",
      """
        - {name: name, type: text, roles: [content], value: person.name}
        - {name: age, type: int, roles: [content], value: "1"}
        - {name: due_on, type: date, roles: [content]}
        - {name: paid, type: bool, roles: [content]}
      helpers:

      """)
    folder.replace("scenarios/thanks.yml", "flow:\n", "fields: [order_id]\nflow:\n")
    folder.files["messages/thanks.yml"] = "scenario: thanks\n" + messages
    return folder
  }

  @Test("a message has the fields of all, then its own; a re-send those of what it repeats")
  func plan() throws {
    let plan = try Self.folder(
      """
      fields:
        name: {fallback: お客}
        due_on: {fallback: 期日}
      messages:
        A:
          fields:
            order_id: {}
            age: {fallback: 20}
            paid: {required: false}
          preview:
            subject: "{{ name }}様"
            body: "{{age}}歳 {{order_id}} {"
        B:
          fields:
            name: {required: true}
      """
    ).plan()
    let message = try #require(plan.message("A", of: "thanks"))
    #expect(message.templateID == "thanks/A")
    #expect(message.fields.map(\.name) == ["name", "due_on", "order_id", "age", "paid"])
    #expect(message.fields.map(\.type) == [.text, .date, .text, .int, .bool])
    #expect(message.fields.map(\.fallback) == ["お客", "期日", nil, "20", nil])
    #expect(message.fields.map(\.isRequired) == [false, false, true, false, false])
    #expect(message.preview?.subject?.filled { "<\($0)>" } == "<name>様")
    #expect(message.preview?.body?.filled { "<\($0)>" } == "<age>歳 <order_id> {")
    let again = try #require(plan.message("A'", of: "thanks"))
    #expect(again.fields == message.fields && again.preview == message.preview)
    let other = try #require(plan.message("B", of: "thanks"))
    #expect(other.fields.map(\.name) == ["due_on", "name"])
    #expect(other.fields.map(\.isRequired) == [false, true])
    #expect(other.preview == nil)
  }

  @Test("every message of a scenario comes from the person whom the sender's fields name")
  func sender() throws {
    let plan = try Self.folder(
      "sender: {name: name, address: order_id}\nmessages:\n  A: {}\n  B: {}"
    ).plan()
    let sender = MessageSenderPlan(name: "name", address: "order_id")
    #expect(plan.messages.map(\.sender) == [sender, sender, sender])
  }

  @Test("without files of messages nothing is said of them")
  func none() throws { #expect(try DefinitionFolder().plan().messages.isEmpty) }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let messages: String
    let errors: [String]

    init(_ name: String, _ messages: String, _ errors: String...) {
      testDescription = name
      self.messages = messages
      self.errors = errors
    }
  }

  static let cases = [
    Case("nothing to say", "messages:\n  A: {}\n  B: {}"),
    Case(
      "an unknown key", "messages:\n  A: {field: {}}\n  B: {}",
      "messages/thanks.yml:3:7: error: unknown key 'field'", "  help: did you mean 'fields'?"),
    Case(
      "no messages", "fields: {}", "messages/thanks.yml:1:1: error: 'messages' is missing"),
    Case(
      "an unknown field", "messages:\n  A:\n    fields:\n      nme: {}\n  B: {}",
      "messages/thanks.yml:5:7: error: unknown field 'nme' in scenario 'thanks'",
      "  help: did you mean 'name'?"),
    Case(
      "a column that sends do not have",
      "fields:\n  days_since_order: {}\nmessages:\n  A: {}\n  B: {}",
      "messages/thanks.yml:3:3: error: column 'days_since_order' is not among the fields of "
        + "scenario 'thanks'",
      "  help: add it to 'fields' of the scenario"),
    Case(
      "a sender without an address", "sender: {name: name}\nmessages:\n  A: {}\n  B: {}",
      "messages/thanks.yml:2:9: error: 'address' is missing"),
    Case(
      "a sender whom no field names",
      "sender: {name: nme, address: days_since_order}\nmessages:\n  A: {}\n  B: {}",
      "messages/thanks.yml:2:16: error: unknown field 'nme' in scenario 'thanks'",
      "  help: did you mean 'name'?",
      "messages/thanks.yml:2:30: error: column 'days_since_order' is not among the fields of "
        + "scenario 'thanks'",
      "  help: add it to 'fields' of the scenario"),
    Case(
      "a sender that is a number",
      "sender: {name: name, address: age}\nmessages:\n  A: {}\n  B: {}",
      "messages/thanks.yml:2:31: error: the sender's 'age' must be a text",
      "  help: the names and addresses of people are"),
    Case(
      "an unknown message", "messages:\n  A: {}\n  B: {}\n  'B''': {}",
      "messages/thanks.yml:5:4: error: scenario 'thanks' has no message 'B''",
      "  help: did you mean 'A''?"),
    Case(
      "a message that is not there", "messages:\n  A: {}",
      "messages/thanks.yml:1:11: error: message 'B' of scenario 'thanks' is not among 'messages'",
      "  help: 'B: {}' if it inserts nothing of its own"),
    Case(
      "a fallback that is no number",
      "fields: {age: {fallback: 二十}}\nmessages:\n  A: {}\n  B: {}",
      "messages/thanks.yml:2:26: error: the fallback of 'age' must be a whole number, as the field "
        + "is"),
    Case(
      "a fallback of what is never missing",
      "fields: {paid: {fallback: true}}\nmessages:\n  A: {}\n  B: {}",
      "messages/thanks.yml:2:27: error: field 'paid' is a boolean and never missing",
      "  help: leave its fallback out"),
    Case(
      "an empty fallback", "fields: {name: {fallback: ''}}\nmessages:\n  A: {}\n  B: {}",
      "messages/thanks.yml:2:28: error: the fallback of 'name' is empty",
      "  help: 'required: false' if the message can do without it"),
    Case(
      "required, with a fallback",
      "fields: {name: {fallback: お客, required: true}}\nmessages:\n  A: {}\n  B: {}",
      "messages/thanks.yml:2:41: error: 'name' has a fallback and is never missing",
      "  help: leave 'required' or 'fallback' out"),
    Case(
      "a preview with a field that the message does not have",
      "messages:\n  A:\n    fields: {name: {}}\n    preview:\n      body: |\n        お世話に\n"
        + "        なります、{{nama}}様\n  B: {}",
      "messages/thanks.yml:8:14: error: 'nama' is not among the message's fields",
      "  help: did you mean 'name'?"),
    Case(
      "a place that is not closed",
      "messages:\n  A:\n    fields: {name: {}}\n    preview: {subject: \"{{name}様\"}\n  B: {}",
      "messages/thanks.yml:5:25: error: '{{' without '}}'"),
  ]

  @Test("what is wrong is reported where it stands", arguments: cases)
  func errors(_ test: Case) throws {
    #expect(try Self.folder(test.messages).errors() == test.errors)
  }

  @Test("a scenario without mails has no sender")
  func senderWithoutMail() throws {
    var folder = Self.folder("sender: {name: name, address: name}\nmessages:\n  A: {}\n  B: {}")
    folder.files["scenarios/thanks.yml"] = folder.files["scenarios/thanks.yml"]?
      .replacingOccurrences(of: "channel: email", with: "channel: sms")
      .replacingOccurrences(of: "{label: ご案内}", with: "{label: ご案内, channel: sms}")
    let errors = try folder.errors()
    let place = try #require(
      errors.firstIndex(
        of: "messages/thanks.yml:2:16: error: no message of scenario 'thanks' goes by email"))
    #expect(errors[place + 1] == "  help: 'sender' says whom mails come from; leave it out")
  }

  @Test("an unknown scenario, and one that has a file already, are refused")
  func scenarios() throws {
    var folder = Self.folder("messages:\n  A: {}\n  B: {}")
    folder.files["messages/other.yml"] = "scenario: thnaks\nmessages: {}"
    #expect(
      try folder.errors() == [
        "messages/other.yml:1:11: error: unknown scenario 'thnaks'",
        "  help: did you mean 'thanks'?",
      ])
    folder.files["messages/other.yml"] = folder.files["messages/thanks.yml"]
    let errors = try folder.errors()
    #expect(errors.count == 1)
    #expect(
      errors[0].hasPrefix(
        "messages/thanks.yml:1:11: error: entry of scenario 'thanks' is already defined in "))
  }
}
