import Foundation
import Table
import Testing

@testable import Pipeline

/// pipeline.yml, channels.yml and consent.yml.
struct PipelineDefinitionTests {
  static let pipeline: [EditCase] = [
    EditCase(
      "an unknown schema", "pipeline.yml", "schema: 1", "schema: 2",
      "pipeline.yml:3:9: error: schema '2' is not known", "  help: this meibo reads 1"),
    EditCase(
      "another time zone", "pipeline.yml", "Asia/Tokyo", "Europe/Berlin",
      "pipeline.yml:4:12: error: time zone 'Europe/Berlin' is not supported", "  help: Asia/Tokyo"),
    EditCase(
      "no name", "pipeline.yml", "pipeline: shop\n", "",
      "pipeline.yml:1:1: error: 'pipeline' is missing"),
    EditCase(
      "a parameter without a type", "pipeline.yml", "{type: int, value: 3}", "{value: 3}",
      "pipeline.yml:7:10: error: 'type' is missing"),
    EditCase(
      "a parameter of an unknown type", "pipeline.yml", "{type: int, value: 3}",
      "{type: integer, value: 3}", "pipeline.yml:7:17: error: 'type' cannot be 'integer'",
      "  help: one of text, int, date, list of text, list of date"),
    EditCase(
      "a parameter without a value", "pipeline.yml", "{type: int, value: 3}", "{type: int}",
      "pipeline.yml:7:10: error: 'value' is missing"),
    EditCase(
      "a parameter that is no number", "pipeline.yml", "{type: int, value: 3}",
      "{type: int, value: three}",
      "pipeline.yml:7:29: error: parameter 'limit' must be a whole number"),
    EditCase(
      "a parameter that is no date", "pipeline.yml", "value: 2026-11-01", "value: 2026-11-31",
      "pipeline.yml:8:30: error: parameter 'since' must be a date such as 2026-11-21"),
    EditCase(
      "a list with what is no date", "pipeline.yml", "[2026-11-24]", "[2026-11-24, soon]",
      "pipeline.yml:9:39: error: parameter 'starts' must be a list of dates such as 2026-11-21"),
    EditCase(
      "a list for a single value", "pipeline.yml", "{type: int, value: 3}",
      "{type: int, value: [3, 4]}",
      "pipeline.yml:7:29: error: parameter 'limit' must be a whole number"),
    EditCase(
      "a parameter that cannot be named", "pipeline.yml", "limit: {", "in: {",
      "pipeline.yml:7:7: error: 'in' cannot name a parameter"),
    EditCase(
      "a parameter that is a text", "pipeline.yml", "{type: int, value: 3}", "3",
      "pipeline.yml:7:10: error: 'limit' must be a mapping"),
  ]

  static let names: [EditCase] = [
    EditCase(
      "a source with the name of a stage's own table", "sources/stores.yml", "source: stores",
      "source: files",
      "sources/stores.yml:1:9: error: 'files' cannot name a source: the name is taken"
    ),
    EditCase(
      "a key that is no text", "sources/stores.yml", "header: 店, type: id",
      "header: 店, type: int",
      "sources/stores.yml:5:12: error: key column 'store_id' must be a text, it is a int",
      "  help: an id is of type 'id'"),
    EditCase(
      "a mart whose key is no text", "marts/orders.yml", "key: order_id", "key: days_since_order",
      "marts/orders.yml:8:12: error: the key column 'days_since_order' of a mart must be a text"),
    EditCase(
      "a subject that is no text", "scenarios/thanks.yml", "topic: campaign",
      "topic: campaign\nsubject: days_since_order",
      "scenarios/thanks.yml:6:10: error: the subject 'days_since_order' of a scenario must be a text"
    ),
    EditCase(
      "a channel that nobody knows", "channels.yml", "  sms:", "  fax:",
      "channels.yml:8:8: error: unknown channel 'fax'",
      "  help: one of email, line, sms, push, phone, ads"),
  ]

