import Foundation
import Pipeline
import SQL
import Table
import Testing

/// A pipeline written for a test, and an empty table for each of its sources.
struct World {
  let plan: Plan
  let database: Database

  /// - Parameter files: definition files by their path in the pipeline's folder.
  init(_ files: [String: String]) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("sql-tests-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, content) in files.merging(
      ["pipeline.yml": "pipeline: test"], uniquingKeysWith: first)
    {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content.utf8).write(to: file)
    }
    plan = try Plan(checking: PipelineDefinition.load(folder: folder.path))
    database = try Database()
    for source in plan.definition.sources {
      let columns = source.columns.map { column in
        let isNumber = column.type.columnType == .int || column.type.columnType == .bool
        return "\"\(column.name)\" \(isNumber ? "INTEGER" : "TEXT")"
      }
      try database.run(
        "CREATE TABLE \"\(source.name)\" (\(columns.joined(separator: ", ")))")
    }
  }

  /// Adds a row; columns not named are null. Values are SQL literals.
  func add(_ source: String, _ values: KeyValuePairs<String, String>) throws {
    let columns = values.map { "\"\($0.key)\"" }.joined(separator: ", ")
    try database.run(
      "INSERT INTO \"\(source)\" (\(columns)) VALUES (\(values.map(\.value).joined(separator: ", ")))"
    )
  }

  func sql(_ mart: String, on day: String, refusals: String? = nil) throws -> String {
    let mart = try #require(plan.mart(mart))
    return SQLRendering().mart(mart, in: plan, date: try date(day), refusals: refusals)
  }

  /// The rows of a mart as SQLite makes it.
  func mart(_ name: String, on day: String, refusals: String? = nil) throws -> [[String?]] {
    try database.rows(sql(name, on: day, refusals: refusals))
  }

  func segmentSQL(_ scenario: String, on day: String) throws -> String {
    let segment = try #require(plan.segment(scenario))
    return SQLRendering().segment(segment, in: plan, date: try date(day))
  }

  private func date(_ day: String) throws -> Int64 { try #require(CalendarDay.parse(day)) }
}

private func first(_ one: String, _ other: String) -> String { one }
