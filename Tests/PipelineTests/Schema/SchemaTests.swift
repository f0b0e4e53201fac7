import Foundation
import Pipeline
import Testing

/// The JSON Schemas take what meibo reads, and refuse what a file alone can be blamed for.
struct SchemaTests {
  @Test("every file of the insurer's pipeline is valid")
  func insurance() throws {
    let files = try InsuranceFolder.files()
    #expect(files.count > 30)
    for (path, content) in files {
      let text = String(decoding: content, as: UTF8.self)
      #expect(try problems(path, text) == [], "\(path)")
    }
  }

  @Test("every file of a small shop is valid", arguments: Shop.files.keys.sorted())
  func shop(_ path: String) throws {
    #expect(try problems(path, Shop.files[path] ?? "") == [])
  }

  static let edits = [
    EditCase("another version", "pipeline.yml", "schema: 1", "schema: 2", "/schema: out of range"),
    EditCase(
      "another time zone", "pipeline.yml", "Asia/Tokyo", "Asia/Seoul",
      "/time_zone: not one of the words"),
    EditCase(
      "an unknown channel", "channels.yml", "  sms:", "  fax:", "/channels/fax: unknown key"),
    EditCase(
      "a number out of range", "channels.yml", "days: 7", "days: 0",
      "/channels/email/caps/0/days: out of range"),
    EditCase(
      "an address without https", "channels.yml", "https://shop.example/unsubscribe",
      "http://shop.example/unsubscribe", "/sender/unsubscribe_url: not of the form"),
    EditCase(
      "a missing key", "consent.yml", "  key: person_id\n", "", "/people: key is missing"),
    EditCase(
      "a misspelt key", "sources/people.yml", "newest_by", "newest", "/newest: unknown key"),
    EditCase(
      "a misspelt word", "sources/people.yml", "mode: snapshot", "mode: full",
      "/mode: not one of the words"),
    EditCase(
      "an unknown type", "sources/people.yml", "type: person}", "type: human}",
      "/columns/1/type: not one of the words"),
    EditCase(
      "a link to nowhere", "sources/orders.yml", "    source: people\n", "",
      "/links/person: source is missing"),
    EditCase(
      "a link without a way", "sources/orders.yml", "match:", "matches:",
      "/links/person/matches: unknown key", "/links/person: 0 of 2 hold, anyOf"),
    EditCase(
      "an unknown role", "marts/orders.yml", "roles: [key]", "roles: [id]",
      "/columns/0/roles: 0 of 2 hold, anyOf"),
    EditCase(
      "a re-entry rule that is none", "scenarios/thanks.yml", "reentry: never",
      "reentry: after 0 days", "/reentry: not of the form"),
    EditCase(
      "a trigger that never fires", "scenarios/thanks.yml", "every: day, ", "",
      "/trigger: 0 of 2 hold, oneOf"),
    EditCase(
      "a wait in words", "scenarios/thanks.yml", "- wait: 2 days after A'", "- wait: two days",
      "/flow/2/else/1/wait: not of the form"),
    EditCase(
      "two steps in one", "scenarios/thanks.yml", "  - send: A\n", "  - {send: A, end: done}\n",
      "/flow/0: 2 of 4 hold, oneOf"),
  ]

  @Test("a mistake that a file can be blamed for by itself is found", arguments: edits)
  func mistakes(_ item: EditCase) throws {
    let edit = try #require(item.edits.first)
    let folder = DefinitionFolder(edit.path, edit.passage, edit.replacement)
    let found = try problems(edit.path, folder.files[edit.path] ?? "")
    #expect(found == item.errors.sorted())
    #expect(try !item.reported().isEmpty)
  }

  @Test("a schema of all kinds takes files of every kind, and no others")
  func anyKind() throws {
    let validator = try SchemaValidator(json: DefinitionSchema.json(nil))
    for (path, content) in Shop.files {
      #expect(try validator.problems(yaml: content) == [], "\(path)")
    }
    #expect(try !validator.problems(yaml: "services: {web: {image: nginx}}").isEmpty)
  }

  private func problems(_ path: String, _ yaml: String) throws -> [String] {
    let kind = try #require(
      DefinitionKind.allCases.first { kind in
        kind.files == path
          || kind.files.hasSuffix("/*.yml") && path.hasPrefix(kind.files.dropLast(5))
      })
    return try SchemaValidator(json: DefinitionSchema.json(kind)).problems(yaml: yaml)
  }
}
