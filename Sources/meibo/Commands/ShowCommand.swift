import ArgumentParser
import Stages

/// Prints what was published, what a definition says, or what a message comes to.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Prints a published table or its SQL, draws a scenario, or fills a message.",
    subcommands: [
      ShowTableCommand.self, ShowSQLCommand.self, ShowScenarioCommand.self,
      ShowMessageCommand.self,
    ],
    defaultSubcommand: ShowTableCommand.self)
}

/// Prints a published table.
struct ShowTableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table", abstract: "Prints a published table; the word 'table' may be left out.",
    discussion: """
      Names: clean/<source>, marts/<mart>, segments/<scenario>, late/<scenario> (who enters by
      catch_up_days), files, headers, quarantine, issues, known, links, segments, waterfall,
      conservation, exclusions. Columns in the order of the definition, rows in the byte order of the key. The
      rows are personal data: mind where the output goes. In CSV, text that a
      spreadsheet would take for a formula has a ' before it; jsonl is for programs.

      Example: meibo show marts/document_requests --format csv
      """)

  @Argument(help: "The table, such as marts/document_requests.")
  var name: String

  @OptionGroup var common: CommonOptions

  @Option(help: "How it is written.")
  var format: Format = .table

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, csv, jsonl
  }

  func run() throws {
    try Failure.reporting {
      let runner = try StageRunner(common.runOptions())
      let (table, key) = try runner.publishedTable(name)
      let records = try runner.records(of: table)
      try TableText(table, key: key, records: records).write(TableText.Format(format)) {
        StandardOutput.write($0)
        // Nobody waits for the rest of a table that cannot be written.
        try StandardOutput.flush()
      }
    }
  }
}

extension TableText.Format {
  fileprivate init(_ format: ShowTableCommand.Format) {
    self =
      switch format {
      case .table: .table
      case .csv: .csv
      case .jsonl: .jsonl
      }
  }
}
