import ArgumentParser
import Pipeline
import Stages

/// Tries the cleansing rules on lines of text.
struct CleanseValuesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cleanse-values",
    abstract: "Cleanses lines from standard input and prints a JSON object a line.",
    discussion: """
      {"in":…,"out":…,"issue":…}, and "key" for a company; each line is answered as
      it comes. Lines are UTF-8. The values are whatever is given on standard input:
      do not send the output where personal data may not go.
      """)

  @Option(
    help: "A field type such as 'company', or 'choice:contracts.status' for a column of choices.")
  var type: String

  @Option(help: "The folder of definitions, for choices.")
  var pipeline = "pipelines/insurance"

  func run() throws {
    let values = try Failure.reporting { try ValueCleansing(type: type, pipeline: pipeline) }
    var number = 0
    try StandardInput.forEachLine { line in
      number += 1
      guard String(validating: line, as: UTF8.self) != nil else { throw Self.notText(number) }
      print(json: line.withUnsafeBufferPointer(values.json))
    } pause: {
      try StandardOutput.flush()
    }
  }

  private static func notText(_ line: Int) -> Failure {
    Failure(
      text: "meibo: error: line \(line) of standard input is not UTF-8\n"
        + "  help: convert it first, such as with 'iconv -f CP932 -t UTF-8'", exitCode: 65)
  }
}
