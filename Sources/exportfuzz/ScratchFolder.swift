import Foundation

/// A folder for mutants and stores. It stays until it is removed.
struct ScratchFolder: Sendable {
  let path: String

  /// The folder at `path`, made if it is not there.
  init(_ path: String) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// A folder inside, made if it is not there.
  func folder(_ name: String) throws -> ScratchFolder { try ScratchFolder(path + "/" + name) }

  /// Writes a file inside.
  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  /// Copies the definitions of a pipeline with a line added to each of its sources; returns the
  /// copy's path.
  func copyDefinitions(of pipeline: String, adding line: String) throws -> String {
    let copy = path + "/pipeline"
    try? FileManager.default.removeItem(atPath: copy)
    try FileManager.default.copyItem(atPath: pipeline, toPath: copy)
    let key = line.prefix { $0 != ":" }
    for name in try FileManager.default.contentsOfDirectory(atPath: copy + "/sources") {
      let source = URL(fileURLWithPath: copy + "/sources/" + name)
      let lines = try String(contentsOf: source, encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false)
      let others = lines.filter { !$0.hasPrefix(key + ":") }
      try Data(([line[...]] + others).joined(separator: "\n").utf8).write(to: source)
    }
    return copy
  }
}