  static let channels: [EditCase] = [
    EditCase(
      "a channel without a permission", "channels.yml", ", permission: sms_permission", "",
      "channels.yml:8:8: error: 'permission' is missing"),
    EditCase(
      "a channel without an address", "channels.yml", "addresses: [phone], ", "",
      "channels.yml:8:8: error: channel 'sms' has no address column"),
    EditCase(
      "a cap without days", "channels.yml", "{sends: 2, days: 7}", "{sends: 2}",
      "channels.yml:7:9: error: a cap needs 'sends' and 'days'"),
    EditCase(
      "a cap of no days", "channels.yml", "{sends: 2, days: 7}", "{sends: 2, days: 0}",
      "channels.yml:7:9: error: a cap needs 'sends' and 'days'"),
    EditCase(
      "a negative cap", "channels.yml", "{sends: 2, days: 7}", "{sends: -1, days: 7}",
      "channels.yml:7:9: error: a cap needs 'sends' and 'days'"),
    EditCase(
      "a sender without a name", "channels.yml", "  name: 株式会社サンプル商店\n", "",
      "channels.yml:10:3: error: 'name' is missing"),
    EditCase(
      "a sender without an address", "channels.yml", "  postal_address: 東京都千代田区丸の内一丁目\n", "",
      "channels.yml:10:3: error: 'postal_address' is missing"),
    EditCase(
      "a sender without a contact", "channels.yml", "contact: https://shop.example/contact",
      "contact: \"\"", "channels.yml:12:13: error: the sender block is not complete"),
    EditCase(
      "a refusal page that is not secure", "channels.yml", "unsubscribe_url: https",
      "unsubscribe_url: http",
      "channels.yml:13:20: error: 'unsubscribe_url' must begin with https://",
      "  help: one-click unsubscribe needs it (RFC 8058)"),
  ]

