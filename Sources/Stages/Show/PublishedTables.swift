public import Ingest
import Pipeline
import Store
public import Table

extension StageRunner {
  /// A published table by the name people ask for it: `clean/<source>`, `marts/<mart>`,
  /// `segments/<scenario>`, `late/<scenario>`, `files`, `headers`, `quarantine`, `issues`, `known`, `links`,
  /// `segments`, `waterfall`, `conservation`, `exclusions`; with the columns that order its rows.
  ///
  /// - Throws: `StageError` for an unknown name, or if the stage has not been run.
  public func publishedTable(_ name: String) throws -> (table: Table, key: [String]) {
    let parts = name.split(separator: "/", maxSplits: 1).map { String($0) }
    switch (parts.first, parts.count) {
    case ("clean", 2):
      guard let source = definition.source(parts[1]) else {
        throw unknown(name, definition.sources.map { "clean/\($0.name)" })
      }
      return (try open(.cleanse).read(source.name), source.key)
    case ("marts", 2):
      guard let mart = plan.mart(parts[1]) else {
        throw unknown(name, plan.marts.map { "marts/\($0.name)" })
      }
      return (try open(.derive).read(mart.name), [mart.key])
    case ("segments", 2):
      guard let segment = plan.segment(parts[1]) else {
        throw unknown(name, plan.segments.map { "segments/\($0.scenario)" })
      }
      return (try open(.segment).read("segment_\(segment.scenario)"), ["subject_key"])
    case ("late", 2):
      let late = plan.segments.filter { $0.late != nil }.map(\.scenario)
      guard late.contains(parts[1]) else { throw unknown(name, late.map { "late/\($0)" }) }
      return (try open(.segment).read("late_segment_\(parts[1])"), ["subject_key"])
    default: break
    }
    guard let stage = Self.plainTables[name] else {
      throw unknown(
        name,
        Self.plainTables.keys.sorted() + [
          "clean/<source>", "marts/<mart>", "segments/<scenario>", "late/<scenario>",
        ])
    }
    return (try open(stage).read(name), [])
  }

  /// For the quarantine, how the bytes of each row are shown: by the encoding of its file. Empty for
  /// other tables, which have no bytes.
  public func records(of table: Table) throws -> [RecordText] {
    guard table.columns.contains(where: { $0.type == .bytes }) else { return [] }
    let files = try open(.cleanse).read("files", columns: ["source", "file", "encoding"])
    var known: [FileName: RecordText] = [:]
    for row in 0..<files.rowCount {
      known[FileName(files, row)] = RecordText(
        files["encoding"].text.string(row).flatMap(TextEncoding.init(rawValue:)))
    }
    return (0..<table.rowCount).map { row in
      known[FileName(table, row)] ?? RecordText(nil)
    }
  }

  private static let plainTables: [String: Stage] = [
    "files": .cleanse, "headers": .ingest, "quarantine": .cleanse, "issues": .cleanse,
    "known": .derive, "links": .derive, "segments": .segment, "waterfall": .segment,
    "conservation": .manifest,
    "exclusions": .manifest,
  ]

  private func unknown(_ name: String, _ known: [String]) -> StageError {
    StageError(.usage, "there is no table '\(name)'", help: known.joined(separator: ", "))
  }
}
