import Foundation
import Testing

@Suite("A date long after the last one", .preparedStore())
struct DateWarningTests {
  static let warning = """
    meibo: warning: 2027-11-21 is 365 days later than 2026-11-21, the last date that the ledger holds
      help: if the date is mistyped, stop here: once it is run, dates before it need --replay

    """

  @Test("is warned of, also with --quiet, and run")
  func warned() throws {
    let store = try PreparedStore.store.copy()
    let result = try store.run(on: "2027-11-21", ["--quiet"])
    #expect(result.errors == Self.warning)
    // It was run before now.
    #expect(try store.run(on: "2027-11-21", ["--quiet", "--force"]).errors == "")
  }

  @Test("is warned of by the stage that tells the ledger")
  func stages() throws {
    let store = try PreparedStore.store.copy()
    let exports = ["--exports", Repository.exports.file]
    for stage in TestStore.stages {
      let reads = ["ingest", "cleanse"].contains(stage)
      let result = try store.meibo(
        stage, on: "2027-11-21", (reads ? exports : []) + ["--quiet"])
      #expect(result.exitCode == 0)
      #expect(result.errors == (stage == "manifest" ? Self.warning : ""))
    }
  }

  @Test("a month later is no such date", arguments: [("2026-12-22", false), ("2026-12-23", true)])
  func month(_ date: String, _ isWarned: Bool) throws {
    let result = try PreparedStore.store.copy().run(on: date, ["--quiet"])
    #expect(result.errors.contains("meibo: warning: \(date) is 32 days later") == isWarned)
  }
}
