import ArgumentParser
import Pipeline
import Stages

/// Runs all five stages.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs all five stages for a business date.")

  @Option(help: ArgumentHelp("The folder of raw exports.", valueName: "dir"))
  var exports: String
  @OptionGroup var common: CommonOptions
  @OptionGroup var secret: SecretOptions
  @OptionGroup var force: ForceOption
  @OptionGroup var output: OutputOptions
  @OptionGroup var values: ValuesOption
  @Flag(help: "Run a date again although later dates were run; those are discarded.")
  var replay = false

  func run() throws {
    let options = common.runOptions(
      exports: exports, secret: try secret.readForSigning(), replay: replay, force: force.force)
    try Failure.reporting {
      let runner = try StageRunner(options)
      if !output.quiet {
        for warning in runner.plan.warnings {
          StandardStream.tell(warning.rendered + "\n")
        }
      }
      let printer = ReportPrinter(output, runner, showsValues: values.showValues)
      try ProgressLine.showing(runner.progress, on: .standardError(output)) { line in
        try runner.runAll(warn: { warning in line.giveWay { tell(warning) } }) { report in
          line.giveWay { printer.add(report) }
        }
      }
      printer.finish()
    }
  }
}

/// Reads the exports.
struct IngestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest", abstract: "Stage 1: reads every export and accounts for its records.")

  @Option(help: ArgumentHelp("The folder of raw exports.", valueName: "dir"))
  var exports: String
  @OptionGroup var common: CommonOptions
  @OptionGroup var force: ForceOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    try runStage(.ingest, common.runOptions(exports: exports, force: force.force), output)
  }
}

/// Types the values.
struct CleanseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cleanse",
    abstract: "Stage 2: types every value and keeps the newest record of each key.")

  @Option(help: ArgumentHelp("The folder of raw exports that ingest read.", valueName: "dir"))
  var exports: String
  @OptionGroup var common: CommonOptions
  @OptionGroup var force: ForceOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    try runStage(.cleanse, common.runOptions(exports: exports, force: force.force), output)
  }
}

/// Makes the marts.
struct DeriveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "derive", abstract: "Stage 3: makes the marts from the cleansed tables.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var force: ForceOption
  @OptionGroup var output: OutputOptions

  func run() throws { try runStage(.derive, common.runOptions(force: force.force), output) }
}

/// Finds who may enter.
struct SegmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segment", abstract: "Stage 4: finds who may enter each scenario.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var force: ForceOption
  @OptionGroup var output: OutputOptions

  func run() throws { try runStage(.segment, common.runOptions(force: force.force), output) }
}

/// Hands over.
struct ManifestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manifest",
    abstract: "Stage 5: sends every candidate through the consent gate and hands over.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var secret: SecretOptions
  @OptionGroup var force: ForceOption
  @OptionGroup var output: OutputOptions
  @OptionGroup var values: ValuesOption
  @Flag(help: "Run a date again although later dates were run; those are discarded.")
  var replay = false

  func run() throws {
    try runStage(
      .manifest,
      common.runOptions(secret: try secret.readForSigning(), replay: replay, force: force.force),
      output, showsValues: values.showValues)
  }
}

private func runStage(
  _ stage: Stage, _ options: RunOptions, _ output: OutputOptions, showsValues: Bool = false
) throws {
  try Failure.reporting {
    let runner = try StageRunner(options)
    let printer = ReportPrinter(output, runner, showsValues: showsValues)
    let report = try ProgressLine.showing(runner.progress, on: .standardError(output)) { line in
      try runner.run(stage) { warning in line.giveWay { tell(warning) } }
    }
    printer.add(report)
    printer.finish()
  }
}

/// On standard error, also with `--quiet`: whoever mistypes a date wants to know at once.
private func tell(_ warning: DateWarning) {
  StandardStream.tell("meibo: warning: \(warning.message)\n  help: \(warning.help)\n")
}
