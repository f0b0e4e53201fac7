import Pipeline
import Table
import Testing

struct MartDefinitionTests {
  static let cases: [EditCase] = [
    EditCase("rows of no source", "marts/orders.yml", "rows: orders", "rows: ordres", "?"),
    EditCase("a key that is no column", "marts/orders.yml", "key: order_id", "key: id", "?"),
    EditCase(
      "a column given twice", "marts/orders.yml", "helpers:\n",
      "helpers:\n  - {name: email, type: text, value: order_email}\n", "?"),
    EditCase(
      "a column without a type", "marts/orders.yml", "{name: order_id, type: text, ",
      "{name: order_id, ", "?"),
    EditCase(
      "a column of an unknown type", "marts/orders.yml", "{name: order_id, type: text, ",
      "{name: order_id, type: txt, ", "?"),
    EditCase("an unknown role", "marts/orders.yml", "roles: [key]", "roles: [kye]", "?"),
    EditCase(
      "a name that is none", "marts/orders.yml", "{name: person_id, ", "{name: person-id, ", "?"),
    EditCase(
      "a value of another type", "marts/orders.yml", "value: person.email", "value: amount", "?"),
    EditCase(
      "a column without a value that the source has not", "marts/orders.yml",
      ", value: person.email", "", "?"),
    EditCase(
      "a column that is made later", "marts/orders.yml", "value: person.email",
      "value: \"if(email_permission, person.email, null)\"", "?"),
  ]

  @Test("a mart is refused with the place and the reason", arguments: cases)
  func refused(_ row: EditCase) throws {
    #expect(try row.reported() == row.errors)
  }

  @Test("a mart defined twice is refused")
  func twice() throws {
    var folder = DefinitionFolder()
    folder.files["marts/z.yml"] = Shop.mart
    let errors = try folder.errors().map {
      $0.split(separator: "defined in").first.map(String.init)
    }
    #expect(errors == ["marts/z.yml:2:7: error: mart 'orders' is already "])
  }

  @Test("a mart's plan keeps the order of the columns, helpers last")
  func plan() throws {
    let mart = try #require(try DefinitionFolder().plan().mart("orders"))
    #expect(mart.source == "orders")
    #expect(mart.key == "order_id")
    #expect(
      mart.columns.map(\.name) == [
        "order_id", "email", "email_permission", "days_since_order", "person_id",
      ])
    #expect(mart.columns.map(\.isHelper) == [false, false, false, false, true])
    let column = try #require(mart.column("order_id"))
    #expect(column.type == .text)
    #expect(column.roles == [.key])
    #expect(column.formula == .field("order_id", .text))
    #expect(column.written == "order_id")
  }
}
