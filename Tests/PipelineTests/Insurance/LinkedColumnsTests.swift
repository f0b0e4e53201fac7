import Testing

@testable import Pipeline

@Suite("Columns that depend on a linked row alone")
struct LinkedColumnsTests {
  /// The columns of a mart over orders that lead to their person, and to a store.
  private static func linked(
    _ columns: [(name: String, type: String, value: String)], rows: String = "visits"
  ) throws -> LinkedColumns? {
    var folder = DefinitionFolder()
    folder.files["sources/visits.yml"] = """
      source: visits
      files: visits*.csv
      key: visit_id
      columns:
        - {name: visit_id, header: a, type: id}
        - {name: person_id, header: b, type: id}
        - {name: other_id, header: c, type: id}
        - {name: seen_at, header: d, type: timestamp}
      links:
        other: {source: people, match: [{column: other_id, equals: person_id}]}
        person: {source: people, on: person_id}
      """
    folder.files["marts/linked.yml"] =
      "mart: linked\nrows: \(rows)\nkey: visit_id\ncolumns:\n"
      + "  - {name: visit_id, type: text}\n"
      + columns.map { "  - {name: \($0.name), type: \($0.type), value: \"\($0.value)\"}\n" }
      .joined()
    let plan = try folder.plan()
    return plan.linkedColumns(of: try #require(plan.mart("linked")))
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let type: String
    let value: String
    let isLinked: Bool

    init(_ name: String, _ type: String, _ value: String, _ isLinked: Bool) {
      (testDescription, self.type, self.value, self.isLinked) = (name, type, value, isLinked)
    }
  }

  static let cases = [
    Case("a column of the linked row", "text", "person.name", true),
    Case("of it and a constant", "text", "coalesce(person.name, 'x')", true),
    Case("of it and the date", "int", "days_since(person.birth_date)", true),
    Case("whether there is one", "bool", "linked(person)", true),
    Case("rows that the other link shares", "int", "count(orders via other = person)", false),
    Case("rows that it shares", "int", "count(orders via person = person)", true),
    Case("an earlier column that does", "bool", "first = 'x'", true),
    Case("an earlier column that does not", "bool", "late is null", false),
    Case("an own column beside it", "text", "if(seen_at is null, person.name, 'x')", false),
    Case("another link", "text", "other.name", false),
    Case("both links", "bool", "person.name = other.name", false),
    Case("which row is the latest", "bool", "is_latest(first within first)", false),
    Case("a constant", "text", "'x'", false),
  ]

  @Test("are told by their formulas", arguments: cases)
  func formula(_ example: Case) throws {
    let columns = [
      ("first", "text", "person.name"), ("second", "text", "person.email"),
      ("late", "date", "date(seen_at)"), ("result", example.type, example.value),
    ]
    let found = try #require(try Self.linked(columns))
    #expect(found.link == "person")
    #expect(found.columns == ["first", "second"] + (example.isLinked ? ["result"] : []))
  }

  @Test("are those of the link that most depend on, of equals the first")
  func links() throws {
    #expect(try Self.linked([("late", "date", "date(seen_at)")]) == nil)
    let one = [("a", "text", "person.name"), ("b", "text", "other.name")]
    #expect(try Self.linked(one) == LinkedColumns(link: "other", columns: ["b"]))
    let two = one + [("c", "text", "person.email")]
    #expect(try Self.linked(two) == LinkedColumns(link: "person", columns: ["a", "c"]))
  }

  @Test("are all that the insurer's page views say of the customer")
  func insurance() throws {
    let plan = try Plan(checking: PipelineDefinition.load(folder: InsuranceFolder.path))
    let mart = try #require(plan.mart("site_actions"))
    let found = try #require(plan.linkedColumns(of: mart))
    let own = ["access_id", "visitor_id", "page_title", "page_url", "viewed_at", "days_since_view"]
    #expect(found.link == "customer")
    #expect(found.columns == mart.columns.map(\.name).filter { !own.contains($0) })
    // A form's row stands for its own person: whether they agreed is not the customer's to say.
    let forms = try #require(plan.mart("quotes").flatMap(plan.linkedColumns))
    #expect(!forms.columns.contains("email_permission"))
    let customers = plan.mart("customers").flatMap(plan.linkedColumns)
    #expect(customers == LinkedColumns(link: "line_member", columns: ["line_flag"]))
  }
}
