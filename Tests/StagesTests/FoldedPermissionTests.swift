import Stages
import Store
import Table
import TestSupport
import Testing

/// A mart may ask for the consent of rows that no mart has.
@Suite("Permissions of rows that are folded")
struct FoldedPermissionTests {
  private static let people = """
    mart: people
    rows: people
    key: person_id
    columns:
      - {name: person_id, type: text, roles: [key]}
      - {name: email, type: text, roles: [address]}
      - {name: heard, type: int, value: count(orders where permission(email))}
      - {name: heard_amount, type: int, value: sum(orders.amount where permission(email))}
      - {name: is_heard, type: bool, value: exists(orders where permission(email))}
    helpers:
      - {name: customer_id, type: text, value: person_id}
    """

  /// Those of one person agreed to nothing, those of the other to all.
  private func shop(marts: [String]) throws -> Shop {
    let shop = try Shop()
    for path in ["marts/orders.yml", "scenarios/thanks.yml"] { try shop.pipeline.remove(path) }
    for (number, mart) in marts.enumerated() {
      try shop.pipeline.write("marts/\(number).yml", mart)
    }
    try shop.exports.write(
      "people-1.csv",
      "会員ID,名前,メール,許可,都道府県,住所,登録日時,更新日時\n"
        + "P1,山田,p1@example.jp,許可,,,2026/11/1 9:00,2026-11-01 10:00:00\n"
        + "P2,山本,p2@example.jp,拒否,,,2026/11/1 9:00,2026-11-01 10:00:00\n")
    try shop.exports.write("people-2.csv", "")
    try shop.exports.write("people-10.csv", "")
    try shop.exports.write(
      "orders.csv",
      "order,at,person,mail,ok,amount\n" + "O1,2026-11-16 9:00,P1,p1@example.jp,yes,1\n"
        + "O2,2026-11-16 9:00,P1,p1@example.jp,yes,20\n"
        + "O3,2026-11-16 9:00,P2,p2@example.jp,no,300\n"
        + "O4,2026-11-16 9:00,,x@example.jp,yes,4000\n")
    return shop
  }

  /// After another mart, which asks for other permissions or for none, and without one.
  @Test(
    "are asked for whatever marts there are",
    arguments: [
      [], ["mart: first\nrows: people\nkey: person_id\n"],
      ["mart: first\nrows: orders\nkey: order_id\n"],
    ])
  func folded(_ before: [String]) throws {
    let columns = """
      columns:
        - {name: KEY, type: text, roles: [key]}
        - {name: agreed, type: bool, value: permission(email)}
      """
    let first = before.map { mart in
      mart + columns.replacing("KEY", with: mart.contains("person_id") ? "person_id" : "order_id")
    }
    let shop = try shop(marts: first + [Self.people])
    let store = try TemporaryFolder()
    try shop.run([.ingest, .cleanse, .derive], store)
    let path = store.path + "/2026-11-21/derive.sqlite"
    let mart = try StageFile.read(path, table: "people")
    #expect(mart.cells("person_id") == ["P1", "P2"])
    #expect(mart.cells("heard") == ["2", "0"])
    #expect(mart.cells("heard_amount") == ["21", "0"])
    #expect(mart.cells("is_heard") == ["1", "0"])
  }
}
