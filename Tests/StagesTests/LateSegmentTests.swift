import Stages
import Store
import Table
import TestSupport
import Testing

@Suite("Late segments")
struct LateSegmentTests {
  private func shop(catchUpDays: Int) throws -> Shop {
    let shop = try Shop()
    let scenario = try #require(Shop.definitions["scenarios/thanks.yml"])
    try shop.pipeline.write(
      "scenarios/thanks.yml",
      scenario.replacing("reentry: never", with: "reentry: never\ncatch_up_days: \(catchUpDays)"))
    return shop
  }

  @Test("who enters late is published beside who enters on their day")
  func published() throws {
    let shop = try shop(catchUpDays: 2)
    let store = try TemporaryFolder()
    let reports = try shop.run(store)
    let file = try StageFile.open("\(store.path)/2026-11-21/segment.sqlite")
    let onTime = try file.read("segment_thanks").cells("row_key")
    let late = try file.read("late_segment_thanks").cells("row_key")
    #expect(!onTime.isEmpty && !late.isEmpty)
    #expect(Set(onTime).isDisjoint(with: late))
    let days = Dictionary(
      uniqueKeysWithValues: zip(
        try mart(store).cells("order_id"), try mart(store).cells("days_since_order")))
    #expect(onTime.allSatisfy { days[$0] == "1" })
    #expect(Set(late.compactMap { days[$0] }) == ["2", "3"])
    let candidates = try #require(reports.last?.counts.first { $0.name == "candidates" }?.value)
    #expect(candidates == onTime.count + late.count)
    #expect(try shop.runner(store).publishedTable("late/thanks").table.rowCount == late.count)
  }

  private func mart(_ store: TemporaryFolder) throws -> Table {
    try StageFile.open("\(store.path)/2026-11-21/derive.sqlite").read("orders")
  }

  @Test("in one go and one by one the same bytes are published, and nobody enters twice")
  func sameBytes() throws {
    let shop = try shop(catchUpDays: 2)
    let (whole, single) = (try TemporaryFolder(), try TemporaryFolder())
    var sends = 0
    for date in [Shop.date - 3, Shop.date, Shop.date + 1] {
      let reports = try shop.run(whole, on: date)
      sends += reports.last?.counts.first { $0.name == "sends" }?.value ?? 0
      try shop.run(Stage.allCases, single, on: date)
    }
    let expected = try whole.published()
    #expect(sends > 20)
    #expect(try single.published() == expected)
    let journeys = try Ledger(path: whole.path + "/ledger.sqlite")
      .pastJourneys(before: Shop.date + 2)
    let subjects = (0..<journeys.rowCount).map { journeys["subject_key"].text.string($0) }
    #expect(Set(subjects).count == subjects.count)
  }

  @Test("without catch_up_days there is no such table")
  func without() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    try shop.run(store)
    let error = #expect(throws: StageError.self) {
      try shop.runner(store).publishedTable("late/thanks")
    }
    #expect(error?.kind == .usage)
  }
}
