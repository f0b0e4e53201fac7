import ArgumentParser
import Pipeline
import Stages

/// Checks the definitions and says everything that is wrong with them.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks the definitions and reports every error at once.")

  @Option(help: "The folder of definitions.")
  var pipeline = "pipelines/insurance"

  @OptionGroup var output: OutputOptions

  func run() throws {
    let plan = try Failure.reporting {
      try Plan(checking: try PipelineDefinition.load(folder: pipeline))
    }
    let definition = plan.definition
    if output.json {
      print(
        json: JSONLine.object([
          ("pipeline", .text(definition.name)),
          ("definition", .text(definition.digest(parameters: []))),
          ("sources", .number(definition.sources.count)),
          ("marts", .number(plan.marts.count)), ("scenarios", .number(plan.segments.count)),
          ("warnings", .list(plan.warnings.map { .text($0.rendered) })),
          ("notes", .list(plan.notes.map { .text($0.rendered) })),
        ]))
    } else if !output.quiet {
      for diagnostic in plan.warnings + plan.notes { print(text: diagnostic.rendered + "\n") }
      print(
        "pipeline '\(definition.name)': \(counted(definition.sources.count, "source")), "
          + "\(counted(plan.marts.count, "mart")), \(counted(plan.segments.count, "scenario")), "
          + "no errors")
    }
  }
}
