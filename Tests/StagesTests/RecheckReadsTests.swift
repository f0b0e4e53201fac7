import TestSupport
import Testing

@testable import Stages

@Suite("What a recheck reads")
struct RecheckReadsTests {
  @Test("no mart where everybody is a customer, and no definitions again")
  func reads() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Club.days[0])
    try club.export(events: ["E1,P1,,email,all,opt_out,2026-11-22 8:00,web,"])
    let runner = try club.shop.runner(store, on: Club.days[0])
    // Whoever reads either finds nothing.
    try club.shop.pipeline.remove("pipeline.yml")
    try store.alter("2026-11-21/derive.sqlite", "DROP VIEW orders; DROP TABLE _rows_orders")
    let report = try runner.recheck(asOf: Club.days[1])
    #expect((report.sends, report.withdrawn) == (5, 1))
  }
}
