import Testing

@testable import Pipeline

/// The column that says where people come from.
struct OriginTests {
  private static let help = "  help: it names where a contact came from: a campaign, a shop, a list"

  private static func origin(_ name: String, _ column: String, _ errors: String...) -> EditCase {
    EditCase(
      name, path: "consent.yml", "handling: note\n", "handling: note\n  origin: \(column)\n",
      errors)
  }

  static let cases: [EditCase] = [
    origin(
      "an unknown column", "nota",
      "consent.yml:6:11: error: unknown column 'nota' in source 'people'",
      "  help: did you mean 'note'?"),
    origin(
      "a time", "updated_at",
      "consent.yml:6:11: error: 'origin' must be a text, column 'updated_at' is of type timestamp",
      help),
    origin(
      "a yes or no", "email_ok",
      "consent.yml:6:11: error: 'origin' must be a text, column 'email_ok' is of type bool", help),
    origin(
      "two columns", "[note, rank]", "consent.yml:6:11: error: 'origin' must be a single value"),
    origin("a text", "note"), origin("a choice", "rank"), origin("an id", "person_id"),
  ]

  @Test(
    "a column that takes any word is warned of; one of choices is not", arguments: ["note", "rank"])
  func anyWord(_ column: String) throws {
    let plan = try DefinitionFolder(
      "consent.yml", "handling: note\n", "handling: note\n  origin: \(column)\n"
    ).plan()
    let warnings = plan.warnings.filter { $0.message.contains("counts as an origin") }
    #expect(
      warnings.map(\.message)
        == (column == "rank"
          ? [] : ["any word in 'note' counts as an origin, also 'unknown' or a bought list"]))
    #expect(warnings.allSatisfy { $0.help == "a column of type choice lists those that do" })
  }

  @Test("it must be a text of whatever kind", arguments: cases)
  func refused(_ row: EditCase) throws {
    #expect(try row.reported() == row.errors)
  }

  @Test("it is read where it is given")
  func read() throws {
    let plan = try DefinitionFolder(
      "consent.yml", "handling: note\n", "handling: note\n  origin: rank\n"
    ).plan()
    #expect(plan.definition.consent?.people.origin == "rank")
    #expect(plan.columnsReadByConsent.bySource["people"]?.contains("rank") == true)
    #expect(plan.columnsReadByMarts.bySource["people"]?.contains("rank") == true)
  }
}
