import Foundation
import Pipeline
import SQL
import Table
import TestSupport
import Testing

/// Whatever formulas one writes, the engine and SQLite say the same of every row.
struct RandomFormulaTests {
  /// Three seeds, or those in FORMULA_SEEDS (`5,6,7`).
  private static var worlds: [FormulaWorld] {
    let given = ProcessInfo.processInfo.environment["FORMULA_SEEDS"] ?? "3,1868,20261121"
    return given.split(separator: ",").compactMap { UInt64($0) }.map(FormulaWorld.init)
  }

  @Test("formulas give what they give in SQL", arguments: worlds)
  func agrees(_ world: FormulaWorld) throws {
    let store = try TestStore()
    let folder = store.folder.url
    try world.write(to: folder)
    let pipeline = folder.appending(path: "pipeline").file
    let plan = try Plan(checking: PipelineDefinition.load(folder: pipeline))
    let mart = try #require(plan.mart("things"))
    var values: [String: Set<StageDatabase.Cell>] = [:]
    for date in FormulaWorld.dates {
      for stage in ["ingest", "cleanse", "derive"] {
        let exports = ["--exports", folder.appending(path: "exports").file]
        let result = try store.meibo(
          stage, on: date, ["--pipeline", pipeline] + (stage == "derive" ? [] : exports))
        try #require(result.exitCode == 0, "\(result.errors)")
      }
      let engine = try StageDatabase(store.stageFile("derive", on: date))
        .rows("SELECT * FROM things")
      let sql = try StageDatabase(store.stageFile("cleanse", on: date)).rows(
        SQLRendering().mart(mart, in: plan, date: try #require(CalendarDay.parse(date))))
      #expect(engine.cells.count == 60)
      let difference = TableDifference(engine: engine, sql: sql, key: mart.key)
      #expect(difference.isEmpty, "\(world), \(date)\n\(difference)")
      for row in engine.cells {
        for (name, cell) in zip(engine.columns, row) { values[name, default: []].insert(cell) }
      }
    }
    // Formulas that always say the same would prove nothing.
    #expect(values.values.count { $0.count > 1 } > values.count * 3 / 4)
  }
}
