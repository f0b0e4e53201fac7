import Foundation
import Pipeline
import Store
import Table
import TestSupport
import Testing

@testable import Stages

/// The simulated quarter once more through the whole pipeline: exports, stage files, manifests and
/// the ledger. A week of a few customers, or all of it with `make test-quarter`.
@Suite("A quarter through files")
struct QuarterFilesTests {
  private static let isWhole =
    ProcessInfo.processInfo.environment["MEIBO_QUARTER"] == "whole"

  @Test("every day comes to what it comes to in memory")
  func days() throws {
    let sources = [
      "activities", "campaign_grants", "contracts", "customers", "deals", "reservations",
      "suppressions",
    ]
    let folder = try Insurance.copy(
      replacing: Quarter.edits
        + sources.map { ("sources/\($0).yml", "encoding: cp932", "encoding: utf-8") })
    let (exports, store) = (try TemporaryFolder(), try TemporaryFolder())
    let plan = try Insurance.plan(campaign: Quarter.campaign, replacing: Quarter.edits)
      .only { _ in true }
    let driver = DayDriver(plan)
    let world = QuarterWorld(plan, seed: Quarter.seed)
    let first = Quarter.dates.lowerBound
    world.settle(Self.isWhole ? 3000 : 60, before: first)
    var sends = 0
    for date in first...(Self.isWhole ? Quarter.dates.upperBound : first + 6) {
      world.live(date)
      if Quarter.missed.contains(date) { continue }
      for (source, rows) in world.rows { try exports.write("\(source).csv", rows.csv) }
      let options = RunOptions(
        pipeline: folder.path + "/insurance", exports: exports.path, store: store.path, date: date,
        parameters: [("referral_campaign_starts", Quarter.campaign.joined(separator: ","))],
        unsubscribeSecret: "secret")
      try StageRunner(options).runAll { _ in }
      let found = try #require(try Ledger(path: store.path + "/ledger.sqlite").day(date))
      let expected = try driver.run(date, world.rows).record(on: date, threads: 1)
      let label = "\(CalendarDay.text(date)), seed \(Quarter.seed)"
      #expect(sorted(found.sends) == sorted(expected.sends), "\(label)")
      #expect(
        found.exclusions.map { "\($0)" }.sorted() == expected.exclusions.map { "\($0)" }.sorted(),
        "\(label)")
      #expect(
        found.journeys.map { "\($0)" }.sorted() == expected.journeys.map { "\($0)" }.sorted(),
        "\(label)")
      sends += found.sends.count
      world.answer(sorted(expected.sends), on: date)
    }
    #expect(sends > 100)
  }

  private func sorted(_ sends: [LedgerSend]) -> [LedgerSend] {
    sends.sorted { $0.sendID < $1.sendID }
  }
}
