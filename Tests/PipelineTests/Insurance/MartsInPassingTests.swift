import Testing

@testable import Pipeline

@Suite("Marts that are made while their source is read")
struct MartsInPassingTests {
  /// Whether a mart over visits with these columns is made so.
  private static func isMadeInPassing(
    _ columns: String, others: [String: String] = [:]
  ) throws -> Bool {
    var folder = DefinitionFolder()
    folder.files["sources/visits.yml"] = """
      source: visits
      files: visits*.csv
      key: visit_id
      event_time: seen_at
      columns:
        - {name: visit_id, header: a, type: id}
        - {name: person_id, header: b, type: id}
        - {name: seen_at, header: d, type: timestamp}
      links:
        person: {source: people, on: person_id}
      """
    folder.files["marts/visited.yml"] =
      "mart: visited\nrows: visits\nkey: visit_id\ncolumns:\n"
      + "  - {name: visit_id, type: text}\n" + columns
    folder.files.merge(others) { $1 }
    let plan = try folder.plan()
    return plan.isMadeInPassing(try #require(plan.mart("visited")))
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let type: String
    let value: String
    let isInPassing: Bool

    init(_ name: String, _ type: String, _ value: String, _ isInPassing: Bool) {
      (testDescription, self.type, self.value, self.isInPassing) = (name, type, value, isInPassing)
    }
  }

  @Test(
    "are those whose rows look at no others of it",
    arguments: [
      Case("a column of the row", "timestamp", "seen_at", true),
      Case("a column of a linked row", "text", "person.name", true),
      Case("an aggregate over rows of the linked one", "int", "count(orders)", true),
      Case("which row is the latest", "bool", "is_latest(seen_at within person_id)", false),
      Case("the same, inside", "int", "if(is_latest(seen_at within person_id), 1, 0)", false),
    ])
  func rows(_ example: Case) throws {
    let column = "  - {name: result, type: \(example.type), value: \"\(example.value)\"}\n"
    #expect(try Self.isMadeInPassing(column) == example.isInPassing)
  }

  @Test("are not those whose source somebody else reads")
  func others() throws {
    let column = "  - {name: seen_at, type: timestamp}\n"
    #expect(try Self.isMadeInPassing(column))
    let again = """
      mart: again
      rows: visits
      key: visit_id
      columns:
        - {name: visit_id, type: text}
      """
    #expect(try !Self.isMadeInPassing(column, others: ["marts/again.yml": again]))
    let counted = """
      mart: counted
      rows: people
      key: person_id
      columns:
        - {name: person_id, type: text}
        - {name: visits, type: int, value: count(visits)}
      """
    #expect(try !Self.isMadeInPassing(column, others: ["marts/counted.yml": counted]))
  }

  @Test("are the insurer's page views, of which nothing is read that is not needed")
  func insurance() throws {
    let plan = try Plan(checking: PipelineDefinition.load(folder: InsuranceFolder.path))
    #expect(
      plan.marts.filter(plan.isMadeInPassing).map(\.name) == ["campaign_grants", "site_actions"])
    let mart = try #require(plan.mart("site_actions"))
    #expect(
      plan.columnsReadInPassing(by: mart)
        == ["access_id", "visitor_id", "page_title", "page_url", "viewed_at"])
    #expect(
      plan.columnsReadByLinks.bySource["web_access"]
        == ["access_id", "visitor_id", "customer_id", "viewed_at"])
  }
}
