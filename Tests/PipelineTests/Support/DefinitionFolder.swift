import Foundation
import Pipeline

/// A pipeline's folder made for one test. Starts from a small shop that is without error.
struct DefinitionFolder {
  var files = Shop.files

  init() {}

  init(_ files: [String: String]) { self.files = files }

  /// The shop with one passage of a file replaced. The passage must be there once.
  init(_ path: String, _ passage: String, _ replacement: String) {
    replace(path, passage, replacement)
  }

  mutating func replace(_ path: String, _ passage: String, _ replacement: String) {
    let parts = (files[path] ?? "").components(separatedBy: passage)
    precondition(parts.count == 2, "'\(passage)' stands \(parts.count - 1) times in \(path)")
    files[path] = parts.joined(separator: replacement)
  }

  /// Writes the folder, hands its path to `body` and removes it.
  func write<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("meibo-definitions-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, content) in files {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content.utf8).write(to: file)
    }
    return try body(folder.path)
  }

  func load() throws -> PipelineDefinition {
    try write { try PipelineDefinition.load(folder: $0) }
  }

  func plan() throws -> Plan { try Plan(checking: load()) }

  /// The lines that `meibo check` would report, with paths from the folder; a help has a line of
  /// its own. Empty if there is nothing to report.
  func errors() throws -> [String] {
    try write { folder in
      do {
        _ = try Plan(checking: PipelineDefinition.load(folder: folder))
        return []
      } catch let error as DefinitionError {
        return error.description.replacingOccurrences(of: folder + "/", with: "")
          .components(separatedBy: "\n")
      }
    }
  }
}
