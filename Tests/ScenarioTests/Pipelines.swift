import Foundation
import Pipeline

/// Definition folders made for a test and removed again.
enum Pipelines {
  /// Loads a folder of `pipeline.yml` and the given scenario files.
  static func load(pipeline: String = "pipeline: test\n", scenarios: [String] = []) throws
    -> PipelineDefinition
  {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("meibo-scenarios-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let inner = folder.appendingPathComponent("scenarios")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    try Data(pipeline.utf8).write(to: folder.appendingPathComponent("pipeline.yml"))
    for (index, file) in scenarios.enumerated() {
      try Data(file.utf8).write(to: inner.appendingPathComponent("\(100 + index).yml"))
    }
    return try PipelineDefinition.load(folder: folder.path)
  }

  /// Parameters written as the entries of `parameters` in pipeline.yml.
  static func parameters(_ yaml: String) throws -> [ParameterDefinition] {
    try load(pipeline: "pipeline: test\nparameters:\n" + yaml + "\n").parameters
  }
}
