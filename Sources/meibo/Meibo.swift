import ArgumentParser
import CVector
import Foundation
import Stages
import Table

/// 名簿: from raw exports to a list, for each channel, of who is to be sent what today.
@main
struct MeiboCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meibo",
    abstract: "Turns raw customer exports into lists of who may be sent what today.",
    discussion: """
      Five stages, run in one go or one by one: ingest, cleanse, derive, segment, manifest.
      Only people who agreed, each at most once, with a reason on record for everybody left out.
      """,
    version: Stages.Meibo.version,
    subcommands: [
      CheckCommand.self, PlanCommand.self, RunCommand.self, IngestCommand.self, CleanseCommand.self,
      DeriveCommand.self, SegmentCommand.self, ManifestCommand.self, ShowCommand.self,
      ExplainCommand.self, DiffCommand.self, SimulateCommand.self, ReportCommand.self,
      SealCommand.self, RecheckCommand.self, AdaptCommand.self, StatusCommand.self,
      UnsubscribeCommand.self, CleanseValuesCommand.self, NewCommand.self, SchemaCommand.self,
      PruneCommand.self, EraseCommand.self,
    ])

  static func main() {
    processor_check()
    StandardStream.takePlaces()
    Heap.keepWhatIsFreed()
    var exitCode = Self.exitCode {
      try Failure.refuseUnknownCommand(in: Array(CommandLine.arguments.dropFirst()))
      var command = try parseAsRoot()
      try command.run()
    }
    do {
      try StandardOutput.flush()
    } catch {
      error.tell()
      if exitCode == 0 { exitCode = error.exitCode }
    }
    Foundation.exit(exitCode)
  }

  /// Runs `body`, tells why it failed, and says what the process exits with.
  private static func exitCode(of body: () throws -> Void) -> Int32 {
    do {
      try body()
      return 0
    } catch let failure as Failure {
      failure.tell()
      return failure.exitCode
    } catch {
      // Help and versions come as errors too, and are what was asked for.
      let exitCode = Self.exitCode(for: error).rawValue
      let text = fullMessage(for: error)
      if exitCode == 0 {
        print(text: text + "\n")
      } else {
        Failure(usage: text, exitCode: exitCode).tell()
      }
      return exitCode
    }
  }
}
