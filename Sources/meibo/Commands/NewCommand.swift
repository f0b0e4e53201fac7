import ArgumentParser
import Foundation
import Stages

/// Drafts definitions.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Drafts definitions to edit.",
    subcommands: [NewPipelineCommand.self, NewSourceCommand.self])
}

/// Drafts the definition of a source.
struct NewSourceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "source", abstract: "Drafts a source definition from a real export.",
    discussion: """
      Guesses encoding, delimiter, header row, file pattern, key and types from the first records,
      and says in a comment what each guess rests on. Prints headers and counts; of the values only
      the words of columns that are plainly choices. Read it before you pass it on.

      Example: meibo new source --from exports/orders_20261121.csv \\
                 --out pipelines/shop/sources/orders.yml
      """)

  @Option(help: ArgumentHelp("The export to read, gzipped or not.", valueName: "file"))
  var from: String

  @Option(
    help: ArgumentHelp("The source's name; made of the file's if not given.", valueName: "name"))
  var id: String?

  @Option(
    help: ArgumentHelp(
      "A new file to write; printed if not given.", valueName: "file.yml"))
  var out: String?

  func run() throws {
    if let out, !out.hasSuffix(".yml") {
      throw Failure(
        text: "meibo: error: '\(out)' does not end in .yml\n  help: definition files do",
        exitCode: 64)
    }
    if let out, FileManager.default.fileExists(atPath: out) { throw existing(out) }
    let text = try Failure.reporting { try SourceDraft(file: from, id: id).yaml }
    guard let out else { return print(text: text) }
    do {
      try Data(text.utf8).write(to: URL(filePath: out), options: .withoutOverwriting)
    } catch let error as CocoaError where error.code == .fileWriteFileExists {
      throw existing(out)
    } catch {
      throw Failure.unwritable(out, error)
    }
  }

  private func existing(_ out: String) -> Failure {
    Failure(
      text: "meibo: error: '\(out)' exists already\n  help: remove it, or name another --out",
      exitCode: 64)
  }
}
