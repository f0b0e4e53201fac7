import Foundation
import Testing

@Suite("The SQL that is shown", .preparedStore(on: ["2026-11-20", Repository.date]))
struct ShowSQLTests {
  @Test("of a mart gives the mart when it is run on what was cleansed, on a later date, too")
  func marts() throws {
    let store = try PreparedStore.store
    let derived = try StageDatabase(store.stageFile("derive"))
    for (mart, key) in [("customers", "customer_id"), ("site_actions", "access_id")] {
      let shown = try store.meibo("show sql", ["marts/\(mart)"])
      #expect(shown.exitCode == 0 && shown.errors == "")
      let made = try StageDatabase(store.stageFile("cleanse")).run(shown.output)
      let engine = try derived.rows("SELECT * FROM \(mart)")
      let difference = TableDifference(engine: engine, sql: made, key: key)
      #expect(difference.isEmpty && made.cells.count > 20, "\(difference)")
    }
  }

  @Test("of a segment gives the segment when it is run on the marts")
  func segment() throws {
    let store = try PreparedStore.store
    let shown = try store.meibo("show sql", ["segments/app_adoption"])
    let made = try StageDatabase(store.stageFile("derive")).run(shown.output)
    let engine = try StageDatabase(store.stageFile("segment"))
      .rows("SELECT * FROM segment_app_adoption")
    let difference = TableDifference(engine: engine, sql: made, key: "subject_key")
    #expect(difference.isEmpty && made.cells.count > 5, "\(difference)")
  }

  @Test("needs no store, and makes none")
  func withoutStore() throws {
    let store = try TestStore()
    let shown = try store.meibo("show sql", ["marts/customers"])
    #expect(shown.exitCode == 0 && !shown.output.contains("ATTACH"))
    #expect(!FileManager.default.fileExists(atPath: store.url.file))
    let other = try store.meibo("show sql", ["marts/customers", "--set", "app_inactive_days=7"])
    #expect(other.exitCode == 0 && other.output != shown.output)
  }

  @Test(
    "is of what there is",
    arguments: ["customers", "marts/customer", "segments/", "clean/customers"])
  func unknown(_ name: String) throws {
    let result = try PreparedStore.store.meibo("show sql", [name])
    #expect(result.exitCode == 64 && result.output == "")
    #expect(result.errors.hasPrefix("meibo: error: there is no '\(name)'\n  help: marts/"))
  }
}
