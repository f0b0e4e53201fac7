import Pipeline
import Testing

@Suite("What check points out of who is reached")
struct AudienceTests {
  private static func insurance() throws -> DefinitionFolder {
    DefinitionFolder(
      try InsuranceFolder.files().mapValues { String(decoding: $0, as: UTF8.self) })
  }

  /// The notes on audiences.
  private static func notes(_ plan: Plan) -> [Diagnostic] {
    plan.notes.filter { $0.message.contains("audience") }
  }

  @Test("two scenarios with the same mart, entry and trigger are a note, and no warning")
  func shared() throws {
    let plan = try Self.insurance().plan()
    #expect(plan.warnings.isEmpty)
    let note = try #require(Self.notes(plan).first)
    #expect(Self.notes(plan).count == 1 && note.location.file.hasSuffix("16-renewal-plan-up.yml"))
    #expect(
      note.rendered.hasSuffix(
        ":6:7: note: scenarios 'renewal_reminder' and 'renewal_plan_up' share an audience: mart, "
          + "entry and trigger are the same\n"
          + "  help: if both are to run, split it by a condition in the entry of each"))
  }

  @Test(
    "they are none if a condition, the trigger or the mart differs",
    arguments: [
      ("  - days_until_renewal = 30\n", "  - days_until_renewal = 31\n"),
      ("trigger: {every: day, at: \"19:00\"}", "trigger: {every: month, day: 1, at: \"19:00\"}"),
    ])
  func different(_ old: String, _ new: String) throws {
    var folder = try Self.insurance()
    folder.replace("scenarios/16-renewal-plan-up.yml", old, new)
    #expect(try Self.notes(folder.plan()).isEmpty)
  }

  @Test("and are one if the conditions only stand in another order or words")
  func reordered() throws {
    var folder = try Self.insurance()
    folder.replace(
      "scenarios/16-renewal-plan-up.yml", "  - email_permission\n  - days_until_renewal = 30\n",
      "  - (days_until_renewal = 30)\n  - email_permission\n")
    #expect(try Self.notes(folder.plan()).count == 1)
  }

  @Test("a channel that lists fewer address columns than messages go by")
  func addresses() throws {
    var folder = try Self.insurance()
    folder.replace("channels.yml", "addresses: [email, email_sub]", "addresses: [email]")
    #expect(
      try folder.plan().warnings.map(\.message) == [
        "channel 'email' lists 1 of the 2 address columns that messages go by: 'email', 'email_sub'"
      ])
  }
}
