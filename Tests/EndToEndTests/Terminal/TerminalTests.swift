import Foundation
import TestSupport
import Testing

@testable import meibo

/// Where the line of progress is shown: on a terminal, and nowhere else.
struct TerminalTests {
  @Test(
    "a line is shown only on a terminal that can take it back, if more than the result is wanted",
    arguments: [
      (true, ["TERM": "xterm"], false, true), (false, ["TERM": "xterm"], false, false),
      (true, ["TERM": "xterm"], true, false), (true, ["TERM": "dumb"], false, false),
      (true, ["TERM": ""], false, false), (true, [:], false, false),
    ])
  func isShown(
    _ isTerminal: Bool, _ environment: [String: String], _ isQuiet: Bool, _ isShown: Bool
  ) {
    let terminal = Terminal(isTerminal: isTerminal, environment: environment, isQuiet: isQuiet)
    #expect((terminal != nil) == isShown)
  }

  @Test(
    "it is coloured unless NO_COLOR says something",
    arguments: [(nil, true), ("", true), ("1", false), ("0", false)])
  func colours(_ noColour: String?, _ isColoured: Bool) {
    var environment = ["TERM": "xterm"]
    environment["NO_COLOR"] = noColour
    let terminal = Terminal(isTerminal: true, environment: environment, isQuiet: false)
    #expect(terminal?.isColoured == isColoured)
  }

  /// Everything that a run of the fixture writes to a terminal.
  private static func onTerminal(
    _ arguments: String = "", _ environment: [String: String] = ["TERM": "xterm"]
  ) throws -> String {
    let store = try TestStore()
    let command =
      "'\(BuiltCommand.meibo.url.file)' run --date \(Repository.date) --store '\(store.url.file)' "
      + "--exports '\(Repository.exports.file)' --pipeline '\(Repository.pipeline.file)' \(arguments)"
    let result = try BuiltCommand(url: URL(filePath: "/usr/bin/script")).run(
      ["-q", "-e", "-c", command, "/dev/null"],
      environment: environment.merging(["MEIBO_UNSUBSCRIBE_SECRET": Repository.secret]) { $1 },
      in: store.folder.url)
    try #require(result.exitCode == 0, "\(result.output)")
    return result.output
  }

  @Test("on a terminal each stage's line is taken back before its result is told")
  func shown() throws {
    let written = try Self.onTerminal()
    let lines = written.split(separator: "\r\n")
    #expect(lines.contains { $0.contains("\u{1B}[1m") }, "\(written)")
    for line in lines where line.contains("\u{1B}") {
      #expect(line.split(separator: "\u{1B}[K").last?.contains("\u{1B}") == false)
    }
    let results = lines.map { $0.split(separator: "\u{1B}[K").last ?? "" }
    for stage in TestStore.stages {
      #expect(results.contains { $0.hasPrefix(stage) && $0.contains(" ms ") }, "\(results)")
    }
  }

  @Test(
    "nothing but results is written if they alone are wanted, or the terminal cannot take it back",
    arguments: [
      ("--quiet", "xterm"), ("--json", "xterm"), ("", "dumb"), ("2> /dev/null", "xterm"),
    ])
  func notShown(_ arguments: String, _ terminal: String) throws {
    let written = try Self.onTerminal(arguments, ["TERM": terminal])
    #expect(!written.contains("\u{1B}"))
    #expect(!written.replacing("\r\n", with: "\n").contains("\r"))
  }

  @Test("nothing is written to standard error if it is no terminal")
  func noTerminal() throws {
    let store = try TestStore()
    let result = try store.meibo(
      "run", ["--exports", Repository.exports.file],
      environment: ["MEIBO_UNSUBSCRIBE_SECRET": Repository.secret, "TERM": "xterm"])
    #expect(result.exitCode == 0)
    #expect(result.errors == "")
    #expect(!result.output.contains("\u{1B}"))
  }
}
