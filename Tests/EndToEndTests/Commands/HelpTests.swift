import Foundation
import TestSupport
import Testing

struct HelpTests {
  @Test(
    "the help of each command is what is on record",
    arguments: [
      "", "check", "plan", "run", "ingest", "cleanse", "derive", "segment", "manifest", "show",
      "show table", "show sql", "show scenario", "show message", "explain", "diff", "simulate",
      "report",
      "seal", "recheck", "adapt", "status", "unsubscribe", "unsubscribe verify",
      "cleanse-values", "new", "new pipeline", "new source", "schema", "prune", "erase",
    ])
  func help(_ command: String) throws {
    let words = command.split(separator: " ").map { String($0) }
    let result = try BuiltCommand.meibo.run(words + ["--help"])
    #expect(result.exitCode == 0)
    #expect(result.errors == "")
    try GoldenFile.check(result.output, Self.file((["meibo"] + words).joined(separator: "-")))
  }

  @Test("the help of exportgen is what is on record")
  func generator() throws {
    let result = try BuiltCommand.exportgen.run(["--help"])
    #expect(result.exitCode == 0)
    try GoldenFile.check(result.output, Self.file("exportgen"))
  }

  @Test("every command that meibo names has its help on record")
  func complete() throws {
    let help = try BuiltCommand.meibo.run(["--help"]).output
    let list = try #require(help.split(separator: "SUBCOMMANDS:").last)
    let commands = list.split(separator: "\n").compactMap { line -> String? in
      guard line.hasPrefix("  "), !line.hasPrefix("   ") else { return nil }
      return line.split(separator: " ").first.map { String($0) }
    }.filter { $0 != "See" }
    #expect(commands.count >= 9)
    for command in commands {
      #expect(FileManager.default.fileExists(atPath: Self.file("meibo-\(command)").file))
    }
  }

  @Test("the version is told")
  func version() throws {
    let result = try BuiltCommand.meibo.run(["--version"])
    #expect(result.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  private static func file(_ name: String) -> URL {
    Repository.golden.appending(path: "help/\(name).txt")
  }
}
