import Testing

@Suite("Rows that lead to two people, in SQL")
struct WayTests {
  @Test("count for each of them, and ask each of them, by the link that is named")
  func both() throws {
    var files = ConsentWorld.files
    files["sources/gifts.yml"] = """
      source: gifts
      files: gifts.csv
      key: [gift_id]
      columns:
        - {name: gift_id, header: id, type: id}
        - {name: buyer_id, header: buyer, type: id}
        - {name: recipient_id, header: recipient, type: id}
      links:
        buyer: {source: customers, match: [{column: buyer_id, equals: customer_id}]}
        recipient: {source: customers, match: [{column: recipient_id, equals: customer_id}]}
      """
    files["marts/people.yml"] = """
      mart: people
      rows: customers
      key: customer_id
      columns:
        - {name: customer_id, type: text}
        - {name: bought, type: int, value: count(gifts via buyer)}
        - {name: received, type: int, value: count(gifts via recipient)}
      """
    files["marts/gifts.yml"] = """
      mart: gifts
      rows: gifts
      key: gift_id
      columns:
        - {name: gift_id, type: text}
        - {name: buyer_agrees, type: bool, value: permission(email via buyer)}
        - {name: recipient_agrees, type: bool, value: permission(email via recipient)}
        - {name: returned, type: bool, value: exists(gifts via buyer = recipient)}
      """
    let world = try World(files)
    for (id, agrees) in [("'P1'", "1"), ("'P2'", "0"), ("'P3'", "1")] {
      try world.add(
        "customers",
        ["customer_id": id, "email_ok": agrees, "updated_at": "'2026-11-01T12:00:00'"])
    }
    for (id, buyer, recipient) in [
      ("'G1'", "'P1'", "'P2'"), ("'G2'", "'P1'", "'P3'"), ("'G3'", "'P2'", "'P3'"),
      ("'G4'", "null", "'P1'"),
    ] {
      try world.add("gifts", ["gift_id": id, "buyer_id": buyer, "recipient_id": recipient])
    }
    #expect(
      try world.mart("people", on: "2026-11-19") == [
        ["P1", "2", "1"], ["P2", "1", "1"], ["P3", "0", "2"],
      ])
    #expect(
      try world.mart("gifts", on: "2026-11-19") == [
        ["G1", "1", "0", "1"], ["G2", "1", "1", "1"], ["G3", "0", "1", "1"], ["G4", "0", "1", "0"],
      ])
  }
}
