import ArgumentParser
import Foundation
import Stages

/// Makes a small pipeline to start from.
struct NewPipelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipeline", abstract: "Makes a small pipeline to start from.",
    discussion: """
      Four sources, a mart, a scenario, a channel with its sender, and what says who agreed and who
      took it back, with made-up exports to run it on. It passes 'meibo check' and gives a manifest as it is. What
      stands at the place of the new folder is never touched.

      Example: meibo new pipeline shop
      """)

  @Argument(help: "The pipeline's name: a letter a–z, then a–z, 0–9, _ and -.")
  var name: String

  @Option(
    help: ArgumentHelp(
      "The new folder; pipelines/NAME if not given.", valueName: "folder"))
  var out: String?

  func run() throws {
    let draft = try Failure.reporting { try PipelineDraft(name: name) }
    let folder = out ?? "pipelines/\(name)"
    try write(draft.files, to: folder)
    print(
      text: """
        made \(folder): 4 sources, 1 mart, 1 scenario, and exports to try it on
        try it:
          meibo check --pipeline \(folder)
          (umask 077; head -c 32 /dev/urandom | base64 > secret)
          meibo run --pipeline \(folder) --exports \(folder)/\(PipelineDraft.exports) --store try \\
            --date \(PipelineDraft.date) --secret-file secret

        """)
  }

  private func write(_ content: [(path: String, content: String)], to folder: String) throws {
    let files = FileManager.default
    let root = URL(filePath: folder, directoryHint: .isDirectory)
    let parent = root.deletingLastPathComponent()
    do {
      try files.createDirectory(at: parent, withIntermediateDirectories: true)
    } catch {
      throw Failure.unwritable(parent.relativePath, error)
    }
    do {
      // Fails if there is something already.
      try files.createDirectory(at: root, withIntermediateDirectories: false)
      for (path, content) in content {
        let file = root.appending(path: path)
        try files.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(content.utf8).write(to: file, options: .withoutOverwriting)
      }
    } catch let error as CocoaError where error.code == .fileWriteFileExists {
      throw Failure(
        text: "meibo: error: '\(folder)' exists already\n  help: remove it, or name another --out",
        exitCode: 64)
    } catch {
      throw Failure.unwritable(folder, error)
    }
  }
}
