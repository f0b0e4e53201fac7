import Testing

@testable import Pipeline

/// Rows that meet others by several links.
@Suite("Ways to other rows")
struct WayTests {
  /// Gifts lead to two people and to what is given; so do the cards that come with them.
  static func folder(_ columns: [String], mart rows: String, _ helper: String = "")
    -> DefinitionFolder
  {
    var folder = DefinitionFolder()
    for (name, key) in [("gifts", "gift_id"), ("cards", "card_id")] {
      folder.files["sources/\(name).yml"] = """
        source: \(name)
        files: \(name).csv
        key: \(key)
        columns:
          - {name: \(key), header: id, type: id}
          - {name: buyer_id, header: buyer, type: id}
          - {name: recipient_id, header: recipient, type: id}
          - {name: store_id, header: store, type: id}
        links:
          buyer: {source: people, match: [{column: buyer_id, equals: person_id}]}
          recipient: {source: people, match: [{column: recipient_id, equals: person_id}]}
          store: {source: stores, on: store_id}
        """
    }
    let key = rows == "people" ? "person_id" : "gift_id"
    folder.files["marts/under.yml"] = """
      mart: under
      rows: \(rows)
      key: \(key)
      columns:
        - {name: \(key), type: text}
        \(columns.joined(separator: "\n  "))
      \(helper)
      """
    return folder
  }

  static func formula(_ expression: String, mart rows: String) throws -> Formula? {
    let column = "- {name: x, type: int, value: \"\(expression)\"}"
    return try folder([column], mart: rows).plan().mart("under")?.column("x")?.formula
  }

  @Test(
    "the link that leads to this row itself is taken, or the one that is named",
    arguments: [
      ("count(gifts via buyer)", "people", nil, "buyer"),
      ("count(gifts via recipient where store_id is null)", "people", nil, "recipient"),
      ("count(cards via store)", "gifts", "store", "store"),
      ("count(cards via store = store)", "gifts", "store", "store"),
      ("count(cards via buyer = recipient)", "gifts", "buyer", "recipient"),
      // Of orders there is one way alone from people, and two from gifts.
      ("count(orders)", "people", nil, "person"),
      ("count(orders via person)", "people", nil, "person"),
      ("count(orders via recipient = person)", "gifts", "recipient", "person"),
    ] as [(String, String, String?, String)])
  func found(_ expression: String, _ rows: String, _ own: String?, _ related: String) throws {
    guard case .aggregate(let aggregate) = try Self.formula(expression, mart: rows) else {
      Issue.record("no aggregate")
      return
    }
    #expect(aggregate.ownLink == own)
    #expect(aggregate.relatedLink == related)
  }

  @Test(
    "several ways, and one that is not there, are refused with those that are",
    arguments: [
      (
        "count(gifts)", "people",
        [
          "40: error: several ways from mart 'under' to source 'gifts'",
          "  help: say which: via buyer, via recipient",
        ]
      ),
      (
        "count(orders)", "gifts",
        [
          "40: error: several ways from mart 'under' to source 'orders'",
          "  help: say which: via buyer = person, via recipient = person",
        ]
      ),
      (
        "count(cards)", "gifts",
        [
          "40: error: several ways from mart 'under' to source 'cards'",
          "  help: say which: via buyer = buyer, via buyer = recipient, via recipient = buyer, "
            + "via recipient = recipient, via store",
        ]
      ),
      (
        "count(cards via buyer)", "gifts",
        [
          "40: error: several ways from mart 'under' to source 'cards'",
          "  help: say which: via buyer = buyer, via recipient = buyer",
        ]
      ),
      (
        "count(gifts via giver)", "people",
        [
          "50: error: no such way from mart 'under' to source 'gifts'",
          "  help: one of via buyer, via recipient",
        ]
      ),
      (
        "count(gifts via store)", "people",
        [
          "50: error: no such way from mart 'under' to source 'gifts'",
          "  help: one of via buyer, via recipient",
        ]
      ),
      (
        "count(gifts via store = buyer)", "people",
        [
          "50: error: no such way from mart 'under' to source 'gifts'",
          "  help: one of via buyer, via recipient",
        ]
      ),
      (
        "days_since(today via buyer)", "gifts", ["55: error: 'via' does not belong in 'days_since'"]
      ),
      ("count(gifts via)", "people", ["49: error: expected a link, found ')'"]),
    ] as [(String, String, [String])])
  func refused(_ expression: String, _ rows: String, _ errors: [String]) throws {
    let column = "- {name: x, type: int, value: \"\(expression)\"}"
    let prefix = "marts/under.yml:6:"
    let found = try Self.folder([column], mart: rows).errors()
    #expect(found == errors.map { error in error.hasPrefix(" ") ? error : prefix + error })
  }

  @Test("a permission is that of the person whom the only link, or the one that is named, leads to")
  func permission() throws {
    let named = "- {name: x, type: bool, value: permission(email via recipient)}"
    let formula = try Self.folder([named], mart: "gifts").plan().mart("under")?.column("x")?.formula
    #expect(formula == .permission(channel: "email", link: "recipient"))
    let several = "- {name: x, type: bool, value: permission(email)}"
    #expect(
      try Self.folder([several], mart: "gifts").errors() == [
        "marts/under.yml:6:34: error: several links of 'gifts' lead to people",
        "  help: say which: via buyer, via recipient",
      ])
    let wrong = "- {name: x, type: bool, value: permission(email via store)}"
    #expect(
      try Self.folder([wrong], mart: "gifts").errors() == [
        "marts/under.yml:6:55: error: 'permission' needs a link to 'people'",
        "  help: one of via buyer, via recipient",
      ])
    let themselves = "- {name: x, type: bool, value: permission(email via buyer)}"
    #expect(
      try Self.folder([themselves], mart: "people").errors() == [
        "marts/under.yml:6:55: error: the rows of 'people' stand for people themselves"
      ])
  }

  @Test("a permission of another person than the message is for is warned of")
  func person() throws {
    func warnings(_ permission: String, _ person: String) throws -> [String] {
      let column = "- {name: email_permission, type: bool, value: \(permission)}"
      let helper =
        "helpers:\n  - {name: customer_id, type: text, value: \(person)}"
      return try Self.folder([column], mart: "gifts", helper).plan().warnings.map(\.rendered)
        .filter { $0.contains("under.yml") }
    }
    let asked = "permission(email via recipient)"
    #expect(try warnings(asked, "recipient.person_id") == [])
    #expect(try warnings(asked, "recipient_id") == [])
    let found = try warnings(asked, "buyer.person_id")
    #expect(found.count == 1)
    #expect(
      found.first?.contains(
        "'email_permission' asks the person of 'recipient', a message is for that of 'buyer'")
        == true)
  }
}
