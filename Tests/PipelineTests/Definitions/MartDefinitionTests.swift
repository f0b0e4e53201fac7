import Pipeline
import Table
import Testing

struct MartDefinitionTests {
  static let cases: [EditCase] = [
    EditCase(
      "a comma that ends a value", "marts/orders.yml", "value: person.email}",
      "value: concat('x', email)}", "marts/orders.yml:6:68: error: unknown key 'email)'",
      "  help: a comma ends a value between { and }: quote the value of 'value'"),
    EditCase(
      "two commas that do", "marts/orders.yml", "value: person.email}",
      "value: concat('x', email, name)}", "marts/orders.yml:6:68: error: unknown key 'email'",
      "  help: a comma ends a value between { and }: quote the value of 'value'",
      "marts/orders.yml:6:75: error: unknown key 'name)'",
      "  help: a comma ends a value between { and }: quote the value of 'value'"),
    EditCase(
      "rows of no source", "marts/orders.yml", "rows: orders", "rows: ordres",
      "marts/orders.yml:2:7: error: unknown source 'ordres'", "  help: did you mean 'orders'?"),
    EditCase(
      "a key that is no column", "marts/orders.yml", "key: order_id", "key: id",
      "marts/orders.yml:3:6: error: unknown column 'id' in mart 'orders'"),
    EditCase(
      "a column given twice", "marts/orders.yml", "helpers:\n",
      "helpers:\n  - {name: email, type: text, value: order_email}\n",
      "marts/orders.yml:10:12: error: column 'email' is given twice"),
    EditCase(
      "a column without a type", "marts/orders.yml", "{name: order_id, type: text, ",
      "{name: order_id, ", "marts/orders.yml:5:5: error: 'type' is missing"),
    EditCase(
      "a column of an unknown type", "marts/orders.yml", "{name: order_id, type: text, ",
      "{name: order_id, type: txt, ", "marts/orders.yml:5:28: error: 'type' cannot be 'txt'",
      "  help: did you mean 'text'?"),
    EditCase(
      "an unknown role", "marts/orders.yml", "roles: [key]", "roles: [kye]",
      "marts/orders.yml:5:42: error: unknown role 'kye'", "  help: did you mean 'key'?"),
    EditCase(
      "a name that is none", "marts/orders.yml", "{name: person_id, ", "{name: person-id, ",
      "marts/orders.yml:10:12: error: 'person-id' cannot name a column"),
    EditCase(
      "a value of another type", "marts/orders.yml", "value: person.email", "value: amount",
      "marts/orders.yml:6:56: error: expected a text, found a number"),
    EditCase(
      "a column without a value that the source has not", "marts/orders.yml",
      ", value: person.email", "",
      "marts/orders.yml:6:12: error: unknown column 'email' in mart 'orders'"),
    EditCase(
      "a column that is made later", "marts/orders.yml", "value: person.email",
      "value: \"if(email_permission, person.email, null)\"",
      "marts/orders.yml:6:60: error: unknown column 'email_permission' in mart 'orders'"),
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
    #expect(errors == ["marts/z.yml:1:7: error: mart 'orders' is already "])
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
