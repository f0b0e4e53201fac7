import Foundation
import Pipeline
import SQL
import Table
import TestSupport
import Testing

/// The proof of the engine: the same definitions rendered as SQL and run by SQLite over the same
/// cleansed records give the same marts and the same segments, cell by cell.
struct SQLOracleTests {
  @Test("the engine's marts and segments are those that SQLite makes", arguments: OracleWorld.all)
  func agrees(_ world: OracleWorld) throws {
    let plan = try Plan(checking: PipelineDefinition.load(folder: Repository.pipeline.file))
    let store = try TestStore()
    let exports = try world.exports(in: store.folder.url)
    var varied: [String: Set<String>] = [:]
    var filled: Set<String> = []
    for date in OracleWorld.dates {
      let day = try #require(CalendarDay.parse(date))
      try store.run(on: date, exports: exports)
      let cleansed = try StageDatabase(store.stageFile("cleanse", on: date))
      let refusals = try #require(
        SQLRendering().refusals(in: plan, ledger: store.ledger.file, date: day))
      _ = try cleansed.run(refusals.script)
      let derived = try StageDatabase(store.stageFile("derive", on: date))
      let segmented = try StageDatabase(store.stageFile("segment", on: date))
      for mart in plan.marts {
        let engine = try derived.rows("SELECT * FROM \"\(mart.name)\"")
        let sql = try cleansed.rows(
          SQLRendering().mart(mart, in: plan, date: day, refusals: refusals.table))
        let difference = TableDifference(engine: engine, sql: sql, key: mart.key)
        #expect(
          difference.isEmpty, "\(world.testDescription), \(date), \(mart.name)\n\(difference)")
        #expect(engine.cells.count > 20)
        varied[mart.name, default: []].formUnion(engine.variedColumns)
      }
      for segment in plan.segments {
        let name = "segment_\(segment.scenario)"
        let engine = try segmented.rows("SELECT * FROM \"\(name)\"")
        let sql = try derived.rows(SQLRendering().segment(segment, in: plan, date: day))
        let difference = TableDifference(engine: engine, sql: sql, key: "subject_key")
        #expect(difference.isEmpty, "\(world.testDescription), \(date), \(name)\n\(difference)")
        if !engine.cells.isEmpty { filled.insert(name) }
      }
    }
    // A comparison of columns without values would prove nothing.
    for mart in plan.marts {
      let same = mart.columns.map(\.name).filter { !varied[mart.name, default: []].contains($0) }
      #expect(same.isEmpty, "\(world.testDescription), \(mart.name): always the same")
    }
    let empty = plan.segments.map { "segment_\($0.scenario)" }.filter { !filled.contains($0) }
    #expect(empty.isEmpty, "\(world.testDescription): segments without a row")
  }

  @Test("so are those of a pipeline in which a permission needs a recorded origin")
  func origin() throws {
    let folder = try TemporaryFolder()
    let pipeline = try folder.copy(Repository.pipeline)
    let consent = pipeline.appending(path: "consent.yml")
    let text = try String(contentsOf: consent, encoding: .utf8)
    let key = "  key: customer_id\n"
    try #require(text.contains(key))
    try Data(text.replacing(key, with: key + "  origin: department\n").utf8).write(to: consent)
    let plan = try Plan(checking: PipelineDefinition.load(folder: pipeline.file))
    let store = try TestStore()
    try store.run(["--pipeline", pipeline.file])
    let plain = try TestStore()
    try plain.run()
    let day = try #require(CalendarDay.parse(Repository.date))
    let cleansed = try StageDatabase(store.stageFile("cleanse"))
    let refusals = try #require(
      SQLRendering().refusals(in: plan, ledger: store.ledger.file, date: day))
    _ = try cleansed.run(refusals.script)
    let derived = try StageDatabase(store.stageFile("derive"))
    let before = try StageDatabase(plain.stageFile("derive"))
    for mart in plan.marts {
      let engine = try derived.rows("SELECT * FROM \"\(mart.name)\"")
      let sql = try cleansed.rows(
        SQLRendering().mart(mart, in: plan, date: day, refusals: refusals.table))
      let difference = TableDifference(engine: engine, sql: sql, key: mart.key)
      #expect(difference.isEmpty, "\(mart.name)\n\(difference)")
      // It does make a difference, and never adds a permission.
      let count = "SELECT count(*) FROM \"\(mart.name)\" WHERE email_permission"
      guard mart.columns.contains(where: { $0.name == "email_permission" }) else { continue }
      #expect(try derived.count(count) < before.count(count), "\(mart.name)")
      #expect(try derived.count(count) > 0, "\(mart.name)")
    }
  }
}

extension StageDatabase.Rows {
  /// The columns that have more than one value.
  fileprivate var variedColumns: [String] {
    columns.indices.filter { column in Set(cells.map { $0[column] }).count > 1 }
      .map { columns[$0] }
  }
}
