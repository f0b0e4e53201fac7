import ArgumentParser
import Stages

/// Says what a run would do.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Says which stages a run would run, and why.",
    discussion: """
      Reads the exports once to compare their digests with those of the last run.
      Changes nothing. Give the secret as for a run: without it nobody can tell
      whether 'manifest' has to run.
      """)

  @Option(help: ArgumentHelp("The folder of raw exports.", valueName: "dir"))
  var exports: String
  @OptionGroup var common: CommonOptions
  @OptionGroup var secret: SecretOptions
  @Flag(help: "Print one JSON object for machines.")
  var json = false

  func run() throws {
    let options = common.runOptions(exports: exports, secret: try secret.readForSigning())
    let decisions = try Failure.reporting { try StageRunner(options).decisions() }
    if json {
      return print(
        json: JSONLine.object([
          (
            "stages",
            .list(
              decisions.map { decision in
                .members([
                  ("stage", .text(decision.stage.rawValue)),
                  ("runs", decision.isOpen ? .null : .bool(decision.runs)),
                  ("reason", .text(decision.description)),
                ])
              })
          )
        ]))
    }
    for decision in decisions {
      print(
        DisplayWidth.pad(decision.stage.rawValue, to: 9)
          + (decision.isOpen ? "?     " : decision.runs ? "run   " : "skip  ")
          + decision.description)
    }
  }
}
