import Report
import Stages
import TestSupport
import Testing

@Suite("Sources that have far fewer records than before")
struct ShrunkSourceTests {
  @Test(
    "are those that lost over a fifth, and ten or more",
    arguments: [
      (198, 10, true), (149, 0, true), (100, 80, false), (100, 79, true), (12, 3, false),
      (10, 0, true), (9, 0, false), (0, 5, false), (50, 60, false),
    ])
  func rule(_ before: Int, _ read: Int, _ isShrunk: Bool) {
    #expect(DayReport.Source.hasShrunk(from: before, to: read) == isShrunk)
  }

  @Test("are named by the run of the date that lacks them, in one go and stage by stage")
  func run() throws {
    let shop = try Shop()
    let (store, other) = (try TemporaryFolder(), try TemporaryFolder())
    for store in [store, other] { #expect(try shop.run(store)[0].notes == []) }
    let lines = try #require(Shop.files["orders.csv"]).split(separator: "\nO")
    try shop.exports.write("orders.csv", lines.prefix(51).joined(separator: "\nO") + "\n")
    let note = "orders: 50 records, 200 on 2026-11-21"
    #expect(try shop.run(store, on: Shop.date + 1)[0].notes == [note])
    #expect(try shop.runner(other, on: Shop.date + 1).run(.ingest).notes == [note])
    // The next day goes on from there.
    #expect(try shop.run(store, on: Shop.date + 2)[0].notes == [])
  }
}
