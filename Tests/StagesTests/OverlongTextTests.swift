import Stages
import Store
import Table
import TestSupport
import Testing

@Suite("Texts that no column can hold")
struct OverlongTextTests {
  private func shop(_ column: String, notes: Int, bytes: Int) throws -> Shop {
    let shop = try Shop()
    for path in ["marts/orders.yml", "scenarios/thanks.yml"] { try shop.pipeline.remove(path) }
    try shop.pipeline.write(
      "marts/people.yml",
      """
      mart: people
      rows: people
      key: person_id
      columns:
        - {name: person_id, type: text, roles: [key]}
        - {name: orders, type: int, value: count(orders)}
        \(column)
      """)
    let note = String(repeating: "x", count: bytes)
    try shop.exports.write(
      "orders.csv",
      (0..<notes).reduce(into: "order,at,person,mail,ok,amount,note\n") { text, number in
        text += "O\(number),2026-11-16 9:00,P1,,no,1,\(number)\(note)\n"
      })
    return shop
  }

  /// So many texts one after another.
  private static func joined(_ text: String) -> String {
    "concat(\(Array(repeating: text, count: 20).joined(separator: ", ")))"
  }

  @Test(
    "refuse the day, by the name of the column",
    arguments: [
      "- {name: notes, type: list, value: list(orders.note)}",
      "- {name: notes, type: bool, value: \"exists(orders where \(joined("note")) = 'x')\"}",
      "- {name: notes, type: text, value: \"\(joined("last(orders.note by order_id)"))\"}",
    ])
  func refused(_ column: String) throws {
    let shop = try shop(column, notes: 20, bytes: 900_000)
    let store = try TemporaryFolder()
    try shop.run([.ingest, .cleanse], store)
    let error = #expect(throws: StageError.self) { try shop.run([.derive], store) }
    #expect(
      error?.message
        == "a value of column 'notes' of mart 'people' would be longer than 16777214 bytes")
    #expect(try store.files().keys.allSatisfy { !$0.contains("derive") })
  }

  @Test("are not those that are nearly as long, nor lists of many values")
  func allowed() throws {
    let column = "- {name: notes, type: list, value: list(orders.note)}"
    for (notes, bytes) in [(16, 1_000_000), (20_000, 5)] {
      let shop = try shop(column, notes: notes, bytes: bytes)
      let store = try TemporaryFolder()
      try shop.run([.ingest, .cleanse, .derive], store)
      let mart = try StageFile.read(store.path + "/2026-11-21/derive.sqlite", table: "people")
      let row = try #require(mart.cells("person_id").firstIndex(of: "P1"))
      #expect(mart.cells("orders")[row] == "\(notes)")
      let list = try #require(mart.cells("notes")[row])
      #expect(list.hasPrefix("[\"0x") && list.count { $0 == "," } == notes - 1)
    }
  }
}
