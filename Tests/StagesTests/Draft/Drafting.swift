import Foundation
import Pipeline
import Stages
import Table
import TestSupport

/// An export drafted for a test, and the draft read by the product itself.
struct Drafting {
  let yaml: String
  /// The definition that `meibo check` found no fault with.
  let definition: SourceDefinition

  /// Drafts an export of these bytes.
  init(_ bytes: [UInt8], file: String = "rows.csv", id: String? = "rows") throws {
    let folder = try TemporaryFolder()
    try folder.write(file, bytes)
    try self.init(path: folder.path + "/" + file, id: id)
  }

  init(_ text: String, file: String = "rows.csv", id: String? = "rows") throws {
    try self.init(Array(text.utf8), file: file, id: id)
  }

  /// Drafts a file, adds it as the only source of a pipeline and checks that.
  init(path: String, id: String? = "rows") throws {
    yaml = try SourceDraft(file: path, id: id).yaml
    let pipeline = try TemporaryFolder()
    try pipeline.write("pipeline.yml", "pipeline: drafted\n")
    try pipeline.write("sources/drafted.yml", yaml)
    let plan = try Plan(checking: PipelineDefinition.load(folder: pipeline.path))
    definition = plan.definition.sources[0]
  }

  /// The column of a header, compared as headers are.
  func column(_ header: String) -> FieldDefinition? {
    definition.columns.first { $0.header == header }
  }

  /// The comment at the end of a line that begins so.
  func comment(_ start: String) -> String {
    let line = yaml.split(separator: "\n").first { $0.hasPrefix(start) }
    return line?.split(separator: "  # ", maxSplits: 1).last.map(String.init) ?? ""
  }

  /// One column under a header, beside an ID, as many records as values.
  static func column(_ header: String, _ values: [String]) throws -> FieldDefinition {
    var text = "ID,\"\(header)\"\n"
    for (number, value) in values.enumerated() { text += "R\(number),\"\(value)\"\n" }
    return try Drafting(text).definition.columns[1]
  }

  /// Values that come again and again, in turn.
  static func cycle(_ values: [String], _ count: Int = 60) -> [String] {
    (0..<count).map { values[$0 % values.count] }
  }
}

/// The folders of the repository that tests may read.
enum Checkout {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let exports = root + "/fixtures/insurance/exports/"
  static let pipeline = root + "/pipelines/insurance"
}
