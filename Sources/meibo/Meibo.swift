import ArgumentParser
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
    Heap.keepWhatIsFreed()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      FileHandle.standardError.write(Data((failure.text + "\n").utf8))
      Foundation.exit(failure.exitCode)
    } catch {
      exit(withError: error)
    }
  }
}
