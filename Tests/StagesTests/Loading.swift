import Pipeline
import Table
import TestSupport

@testable import Stages

/// One source and its files, loaded for a test.
struct Loading {
  private let exports: TemporaryFolder
  private let definition: PipelineDefinition

  /// `source` is the rest of the definition of a source named `rows` whose files are `rows*.csv*`
  /// in UTF-8; `files` are written in no particular order.
  init(_ source: String, _ files: [String: [UInt8]]) throws {
    let pipeline = try TemporaryFolder()
    try pipeline.write("pipeline.yml", "pipeline: test\n")
    try pipeline.write(
      "sources/rows.yml",
      "source: rows\nfiles: rows*.csv*\nencoding: utf-8\n" + source + "\n")
    definition = try PipelineDefinition.load(folder: pipeline.path)
    exports = try TemporaryFolder()
    for (name, bytes) in files { try exports.write(name, bytes) }
  }

  /// Each file as its lines.
  init(_ source: String, lines: [String: [String]]) throws {
    try self.init(
      source, lines.mapValues { $0.flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] } })
  }

  func run(
    threads: Int = 1, hasShortcuts: Bool = true, work: StageWork? = nil
  ) throws -> LoadedSource {
    let set = try ExportSet(definition, folder: exports.path)
    var loaded: [LoadedSource] = []
    try set.load(threads: threads, hasShortcuts: hasShortcuts, work: work) { source in
      loaded.append(source)
    }
    return loaded[0]
  }

  /// The message of the refusal; nil if the files are loaded.
  func refusal() throws -> StageError? {
    do {
      _ = try run()
      return nil
    } catch let error as StageError {
      return error
    }
  }
}

extension Table {
  /// All rows, texts as they are and numbers in decimal.
  var cells: [[String?]] {
    (0..<rowCount).map { row in
      columns.map { column in
        switch column.values {
        case .text(let texts): texts.string(row)
        case .numbers(let numbers): numbers[row] == nullNumber ? nil : "\(numbers[row])"
        }
      }
    }
  }

  /// One column of `cells`.
  func cells(_ name: String) -> [String?] {
    index(of: name).map { column in cells.map { $0[column] } } ?? []
  }
}

extension LoadedSource {
  /// How many records were loaded.
  var rowCount: Int { files.reduce(0) { $0 + $1.loaded } }

  /// What was quarantined, file after file: the reason and the raw bytes as text.
  var quarantined: [String] {
    files.flatMap { file in
      file.survey.quarantined.map { "\($0.reason.rawValue): \(file.survey.raws[$0.raw].text)" }
    }
  }

  /// Records read, loaded, superseded and quarantined of each file.
  var counts: [[Int]] {
    files.map { [$0.facts.read, $0.loaded, $0.superseded, $0.survey.quarantined.count] }
  }
}
