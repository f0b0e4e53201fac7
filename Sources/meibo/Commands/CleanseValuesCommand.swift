import ArgumentParser
import Foundation
import Pipeline
import Stages

/// Tries the cleansing rules on lines of text.
struct CleanseValuesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cleanse-values",
    abstract: "Cleanses lines from standard input and prints a JSON object a line.",
    discussion: """
      {"in":…,"out":…,"issue":…}, and "key" for a company. The values are whatever is given on
      standard input: do not send the output where personal data may not go.
      """)

  @Option(
    help: "A field type such as 'company', or 'choice:contracts.status' for a column of choices.")
  var type: String

  @Option(help: "The folder of definitions, for choices.")
  var pipeline = "pipelines/insurance"

  func run() throws {
    let values = try Failure.reporting { try ValueCleansing(type: type, pipeline: pipeline) }
    // Lines end at LF alone: a CR may be part of what is to be tried.
    let input = FileHandle.standardInput.readDataToEndOfFile()
    var lines = input.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for line in lines {
      let text = Array(line).withUnsafeBufferPointer(values.json)
      FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
  }
}
