import Table
import TestSupport
import Testing

@testable import Stages
@testable import Store

@Suite("A person whom rows share")
struct ErasedSharedRowTests {
  /// What the first column of a query holds.
  private static func query(_ path: String, _ sql: String) throws -> [String] {
    let statement = try SQLStatement(SQLConnection(path), sql)
    var rows: [String] = []
    while try statement.step() { rows.append(statement.text(0).text) }
    return rows
  }

  private static let names = "SELECT name FROM _shared_orders ORDER BY _shared"

  @Test("goes with the rows, and nobody else does")
  func erased() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Club.days[2])
    let path = store.path + "/2026-11-23/derive.sqlite"
    let before = try StageFile.read(path, table: "orders")
    let name = "SELECT count(*) FROM _rows_orders WHERE CAST(order_id AS TEXT) LIKE '%山田%'"
    #expect(try Self.query(path, Self.names) == (1...5).map { "山田\($0)" })
    #expect(try Self.query(path, name) == ["0"])

    let erasure = try StageRunner(
      RunOptions(
        pipeline: club.shop.pipeline.path, exports: nil, store: store.path, date: Club.days[2])
    ).erase(ErasedPerson(customer: "P2"), isDry: false)
    #expect(erasure.left == [])
    #expect(try Self.query(path, Self.names) == [1, 3, 4, 5].map { "山田\($0)" })
    let after = try StageFile.read(path, table: "orders")
    let rows = (0..<before.rowCount).filter { before["customer_id"].text.string($0) != "P2" }
    #expect(rows.count < before.rowCount && !rows.isEmpty)
    let kept = before.gather(rows.map { Int32($0) })
    #expect(after.columns.map(\.name) == before.columns.map(\.name))
    for (left, right) in zip(kept.columns, after.columns) {
      for row in 0..<after.rowCount {
        switch (left.values, right.values) {
        case (.text(let old), .text(let new)): #expect(old.string(row) == new.string(row))
        case (.numbers(let old), .numbers(let new)): #expect(old[row] == new[row])
        default: Issue.record("column '\(left.name)' has other values")
        }
      }
    }
    let view = try Self.query(path, "SELECT count(*) || ' ' || count(name) FROM orders")
    #expect(view == ["\(rows.count) \(rows.count)"])
    // The day can be run on, stage by stage, from what the erasure left.
    for stage in [Stage.segment, .manifest] {
      _ = try club.shop.runner(store, on: Club.days[2]).run(stage)
    }
  }

  @Test("is read by stages from a file of the layout before just as well")
  func plainFile() throws {
    let club = try Club()
    let (shared, plain) = (try TemporaryFolder(), try TemporaryFolder())
    for store in [shared, plain] { try club.shop.run(Stage.allCases.prefix(3), store) }
    let path = "/2026-11-21/derive.sqlite"
    let file = try StageFile.open(plain.path + path)
    #expect(file.tables.contains { $0.isParted })
    let writer = try BulkStageWriter(path: plain.path + path)
    for table in file.tables {
      let description = TableDescription(
        name: table.name, label: table.label, columns: table.columns, key: table.key)
      try writer.add(file.read(table.name), description)
    }
    try writer.publish()
    #expect(try Self.query(plain.path + path, "PRAGMA user_version") == ["1"])
    for store in [shared, plain] { try club.shop.run([.segment, .manifest], store) }
    let (left, right) = (try shared.published(), try plain.published())
    let differing = left.keys.filter { left[$0] != right[$0] }.sorted()
    #expect(differing == ["2026-11-21/derive.sqlite"])
    #expect(left.keys.sorted() == right.keys.sorted())
  }
}
