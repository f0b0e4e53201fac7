import Foundation
import Testing

/// Dates that were handed over.
@Suite(.preparedStore())
struct SealTests {
  @Test("a sealed date cannot be run again, sealing it again changes nothing")
  func seal() throws {
    let store = try PreparedStore.store.copy()
    let first = try store.meibo("seal")
    #expect(first.exitCode == 0 && first.errors == "")
    #expect(first.output == "sealed \(store.manifest().file)\n")
    let before = try FolderContent(store.url)
    let second = try store.meibo("seal", ["--json"])
    let report = try JSONObject(json: second.output)
    #expect(second.exitCode == 0 && report["new"] == .bool(false))
    #expect(report.number("sends") > 100)
    let exports = "--exports \(Repository.exports.file)"
    for command in [
      "run \(exports)", "run \(exports) --replay", "ingest \(exports)", "cleanse \(exports)",
      "derive", "segment", "manifest", "manifest --replay",
    ] {
      let run = try store.meibo(command)
      #expect(run.exitCode == 65)
      #expect(
        run.errors.hasPrefix(
          "meibo: error: 2026-11-21 is sealed: it has been handed over\n  help: it stays as it is"))
    }
    let plan = try store.meibo("plan \(exports)")
    #expect(plan.exitCode == 0)
    #expect(plan.output.contains("sealed: it has been handed over"))
    #expect(!plan.output.contains("not run yet"))
    #expect(try FolderContent(store.url).differences(from: before) == [])
  }

  @Test("an earlier date cannot be replayed over a sealed one, whose folder stays")
  func replay() throws {
    let store = try TestStore()
    try store.run(on: "2026-11-20")
    try store.run()
    #expect(try store.meibo("seal").exitCode == 0)
    let before = try FolderContent(store.url)
    for command in ["run --exports \(Repository.exports.file)", "manifest"] {
      let result = try store.meibo(command, on: "2026-11-20", ["--replay"])
      #expect(result.exitCode == 65)
      #expect(
        result.errors.hasPrefix(
          "meibo: error: 2026-11-21, which is later than 2026-11-20, is sealed: "
            + "it has been handed over\n  help: it stays as it is"))
    }
    #expect(try FolderContent(store.url).differences(from: before) == [])
    // The days after a sealed one go on.
    try store.run(on: "2026-11-22")
  }

  @Test("only what was published is sealed")
  func refused() throws {
    let store = try PreparedStore.store.copy()
    let missing = try store.meibo("seal", on: "2026-11-20")
    #expect(missing.exitCode == 65)
    #expect(
      missing.errors == """
        meibo: error: no manifest of 2026-11-20 has been published
          help: run 'meibo run' for 2026-11-20 first

        """)
    let file = store.manifest().appending(path: "line.jsonl.gz")
    try (Data(contentsOf: file) + [0]).write(to: file)
    let changed = try store.meibo("seal")
    #expect(changed.exitCode == 65)
    #expect(changed.errors.hasPrefix("meibo: error: '\(file.file)' is not what SHA256SUMS says\n"))
    try FileManager.default.removeItem(at: store.manifest())
    let gone = try store.meibo("seal")
    #expect(gone.exitCode == 65)
    #expect(
      gone.errors.hasPrefix(
        "meibo: error: the manifest of 2026-11-21 is not the one in the ledger\n"))
    #expect(try StageDatabase(store.ledger).count("SELECT count(*) FROM sealed") == 0)
  }

  @Test("a folder that is no store is not made one")
  func noStore() throws {
    let store = try TestStore()
    #expect(try store.meibo("seal").exitCode == 65)
    #expect(!FileManager.default.fileExists(atPath: store.url.file))
  }
}
