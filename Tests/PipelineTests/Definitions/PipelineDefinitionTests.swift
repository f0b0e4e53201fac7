import Foundation
@testable import Pipeline
import Table
import Testing

/// pipeline.yml, channels.yml and consent.yml.
struct PipelineDefinitionTests {
  static let pipeline: [EditCase] = [
    EditCase("an unknown schema", "pipeline.yml", "schema: 1", "schema: 2", "?"),
    EditCase("another time zone", "pipeline.yml", "Asia/Tokyo", "Europe/Berlin", "?"),
    EditCase("no name", "pipeline.yml", "pipeline: shop\n", "", "?"),
    EditCase(
      "a parameter without a type", "pipeline.yml", "{type: int, value: 3}", "{value: 3}", "?"),
    EditCase(
      "a parameter of an unknown type", "pipeline.yml", "{type: int, value: 3}",
      "{type: integer, value: 3}", "?"),
    EditCase(
      "a parameter without a value", "pipeline.yml", "{type: int, value: 3}", "{type: int}", "?"),
    EditCase(
      "a parameter that is no number", "pipeline.yml", "{type: int, value: 3}",
      "{type: int, value: three}", "?"),
    EditCase(
      "a parameter that is no date", "pipeline.yml", "value: 2026-11-01", "value: 2026-11-31", "?"),
    EditCase(
      "a list with what is no date", "pipeline.yml", "[2026-11-24]", "[2026-11-24, soon]", "?"),
    EditCase(
      "a list for a single value", "pipeline.yml", "{type: int, value: 3}",
      "{type: int, value: [3, 4]}", "?"),
    EditCase("a parameter that cannot be named", "pipeline.yml", "limit: {", "in: {", "?"),
    EditCase("a parameter that is a text", "pipeline.yml", "{type: int, value: 3}", "3", "?"),
  ]

  static let channels: [EditCase] = [
    EditCase(
      "a channel without a permission", "channels.yml", ", permission: sms_permission", "", "?"),
    EditCase("a channel without an address", "channels.yml", "addresses: [phone], ", "", "?"),
    EditCase("a cap without days", "channels.yml", "{sends: 2, days: 7}", "{sends: 2}", "?"),
    EditCase("a cap of no days", "channels.yml", "{sends: 2, days: 7}", "{sends: 2, days: 0}", "?"),
    EditCase("a negative cap", "channels.yml", "{sends: 2, days: 7}", "{sends: -1, days: 7}", "?"),
    EditCase("a sender without a name", "channels.yml", "  name: 株式会社サンプル\n", "", "?"),
    EditCase(
      "a sender without an address", "channels.yml", "  postal_address: 東京都千代田区丸の内一丁目\n", "", "?"),
    EditCase(
      "a sender without a contact", "channels.yml", "contact: https://shop.example/contact",
      "contact: \"\"", "?"),
    EditCase(
      "a refusal page that is not secure", "channels.yml", "unsubscribe_url: https",
      "unsubscribe_url: http", "?"),
  ]

  static let consent: [EditCase] = [
    EditCase(
      "no people", "consent.yml",
      "people:\n  source: people\n  key: person_id\n  updated_at: updated_at\n  addresses: {email: email}\n  permissions: {email: email_ok}\n",
      "", "?"),
    EditCase("people of no source", "consent.yml", "source: people", "source: folk", "?"),
    EditCase("a key that is no column", "consent.yml", "key: person_id", "key: personid", "?"),
    EditCase(
      "a time that is no column", "consent.yml", "updated_at: updated_at", "updated_at: updated_on",
      "?"),
    EditCase(
      "an address that is no column", "consent.yml", "addresses: {email: email}",
      "addresses: {email: emails}", "?"),
    EditCase(
      "a permission that is no column", "consent.yml", "permissions: {email: email_ok}",
      "permissions: {email: email_okay}", "?"),
    EditCase(
      "a channel that is none", "consent.yml", "permissions: {email: email_ok}",
      "permissions: {emial: email_ok}", "?"),
    EditCase("a form of no source", "consent.yml", "- source: orders", "- source: order", "?"),
    EditCase("a form without its time", "consent.yml", "    at: ordered_at\n", "", "?"),
    EditCase("a form without a link", "consent.yml", "link: person", "link: persn", "?"),
    EditCase(
      "an answer of no channel", "consent.yml", "email: {address: order_email",
      "mail: {address: order_email", "?"),
    EditCase(
      "an answer without its column", "consent.yml", "address: order_email", "address: order_mail",
      "?"),
    EditCase(
      "events of no source", "consent.yml", "suppress_handling: [complaint]",
      "events: consent_events", "?"),
    EditCase(
      "members of no source", "consent.yml", "suppress_handling: [complaint]",
      "line_members: {source: members, link: person}", "?"),
    EditCase(
      "members without a link", "consent.yml", "suppress_handling: [complaint]",
      "line_members: {source: stores, link: person}", "?"),
  ]

  @Test(
    "what concerns the whole pipeline is refused with its place",
    arguments: pipeline + channels + consent)
  func refused(_ row: EditCase) throws {
    #expect(try row.reported() == row.errors)
  }

  @Test("scenarios without consent.yml are refused")
  func noConsent() throws {
    var folder = DefinitionFolder()
    folder.files["consent.yml"] = nil
    #expect(try folder.errors() == ["?noConsent"])
    folder.files["scenarios/thanks.yml"] = nil
    #expect(try folder.errors() == [])
  }

  @Test("the whole definition is read")
  func everything() throws {
    let definition = try DefinitionFolder().load()
    #expect(definition.name == "shop")
    #expect(definition.label == "店")
    #expect(definition.sources.map(\.name) == ["orders", "people", "stores"])
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
        "sources/orders.yml", "sources/people.yml", "sources/stores.yml",
      ])
  }

  @Test("files that are hidden or of another kind are passed over")
  func otherFiles() throws {
    var folder = DefinitionFolder()
    folder.files["sources/.people.yml"] = "not: {a source"
    folder.files["sources/people.yml.bak"] = "not: {a source"
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
