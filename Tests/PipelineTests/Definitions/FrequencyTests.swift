import Testing

@testable import Pipeline

/// How often people want to be written to: a column of choices and what its codes ask for.
struct FrequencyTests {
  private static func frequency(
    _ name: String, _ written: String, _ errors: String...
  ) -> EditCase {
    EditCase(
      name, path: "consent.yml", "handling: note\n",
      "handling: note\n  frequency:\n    \(written)\n", errors)
  }

  static let cases: [EditCase] = [
    frequency(
      "an unknown column", "email: {column: rang, caps: {gold: {sends: 1, days: 7}}}",
      "consent.yml:7:21: error: unknown column 'rang' in source 'people'",
      "  help: did you mean 'rank'?"),
    frequency(
      "a column that is no choice", "email: {column: note, caps: {gold: {sends: 1, days: 7}}}",
      "consent.yml:7:21: error: the frequency of 'email' must be of type choice, column 'note' is of "
        + "type text", "  help: 'caps' goes by the codes of its choices"),
    frequency(
      "a misspelt code", "email: {column: rank, caps: {gild: {sends: 1, days: 7}}}",
      "consent.yml:7:34: error: 'rank' is never 'gild'", "  help: did you mean 'gold'?"),
    frequency(
      "a code of another column", "email: {column: rank, caps: {weekly: {sends: 1, days: 7}}}",
      "consent.yml:7:34: error: 'rank' is never 'weekly'", "  help: one of gold, none"),
    frequency(
      "a label in the place of a code", "email: {column: rank, caps: {金: {sends: 1, days: 7}}}",
      "consent.yml:7:34: error: 'rank' is never '金'", "  help: one of gold, none"),
    frequency(
      "an unknown channel", "fax: {column: rank, caps: {gold: {sends: 1, days: 7}}}",
      "consent.yml:7:5: error: unknown channel 'fax'"),
    frequency(
      "no column", "email: {caps: {gold: {sends: 1, days: 7}}}",
      "consent.yml:7:12: error: 'column' is missing"),
    frequency(
      "no caps", "email: {column: rank}", "consent.yml:7:12: error: 'caps' is missing"),
    frequency(
      "caps of no code", "email: {column: rank, caps: {}}",
      "consent.yml:7:33: error: 'caps' names no code of 'rank'",
      "  help: {weekly: {sends: 1, days: 7}}"),
    frequency(
      "an empty list of caps", "email: {column: rank, caps: {gold: []}}",
      "consent.yml:7:40: error: a cap needs 'sends' and 'days'"),
    frequency(
      "a cap that is a word", "email: {column: rank, caps: {gold: weekly}}",
      "consent.yml:7:40: error: 'gold' must be a list"),
    frequency(
      "no days at all", "email: {column: rank, caps: {gold: {sends: 1, days: 0}}}",
      "consent.yml:7:40: error: a cap needs 'sends' and 'days'"),
    frequency(
      "less than nothing", "email: {column: rank, caps: {gold: [{sends: -1, days: 7}]}}",
      "consent.yml:7:41: error: a cap needs 'sends' and 'days'"),
    frequency(
      "a cap with a key of its own", "email: {column: rank, caps: {gold: {send: 1, days: 7}}}",
      "consent.yml:7:40: error: a cap needs 'sends' and 'days'",
      "consent.yml:7:41: error: unknown key 'send'", "  help: did you mean 'sends'?"),
  ]

  @Test(
    "a column whose words may be lost without notice is refused",
    arguments: ["reading", "optional"])
  func unnoticed(_ key: String) throws {
    var folder = DefinitionFolder(
      "consent.yml", "handling: note\n",
      "handling: note\n  frequency:\n    email: {column: rank, caps: {gold: {sends: 1, days: 7}}}\n"
    )
    folder.replace("sources/people.yml", "{name: rank,", "{name: rank, \(key): true,")
    #expect(
      try folder.errors() == [
        "consent.yml:7:21: error: 'rank' says how often people want to be written to, and is "
          + (key == "reading" ? "a 'reading'" : "'optional'"),
        "  help: a wish that is lost or cannot be read must be noticed",
      ])
  }

  @Test("what nobody could ever choose is refused with its place", arguments: cases)
  func refused(_ row: EditCase) throws {
    #expect(try row.reported() == row.errors)
  }

  @Test("a single cap counts as a list of one, and codes keep their order")
  func read() throws {
    let folder = DefinitionFolder(
      "consent.yml", "handling: note\n",
      """
      handling: note
        frequency:
          email:
            column: rank
            caps:
              none: [{sends: 0, days: 1}]
              gold: [{sends: 1, days: 7}, {sends: 2, days: 30}]
          sms: {column: rank, caps: {gold: {sends: 1, days: 30}}}

      """)
    let plan = try folder.plan()
    let frequency = try #require(plan.definition.consent?.people.frequency)
    #expect(frequency.map(\.channel) == ["email", "sms"])
    #expect(frequency.map(\.column) == ["rank", "rank"])
    #expect(frequency.map { $0.caps.map(\.code.value) } == [["none", "gold"], ["gold"]])
    #expect(
      frequency.map { $0.caps.map { $0.caps.map { [$0.sends, $0.days] } } } == [
        [[[0, 1]], [[1, 7], [2, 30]]], [[[1, 30]]],
      ])
    #expect(plan.columnsReadByConsent.bySource["people"]?.contains("rank") == true)
    let plain = try DefinitionFolder().plan()
    #expect(plain.columnsReadByConsent.bySource["people"]?.contains("rank") == false)
  }
}