  static let consent: [EditCase] = [
    EditCase(
      "no people", "consent.yml",
      "people:"
        + Shop.consent.components(separatedBy: "people:")[1].components(separatedBy: "forms:")[0],
      "", "consent.yml:1:1: error: 'people' is missing"),
    EditCase(
      "people of no source", "consent.yml", "source: people", "source: folk",
      "consent.yml:2:11: error: unknown source 'folk'"),
    EditCase(
      "a key that is no column", "consent.yml", "key: person_id", "key: personid",
      "consent.yml:3:8: error: unknown column 'personid' in source 'people'",
      "  help: did you mean 'person_id'?"),
    EditCase(
      "a time that is no column", "consent.yml", "updated_at: updated_at", "updated_at: updated_on",
      "consent.yml:4:15: error: unknown column 'updated_on' in source 'people'",
      "  help: did you mean 'updated_at'?"),
    EditCase(
      "an address that is no column", "consent.yml", "addresses: {email: email}",
      "addresses: {email: emails}",
      "consent.yml:6:22: error: unknown column 'emails' in source 'people'",
      "  help: did you mean 'email'?"),
    EditCase(
      "a permission that is no column", "consent.yml", "permissions: {email: email_ok}",
      "permissions: {email: email_okay}",
      "consent.yml:7:24: error: unknown column 'email_okay' in source 'people'",
      "  help: did you mean 'email_ok'?"),
    EditCase(
      "a channel that is none", "consent.yml", "permissions: {email: email_ok}",
      "permissions: {emial: email_ok}", "consent.yml:7:17: error: unknown channel 'emial'",
      "  help: did you mean 'email'?"),
    EditCase(
      "a form of no source", "consent.yml", "- source: orders", "- source: order",
      "consent.yml:9:13: error: unknown source 'order'", "  help: did you mean 'orders'?"),
    EditCase(
      "a form without its time", "consent.yml", "    at: ordered_at\n", "",
      "consent.yml:9:5: error: 'at' is missing"),
    EditCase(
      "a form without a link", "consent.yml", "link: person", "link: persn",
      "consent.yml:10:11: error: source 'orders' has no link 'persn' to 'people'",
      "  help: did you mean 'person'?"),
    EditCase(
      "an answer of no channel", "consent.yml", "email: {address: order_email",
      "mail: {address: order_email", "consent.yml:14:7: error: unknown channel 'mail'",
      "  help: did you mean 'email'?"),
    EditCase(
      "an answer without its column", "consent.yml", "address: order_email", "address: order_mail",
      "consent.yml:14:24: error: unknown column 'order_mail' in source 'orders'",
      "  help: did you mean 'order_email'?"),
    EditCase(
      "events of no source", "consent.yml", "suppress_handling: [complaint]",
      "suppress_handling: [complaint]\nevents: consent_events",
      "consent.yml:16:9: error: unknown source 'consent_events'"),
    EditCase(
      "events without what is read of them", "consent.yml", "delivery_events: delivery_events",
      "delivery_events: stores",
      "sources/stores.yml:1:9: error: source 'stores' lacks the column 'event_id'",
      "  help: consent.yml makes it a source of consent, which is read by that name; if no export has "
        + "it, declare it with optional: true",
      "sources/stores.yml:1:9: error: source 'stores' lacks the column 'send_id'",
      "  help: consent.yml makes it a source of consent, which is read by that name; if no export has "
        + "it, declare it with optional: true",
      "sources/stores.yml:1:9: error: source 'stores' lacks the column 'kind'",
      "  help: consent.yml makes it a source of consent, which is read by that name; if no export has "
        + "it, declare it with optional: true",
      "sources/stores.yml:1:9: error: source 'stores' lacks the column 'occurred_at'",
      "  help: consent.yml makes it a source of consent, which is read by that name; if no export has "
        + "it, declare it with optional: true"),
    EditCase(
      "members of no source", "consent.yml", "suppress_handling: [complaint]",
      "suppress_handling: [complaint]\nline_members: {source: members, link: person}",
      "consent.yml:16:24: error: unknown source 'members'"),
    EditCase(
      "members without a link", "consent.yml", "suppress_handling: [complaint]",
      "suppress_handling: [complaint]\nline_members: {source: stores, link: person}",
      "consent.yml:16:38: error: source 'stores' has no link 'person' to 'people'"),
  ]

  @Test(
    "what concerns the whole pipeline is refused with its place",
    arguments: pipeline + names + channels + consent)
  func refused(_ row: EditCase) throws {
    #expect(try row.reported() == row.errors)
  }

