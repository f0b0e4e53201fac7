import ArgumentParser
import Pipeline
import Scenario

/// Draws a scenario as its definition says it.
struct ShowScenarioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenario", abstract: "Draws a scenario: who enters, when, and what follows.",
    discussion: """
      Text for the terminal, each step with its place as the ledger names it; or a Mermaid flowchart
      for a wiki. Reads the definitions alone: no store, no personal data.

      Example: meibo show scenario renewal_reminder --format mermaid
      """)

  @Argument(help: "The scenario's id.")
  var id: String

  @Option(help: "The folder of definitions.")
  var pipeline = "pipelines/insurance"

  @Option(help: "How it is drawn.")
  var format: Format = .text

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, mermaid
  }

  func run() throws {
    let definition = try Failure.reporting {
      try Plan(checking: try PipelineDefinition.load(folder: pipeline)).definition
    }
    guard let scenario = definition.scenario(id) else {
      throw Failure(
        text: "meibo: error: there is no scenario '\(id)'\n  help: "
          + definition.scenarios.map(\.id).joined(separator: ", "), exitCode: 64)
    }
    switch format {
    case .text: print(text: scenario.summary)
    case .mermaid: print(text: scenario.mermaid)
    }
  }
}
