import Foundation
import Pipeline
import Table
import TestSupport

@testable import Stages

/// The insurer's definitions, as they lie in the repository.
enum Insurance {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "pipelines/insurance")

  /// A passage of a definition file to be replaced.
  typealias Edit = (file: String, old: String, new: String)

  /// Checked, with the campaign for friends beginning on some dates and passages replaced.
  static func plan(campaign: [String], replacing edits: [Edit] = []) throws -> Plan {
    let copy = try copy(replacing: edits)
    let definition = try PipelineDefinition.load(folder: copy.path + "/insurance")
      .setting([("referral_campaign_starts", campaign.joined(separator: ","))])
    return try Plan(checking: definition)
  }

  /// A folder that holds a copy in `insurance`, with passages replaced.
  static func copy(replacing edits: [Edit]) throws -> TemporaryFolder {
    let copy = try TemporaryFolder()
    let copied = URL(filePath: copy.path).appending(path: "insurance")
    try FileManager.default.copyItem(at: folder, to: copied)
    for edit in edits {
      let file = copied.appending(path: edit.file)
      let text = try String(contentsOf: file, encoding: .utf8)
      precondition(text.contains(edit.old), "'\(edit.old)' is not in \(edit.file)")
      try text.replacingOccurrences(of: edit.old, with: edit.new)
        .write(to: file, atomically: true, encoding: .utf8)
    }
    return copy
  }

  /// No rows yet of any source.
  static func rows(_ plan: Plan) -> [String: SourceRows] {
    Dictionary(
      uniqueKeysWithValues: plan.definition.sources.map { ($0.name, SourceRows($0)) })
  }
}

/// Days since 1970-01-01 of `YYYY-MM-DD`.
func day(_ text: String) -> Int64 {
  guard let day = CalendarDay.parse(text) else { preconditionFailure("'\(text)' is not a date") }
  return day
}