  @Test("scenarios without consent.yml are refused")
  func noConsent() throws {
    var folder = DefinitionFolder()
    folder.files["consent.yml"] = nil
    #expect(
      try folder.errors() == [
        "pipeline.yml:1:11: error: there are scenarios but no consent.yml",
        "  help: nobody can be sent anything without a record of consent",
      ])
    folder.files["scenarios/thanks.yml"] = nil
    #expect(try folder.errors() == [])
  }

  @Test("the whole definition is read")
  func everything() throws {
    let definition = try DefinitionFolder().load()
    #expect(definition.name == "shop")
    #expect(definition.label == "店")
    #expect(definition.sources.map(\.name) == ["delivery_events", "orders", "people", "stores"])
    #expect(definition.parameters.map(\.name) == ["page", "limit", "since", "starts"])
    #expect(
      definition.parameters.map(\.value) == [
        .text("/cart"), .int(3), .date(20758), .dates([20781]),
      ])
    let email = try #require(definition.channel("email"))
    #expect(email.label == "メール")
    #expect(email.addresses == ["email"])
    #expect(email.permission == "email_permission")
    #expect(email.caps == [ChannelDefinition.Cap(sends: 2, days: 7)])
    #expect(definition.channels.map(\.name) == ["email", "sms"])
    #expect(definition.sender?.unsubscribeURL == "https://shop.example/unsubscribe")
    #expect(definition.consent?.people.addresses.map(\.columns) == [["email"]])
    #expect(definition.consent?.forms.map(\.mart) == ["orders"])
    #expect(definition.consent?.suppressHandling == ["complaint"])
    #expect(
      definition.files.map(\.path) == [
        "channels.yml", "consent.yml", "marts/orders.yml", "pipeline.yml", "scenarios/thanks.yml",
        "sources/delivery_events.yml", "sources/orders.yml", "sources/people.yml",
        "sources/stores.yml",
      ])
  }

  @Test("files that are hidden or of another kind are passed over")
  func otherFiles() throws {
    var folder = DefinitionFolder()
    folder.files["sources/.people.yml"] = "not: {a source"
    folder.files["sources/people.yml.bak"] = "not: {a source"
    #expect(try folder.errors() == [])
  }

  @Test("a byte order mark at the beginning of a file is passed over")
  func byteOrderMark() throws {
    var folder = DefinitionFolder()
    for path in folder.files.keys { folder.files[path] = "\u{FEFF}" + (folder.files[path] ?? "") }
    #expect(try folder.errors() == [])
    folder.replace("pipeline.yml", "Asia/Tokyo", "Asia")
    #expect(
      try folder.errors() == [
        "pipeline.yml:4:12: error: time zone 'Asia' is not supported", "  help: Asia/Tokyo",
      ])
  }

  @Test(
    "a definition file with another ending is refused, not passed over",
    arguments: [
      ("sources/more.yaml", "more.yml"), ("consent.yaml", "consent.yml"),
      ("messages/A.YAML", "A.yml"), ("scenarios/B.YML", "B.yml"),
    ])
  func otherEnding(_ path: String, _ name: String) throws {
    var folder = DefinitionFolder()
    folder.files[path] = "not: {a source"
    #expect(
      try folder.errors() == [
        "\(path):1:1: error: definition files end in .yml", "  help: rename it to '\(name)'",
      ])
  }

  @Test(
    "definitions in a folder that nobody reads are refused, not passed over",
    arguments: [
      ("message/a.yml", "message", "  help: did you mean 'messages'?"),
      ("Scenarios/a.yml", "Scenarios", "  help: did you mean 'scenarios'?"),
      ("scenarios/sub/a.yml", "scenarios/sub", "  help: put it into 'scenarios' itself"),
    ])
  func otherFolder(_ path: String, _ name: String, _ help: String) throws {
    var folder = DefinitionFolder()
    folder.files[path] = "not: {a scenario"
    #expect(
      try folder.errors() == ["\(path):1:1: error: definitions in '\(name)' are not read", help])
  }

  @Test("a folder of definitions that cannot be listed is not an empty one, and told once")
  func unlisted() throws {
    var folder = DefinitionFolder()
    // Whoever runs the tests may be allowed to list any folder, but not a file.
    folder.files["messages"] = ""
    #expect(
      try folder.errors() == [
        "messages:1:1: error: the folder cannot be listed", "  help: look at its permissions",
      ])
  }

  @Test("other folders may lie there")
  func otherContent() throws {
    var folder = DefinitionFolder()
    for path in ["notes/a.md", ".git/a.yml", "sources/old/a.txt"] { folder.files[path] = "" }
    #expect(try folder.errors() == [])
  }

  @Test("a file that is not UTF-8 is refused")
  func notText() throws {
    let errors = try DefinitionFolder().write { folder -> [Diagnostic] in
      try Data([0xFF, 0xFE, 0x80]).write(to: URL(fileURLWithPath: folder + "/sources/stores.yml"))
      do {
        _ = try PipelineDefinition.load(folder: folder)
        return []
      } catch let error as DefinitionError {
        return error.diagnostics
      }
    }
    #expect(errors.map(\.message) == ["cannot be read as UTF-8 text"])
  }
}
