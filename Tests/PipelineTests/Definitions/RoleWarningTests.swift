import Testing

@testable import Pipeline

struct RoleWarningTests {
  @Test("columns that people are chosen by and whose roles do not say so are warned of")
  func warned() throws {
    #expect(try DefinitionFolder().plan().warnings.isEmpty)
    let folder = DefinitionFolder(
      "marts/orders.yml", "{name: days_since_order, type: int, roles: [segment],",
      "{name: days_since_order, type: int, roles: [content],")
    let warnings = try folder.plan().warnings
    // In the entry and in the guard.
    #expect(warnings.count == 2)
    for warning in warnings {
      #expect(
        warning.rendered.contains(
          "warning: people are chosen by column 'days_since_order', but its roles in mart 'orders' "
            + "do not say so"))
      #expect(warning.rendered.contains("scenarios/thanks.yml:"))
    }
  }

  @Test("keys, addresses and helpers may be asked for without being said to")
  func silent() throws {
    let folder = DefinitionFolder(
      "scenarios/thanks.yml", "  - email_permission\n",
      "  - email_permission\n  - order_id is not null\n  - email is not null\n"
        + "  - person_id is not null\n")
    #expect(try folder.plan().warnings.isEmpty)
  }
}
