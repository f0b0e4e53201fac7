import Foundation
import Testing

@Suite(.preparedStore(on: ["2026-11-20", Repository.date]), .serialized)
struct SimulateTests {
  private func simulate(
    _ store: TestStore, _ arguments: [String] = []
  ) throws -> CommandResult {
    try BuiltCommand.meibo.run(
      ["simulate", "--store", store.url.file, "--from", "2026-11-20", "--to", Repository.date]
        + arguments, environment: [:])
  }

  @Test("the definitions as they were send what was sent, and the store stays as it is")
  func same() throws {
    // Its own: the trials of other tests lie in the suite's store for as long as they run.
    let store = try PreparedStore.store.copy()
    let before = try FolderContent(store.url)
    let result = try simulate(store)
    #expect(result.exitCode == 0 && result.errors == "")
    #expect(result.lines.last == "people      0 sent something new, 0 sent less")
    let report = try JSONObject(json: try simulate(store, ["--json"]).output)
    let days = try #require(report["days"]?.list).compactMap(\.object)
    #expect(days.map { $0.text("business_date") } == ["2026-11-20", Repository.date])
    for day in days {
      let scenarios = try #require(day["scenarios"]?.list).compactMap(\.object)
      #expect(scenarios.count > 5)
      for scenario in scenarios {
        #expect(scenario.number("sends") == scenario.number("was"))
        #expect(scenario.number("new") + scenario.number("dropped") == 0)
      }
    }
    #expect(try FolderContent(store.url).differences(from: before) == [])
  }

  @Test("a scenario that takes its turn earlier displaces others")
  func displaces() throws {
    let scene = try FailureScene()
    try scene.redefine("scenarios/23-app-adoption.yml", "number: 23", "number: 0")
    let result = try BuiltCommand.meibo.run(
      ["simulate", "--store", scene.store.url.file, "--pipeline", scene.pipeline.file]
        + ["--from", Repository.date, "--to", Repository.date, "--scenario", "app_adoption"])
    #expect(result.exitCode == 0, "\(result.errors)")
    let rows = result.lines.filter { $0.hasPrefix(Repository.date) }
      .map { $0.split(separator: " ").map { String($0) } }
    #expect(rows.count > 1 && rows.allSatisfy { $0.count == 7 })
    for row in rows {
      #expect(row[1] == "app_adoption" ? (Int(row[4]) ?? 0) > 0 : (Int(row[5]) ?? 0) > 0)
    }
  }

  @Test("an unknown scenario, dates in the wrong order and dates without a run are refused")
  func refused() throws {
    let store = try PreparedStore.store
    let unknown = try simulate(store, ["--scenario", "nothing"])
    #expect(unknown.exitCode == 64)
    #expect(unknown.errors.hasPrefix("meibo: error: there is no scenario 'nothing'\n"))
    let order = try simulate(store, ["--to", "2026-11-01"])
    #expect(order.exitCode == 64 && order.errors == "meibo: error: --to lies before --from\n")
    let none = try simulate(store, ["--from", "2026-12-01", "--to", "2026-12-02"])
    #expect(none.exitCode == 65)
    #expect(
      none.errors.hasPrefix("meibo: error: no date from 2026-12-01 to 2026-12-02 has been run\n"))
  }
}
