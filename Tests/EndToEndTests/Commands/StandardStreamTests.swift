import Foundation
import Testing

/// What becomes of answers that nobody can write or nobody reads.
@Suite(.preparedStore())
struct StandardStreamTests {
  private static let noRoom =
    "meibo: error: cannot write to standard output: no space left on device\n"
  private static let full = URL(filePath: "/dev/full")
  private static let day = "--store STORE --date \(Repository.date)"

  @Test(
    "an answer that cannot be written is an error",
    arguments: [
      "--help", "help run", "--version", "schema", "schema source --format markdown", "check",
      "check --json", "show scenario renewal_reminder", "show files \(day)",
      "show marts/site_actions \(day) --format csv", "status --store STORE",
      "status --store STORE --json", "report \(day) --json",
      "explain \(day) --person C0000016", "diff \(day) --against \(Repository.date)",
      "plan \(day) --exports fixtures/insurance/exports", "cleanse-values --type text",
      "new source --from fixtures/insurance/exports/quotes_1.csv",
      "run \(day) --exports fixtures/insurance/exports",
      "run \(day) --exports fixtures/insurance/exports --json",
    ])
  func unwritable(_ command: String) throws {
    // A run takes the store for itself.
    let isRun = command.hasPrefix("run")
    let owned = isRun ? try PreparedStore.store.copy() : try PreparedStore.store
    let store = owned.url.file
    let result = try BuiltCommand.meibo.run(
      command.split(separator: " ").map { $0 == "STORE" ? store : String($0) }, input: "x\n",
      output: Self.full)
    #expect(result.exitCode == 75)
    #expect(result.errors == Self.noRoom)
  }

  @Test("a run whose words cannot be written is done all the same")
  func runs() throws {
    let store = try TestStore()
    let result = try BuiltCommand.meibo.run(
      [
        "run", "--store", store.url.file, "--date", Repository.date, "--exports",
        Repository.exports.file,
      ], output: Self.full)
    #expect(result.exitCode == 75)
    #expect(result.errors == Self.noRoom)
    let status = try BuiltCommand.meibo.run(
      ["status", "--store", store.url.file, "--as-of", Repository.date])
    #expect(status.exitCode == 0)
    #expect(status.output.contains(Repository.date))
  }

  @Test("a command that fails keeps its code, whatever becomes of what it says")
  func keepsItsCode() throws {
    let result = try BuiltCommand.meibo.run(
      ["cleanse-values", "--type", "telephone"], output: Self.full)
    #expect(result.exitCode == 64)
    let verdict = try BuiltCommand.meibo.run(
      ["unsubscribe", "verify", "--send", "s0", "--token", "x"], output: Self.full)
    #expect(verdict.exitCode == 65)
    #expect(verdict.errors == Self.noRoom)
  }

  @Test(
    "nothing is said if nobody reads on, also where SIGPIPE is ignored", arguments: ["-", "''"])
  func closedPipe(_ action: String) throws {
    let shown = try BuiltCommand.bash(
      """
      trap \(action) PIPE
      "$meibo" show marts/site_actions --format csv --date \(Repository.date) \
        --store '\(PreparedStore.store.url.file)' | head -n 1 > /dev/null
      echo "${PIPESTATUS[@]}"
      """)
    #expect(shown.output == "141 0\n")
    #expect(shown.errors == "")
    let cleansed = try BuiltCommand.bash(
      """
      trap \(action) PIPE
      yes 2> /dev/null | "$meibo" cleanse-values --type text | head -n 2
      echo "${PIPESTATUS[@]:1}"
      """)
    let answer = #"{"in":"y","out":"y","issue":null}"# + "\n"
    #expect(cleansed.output == answer + answer + "141 0\n")
    #expect(cleansed.errors == "")
  }

  @Test("no file of the store takes the place of a closed standard output")
  func closed() throws {
    let store = try TestStore()
    let result = try BuiltCommand.bash(
      """
      export MEIBO_UNSUBSCRIBE_SECRET='\(Repository.secret)'
      "$meibo" run --store '\(store.url.file)' --date \(Repository.date) \
        --exports '\(Repository.exports.file)' >&-
      """)
    #expect(result.exitCode == 75)
    #expect(
      result.errors == "meibo: error: cannot write to standard output: bad file descriptor\n")
    #expect(try Data(contentsOf: store.url.appending(path: ".lock")).isEmpty)
  }
}
