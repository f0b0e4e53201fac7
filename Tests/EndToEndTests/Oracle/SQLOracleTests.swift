import Foundation
import Pipeline
import SQL
import Table
import Testing

/// The proof of the engine: the same definitions rendered as SQL and run by SQLite over the same
/// cleansed records give the same marts and the same segments, cell by cell.
struct SQLOracleTests {
  @Test("the engine's marts and segments are those that SQLite makes", arguments: OracleWorld.all)
  func agrees(_ world: OracleWorld) throws {
    let plan = try Plan(checking: PipelineDefinition.load(folder: Repository.pipeline.file))
    let store = try TestStore()
    let exports = try world.exports(in: store.folder.url)
    for date in OracleWorld.dates {
      let day = try #require(CalendarDay.parse(date))
      try store.run(on: date, exports: exports)
      let cleansed = try StageDatabase(store.stageFile("cleanse", on: date))
      let derived = try StageDatabase(store.stageFile("derive", on: date))
      let segmented = try StageDatabase(store.stageFile("segment", on: date))
      for mart in plan.marts {
        let engine = try derived.rows("SELECT * FROM \"\(mart.name)\"")
        let sql = try cleansed.rows(SQLRendering().mart(mart, in: plan, date: day))
        let difference = TableDifference(engine: engine, sql: sql, key: mart.key)
        #expect(
          difference.isEmpty, "\(world.testDescription), \(date), \(mart.name)\n\(difference)")
        #expect(engine.cells.count > 20)
        for column in engine.columns {
          let position = try #require(engine.columns.firstIndex(of: column))
          let values = Set(engine.cells.map { $0[position] })
          #expect(values.count > 1, "\(world.testDescription): '\(column)' is always the same")
        }
      }
      for segment in plan.segments {
        let name = "segment_\(segment.scenario)"
        let engine = try segmented.rows("SELECT * FROM \"\(name)\"")
        let sql = try derived.rows(SQLRendering().segment(segment, in: plan, date: day))
        let difference = TableDifference(engine: engine, sql: sql, key: "subject_key")
        #expect(difference.isEmpty, "\(world.testDescription), \(date), \(name)\n\(difference)")
        #expect(date != Repository.date || engine.cells.count > 10)
      }
    }
  }
}
