import Derive
import Foundation
import Pipeline
import Table
import Testing

/// The day that tests run on unless they say otherwise.
let today = day("2026-11-21")

func day(_ text: String) -> Int64 {
  guard let day = CalendarDay.parse(text) else { preconditionFailure("'\(text)' is no day") }
  return day
}

/// A pipeline written for a test.
enum Definitions {
  /// Writes the files into a folder of their own, loads and checks them, and removes the folder.
  static func plan(_ files: [String: String]) throws -> Plan {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("meibo-derive-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, content) in files {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content.utf8).write(to: file)
    }
    return try Plan(checking: PipelineDefinition.load(folder: folder.path))
  }

  /// The value of a column as a block of YAML, so that it can hold anything.
  static func column(_ name: String, _ type: ColumnType, _ expression: String) -> String {
    "\n  - name: \(name)\n    type: \(type.rawValue)\n    value: |-\n      \(expression)"
  }
}

/// Effective consent as a test decides it: by source and channel, then row by row. Links are not
/// followed.
struct FixedPermissions: PermissionSource {
  var values: [String: [Int64]] = [:]

  func permissions(
    of source: String, channel: String, link: String?, on day: DayTables
  ) -> SharedValues {
    guard let values = values["\(source) \(channel)"] else {
      preconditionFailure("nobody was expected to ask for \(channel) of \(source)")
    }
    return SharedValues(.numbers(values))
  }
}

extension Plan {
  /// The day's tables of rows given by source; a source that is not given has none.
  func day(_ rows: [String: [Row]], on date: Int64 = today) -> DayTables {
    var tables: [String: Table] = [:]
    for source in definition.sources {
      tables[source.name] = Table(source, rows[source.name] ?? [])
    }
    return DayTables(cleansed: tables, definition: definition, date: date)
  }

  /// A mart of a day.
  func mart(
    _ name: String, _ day: DayTables, permissions: FixedPermissions = FixedPermissions()
  ) throws -> Table {
    guard let plan = mart(name) else { preconditionFailure("no mart '\(name)'") }
    let mart = MartRows(
      plan, from: day, permissions: permissions,
      folds: Folds(of: marts, from: day, threads: 2), threads: 2)
    let whole = mart.table(0..<mart.rowCount)
    // However its rows are cut into runs, a mart is the same.
    for size in [1, 3] {
      var joined = mart.table(0..<0)
      for start in stride(from: 0, to: mart.rowCount, by: size) {
        joined.append(contentsOf: mart.table(start..<min(start + size, mart.rowCount)))
      }
      for (run, column) in zip(joined.columns, whole.columns) {
        #expect(run.cells == column.cells, "\(column.name) in runs of \(size)")
      }
    }
    checkShared(plan, day, permissions, whole)
    checkKept(plan, day, permissions, whole)
    return whole
  }
}

extension Plan {
  /// What rows share is what each of them has, whichever columns and however many rows that is.
  fileprivate func checkShared(
    _ plan: MartPlan, _ day: DayTables, _ permissions: FixedPermissions, _ whole: Table
  ) {
    var rule = SharingRule()
    rule.leastColumns = 1
    rule.leastRows = 0
    let mart = MartRows(
      plan, from: day, permissions: permissions.byPerson(of: self, on: day),
      linked: linkedColumns(of: plan), rule: rule, threads: 2)
    guard let shared = mart.shared else { return }
    for size in [1, 3, mart.rowCount] {
      for start in stride(from: 0, to: mart.rowCount, by: size) {
        let run = start..<min(start + size, mart.rowCount)
        let rows = shared.join(mart.own(run), run, only: shared.names)
        #expect(rows.columns.count == whole.columns.count)
        let expected = mart.table(run)
        for column in expected.columns {
          #expect(rows[column.name].cells == column.cells, "\(column.name) of rows \(run)")
        }
      }
    }
  }
}

extension Plan {
  /// A mart is the same of a day that holds only what its rows still read.
  fileprivate func checkKept(
    _ plan: MartPlan, _ day: DayTables, _ permissions: FixedPermissions, _ whole: Table
  ) {
    guard let number = marts.firstIndex(where: { $0.name == plan.name }) else { return }
    var kept = day
    kept.keep(only: columnsReadOnceLinked)
    var folds = Folds(of: marts, from: kept, threads: 1)
    kept.keep(only: columnsReadByRows(from: number))
    folds.keep(for: [plan])
    let mart = MartRows(plan, from: kept, permissions: permissions, folds: folds)
    #expect(mart.rowCount == whole.rowCount)
    for (column, expected) in zip(mart.table(0..<mart.rowCount).columns, whole.columns) {
      #expect(column.cells == expected.cells, "\(column.name) of what is kept")
    }
    for (source, rows) in day.known { #expect(kept.known[source]?.count == rows.count) }
  }
}

extension FixedPermissions {
  /// The same for all rows that lead to the same person, as the record of consent decides it.
  func byPerson(of plan: Plan, on day: DayTables) -> FixedPermissions {
    var links: [String: String] = [:]
    for mart in plan.marts {
      for case .permission(_, let link?) in mart.columns.flatMap(\.formula.all) {
        links[mart.source] = link
      }
    }
    var fixed = self
    for (name, own) in values {
      guard let source = name.split(separator: " ").first.map({ String($0) }),
        let link = links[source]
      else { continue }
      let targets = day.link(link, of: source)
      var first: [Int32: Int64] = [:]
      for (target, value) in zip(targets, own) where first[target] == nil { first[target] = value }
      fixed.values[name] = targets.map { first[$0] ?? 0 }
    }
    return fixed
  }
}
