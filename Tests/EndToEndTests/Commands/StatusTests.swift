import Foundation
import Testing

@Suite(.preparedStore())
struct StatusTests {
  private func status(_ store: TestStore, _ arguments: [String] = []) throws -> CommandResult {
    try BuiltCommand.meibo.run(
      ["status", "--store", store.url.file, "--as-of", Repository.date] + arguments,
      environment: [:])
  }

  @Test("a store that is as it should be exits 0, one whose manifest is gone 65")
  func manifests() throws {
    let store = try PreparedStore.store.copy()
    let good = try status(store)
    #expect(good.exitCode == 0 && good.errors == "")
    #expect(good.lines.first == "run         2026-11-21")
    #expect(good.output.contains("last        2026-11-21: "))
    try FileManager.default.removeItem(at: store.manifest())
    let bad = try status(store)
    #expect(bad.exitCode == 65)
    #expect(bad.lines.contains("missing     2026-11-21: no manifest"))
  }

  @Test("--json tells machines the same")
  func json() throws {
    let result = try status(try PreparedStore.store, ["--json", "--files"])
    let report = try JSONObject(json: result.output)
    #expect(
      Set(report.keys) == [
        "as_of", "dates", "never_run", "unfinished", "erasing", "left_journeys", "sources",
        "attention",
      ])
    let day = try #require(report["dates"]?.list?.first?.object)
    #expect(day.text("business_date") == Repository.date && day.text("manifest") == "whole")
    #expect(day.number("sends") > 100 && day["sealed"] == .bool(false))
    #expect(report["attention"] == .bool(false))
  }

  @Test("a source that is too old exits 65, by the last date or by the exports")
  func sources() throws {
    let scene = try FailureScene()
    try scene.redefine(
      "sources/quotes.yml", "key: [quote_id]", "key: [quote_id]\nfreshness: {error_after: 30d}")
    for (day, exitCode) in [(Repository.date, Int32(0)), ("2028-01-01", 65)] {
      for exports in [[], ["--exports", scene.exports.file]] {
        let result = try BuiltCommand.meibo.run(
          ["status", "--store", scene.store.url.file, "--pipeline", scene.pipeline.file]
            + ["--as-of", day] + exports)
        #expect(result.exitCode == exitCode)
        #expect(result.output.contains(exitCode == 0 ? "fresh       quotes" : "error       quotes"))
      }
    }
  }

  @Test("a folder that is no store is refused and not made one")
  func noStore() throws {
    let store = try TestStore()
    let result = try status(store)
    #expect(result.exitCode == 65)
    #expect(
      result.errors == """
        meibo: error: no date has been run in '\(store.url.file)'
          help: run 'meibo run' first

        """)
    #expect(!FileManager.default.fileExists(atPath: store.url.file))
  }
}
