import Foundation
import TestSupport
import Testing

/// What is said of commands that are misspelt, and of files that cannot be written.
struct UsageTests {
  @Test(
    "a command that is not there is named, with the one that was meant",
    arguments: [
      ("rnu --exports x", "rnu", "did you mean 'run'?"), ("rnu", "rnu", "did you mean 'run'?"),
      ("help chekc", "chekc", "did you mean 'check'?"), ("nope", "nope", "check, plan, run, "),
      ("help nope", "nope", "check, plan, run, "), ("new sauce", "new sauce", "pipeline, source"),
      ("help new sorce", "new sorce", "did you mean 'source'?"),
      ("unsubscribe verfy --send s0", "unsubscribe verfy", "did you mean 'verify'?"),
      ("help run run", "run run", nil),
    ])
  func unknownCommand(_ arguments: String, _ name: String, _ help: String?) throws {
    let result = try BuiltCommand.meibo.run(arguments.split(separator: " ").map { String($0) })
    #expect(result.exitCode == 64)
    #expect(result.output == "")
    let message = "meibo: error: there is no command '\(name)'\n"
    #expect(result.errors.hasPrefix(message + (help.map { "  help: \($0)" } ?? "")))
    #expect(result.errors.split(separator: "\n").count == (help == nil ? 1 : 2))
  }

  @Test(
    "help is for commands that are there",
    arguments: ["help", "help run", "help new source", "help help", "help show table", ""])
  func help(_ arguments: String) throws {
    let result = try BuiltCommand.meibo.run(arguments.split(separator: " ").map { String($0) })
    #expect(result.exitCode == 0)
    #expect(result.output.hasPrefix("OVERVIEW: "))
    #expect(result.errors == "")
  }

  @Test(
    "what cannot be written is named with the reason",
    arguments: [
      ("schema --out file/x.yml", "'file/x.yml': not a directory"),
      ("new source --from quotes_1.csv --out file/x.yml", "'file/x.yml': not a directory"),
      ("new pipeline gym --out file/x/y", "'file/x': not a directory"),
      ("new pipeline gym --out file/x", "'file': file exists"),
    ])
  func unwritable(_ command: String, _ reason: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.copy(Repository.exports.appending(path: "quotes_1.csv"))
    try Data().write(to: folder.url.appending(path: "file"))
    let result = try BuiltCommand.meibo.run(
      command.split(separator: " ").map { String($0) }, in: folder.url)
    #expect(result.exitCode == 75)
    #expect(result.output == "")
    #expect(result.errors == "meibo: error: cannot write \(reason)\n")
  }
}
