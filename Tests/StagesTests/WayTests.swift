import Stages
import Store
import Table
import TestSupport
import Testing

/// A gift has a buyer and a recipient.
@Suite("Rows that lead to two people")
struct WayTests {
  @Test("count for each of them, and ask each of them, by the link that is named")
  func both() throws {
    let shop = try Shop()
    for path in ["marts/orders.yml", "scenarios/thanks.yml"] { try shop.pipeline.remove(path) }
    try shop.pipeline.write(
      "sources/gifts.yml",
      """
      source: gifts
      files: gifts.csv
      key: gift_id
      columns:
        - {name: gift_id, header: id, type: id}
        - {name: buyer_id, header: buyer, type: id}
        - {name: recipient_id, header: recipient, type: id}
      links:
        buyer: {source: people, match: [{column: buyer_id, equals: person_id}]}
        recipient: {source: people, match: [{column: recipient_id, equals: person_id}]}
      """)
    try shop.pipeline.write(
      "marts/people.yml",
      """
      mart: people
      rows: people
      key: person_id
      columns:
        - {name: person_id, type: text, roles: [key]}
        - {name: bought, type: int, value: count(gifts via buyer)}
        - {name: received, type: int, value: count(gifts via recipient)}
      """)
    try shop.pipeline.write(
      "marts/gifts.yml",
      """
      mart: gifts
      rows: gifts
      key: gift_id
      columns:
        - {name: gift_id, type: text, roles: [key]}
        - {name: buyer_agrees, type: bool, value: permission(email via buyer)}
        - {name: recipient_agrees, type: bool, value: permission(email via recipient)}
        - {name: returned, type: bool, value: exists(gifts via buyer = recipient)}
      """)
    try shop.exports.write(
      "people-1.csv",
      "会員ID,名前,メール,許可,都道府県,住所,登録日時,更新日時\n"
        + "P1,山田,p1@example.jp,許可,,,2026/11/1 9:00,2026-11-01 10:00:00\n"
        + "P2,山本,p2@example.jp,拒否,,,2026/11/1 9:00,2026-11-01 10:00:00\n"
        + "P3,川本,p3@example.jp,許可,,,2026/11/1 9:00,2026-11-01 10:00:00\n")
    try shop.exports.write("people-2.csv", "")
    try shop.exports.write("people-10.csv", "")
    try shop.exports.write(
      "gifts.csv", "id,buyer,recipient\nG1,P1,P2\nG2,P1,P3\nG3,P2,P3\nG4,,P1\n")
    let store = try TemporaryFolder()
    try shop.run([.ingest, .cleanse, .derive], store)
    let path = store.path + "/2026-11-21/derive.sqlite"
    let people = try StageFile.read(path, table: "people")
    #expect(people.cells("person_id") == ["P1", "P2", "P3"])
    #expect(people.cells("bought") == ["2", "1", "0"])
    #expect(people.cells("received") == ["1", "1", "2"])
    let gifts = try StageFile.read(path, table: "gifts")
    #expect(gifts.cells("gift_id") == ["G1", "G2", "G3", "G4"])
    #expect(gifts.cells("buyer_agrees") == ["1", "1", "0", "0"])
    #expect(gifts.cells("recipient_agrees") == ["0", "1", "1", "1"])
    // Somebody gave something to its buyer.
    #expect(gifts.cells("returned") == ["1", "1", "1", "0"])
  }
}
