import Foundation
import TestSupport
import Testing

@Suite(.preparedStore(on: ["2026-11-20", Repository.date]))
struct DiffTests {
  /// A repository whose first commit has the pipeline and whose second has another of a scenario.
  private struct History {
    let folder: TemporaryFolder
    let pipeline: URL

    init() throws {
      folder = try TemporaryFolder()
      pipeline = try folder.copy(Repository.pipeline)
      try git("init", "-q")
      try commit()
      for folder in ["scenarios", "messages"] {
        let file = pipeline.appending(path: "\(folder)/23-app-adoption.yml")
        try FileManager.default.removeItem(at: file)
      }
      try commit()
    }

    @discardableResult
    private func git(_ arguments: String..., input: String = "") throws -> String {
      let user = ["-c", "user.name=t", "-c", "user.email=t@example.jp"]
      let result = try BuiltCommand.system("git", user + arguments, in: folder.url, input: input)
      try #require(result.exitCode == 0, "\(result.errors)")
      return result.output.trimmingCharacters(in: .newlines)
    }

    /// A commit in whose pipeline a file lies below a folder of that name, as no git would make it.
    func commit(naming name: String) throws -> String {
      let blob = try git("hash-object", "-w", "--stdin", input: "version: 1\n")
      let below = try git("mktree", input: "100644 blob \(blob)\tevil.yml\n")
      let folder = try git("mktree", input: "040000 tree \(below)\t\(name)\n")
      let tree = try git("mktree", input: "040000 tree \(folder)\tinsurance\n")
      return try git("commit-tree", "-m", "x", tree)
    }

    private func commit() throws {
      try git("add", "-A")
      try git("commit", "-qm", "x")
    }
  }

  @Test("a git revision of the definitions: the scenario that it lacks, and nothing else")
  func revision() throws {
    // Its own: the trials of other tests lie in the suite's store for as long as they run.
    let store = try PreparedStore.store.copy()
    let history = try History()
    let before = try FolderContent(store.url)
    let same = try store.meibo(
      "diff", ["--pipeline", history.pipeline.file, "--against", "HEAD~1"])
    #expect(same.exitCode == 0 && same.errors == "")
    #expect(same.lines.first == "2026-11-21 against HEAD~1")
    // The definitions as they are now lack a scenario, and did not make the date.
    #expect(
      same.lines.dropFirst().first?.hasPrefix("2026-11-21 was not made by the definitions") == true)
    #expect(same.lines.last?.hasPrefix("no difference: ") == true)
    let other = try store.meibo(
      "diff", ["--pipeline", history.pipeline.file, "--against", "HEAD", "--json"])
    let report = try JSONObject(json: other.output)
    let counts = try #require(report["counts"]?.object?["sends"]?.object)
    let scenarios = try #require(report["scenarios"]?.list).compactMap(\.object)
    let adoption = try #require(scenarios.first { $0.text("scenario_id") == "app_adoption" })
    let own = try #require(adoption["counts"]?.object?["sends"]?.object)
    #expect(own.number("added") > 0 && own.number("added") <= counts.number("added"))
    #expect(report["causes"]?.object?.keys.sorted() == ["definition"])
    #expect(report["changes"] == nil)
    #expect(report.text("made_by")?.count == 64)
    #expect(try FolderContent(store.url).differences(from: before) == [])
  }

  @Test("a revision whose paths lead out of its folder is refused", arguments: ["..", "."])
  func outsidePath(_ name: String) throws {
    let history = try History()
    let commit = try history.commit(naming: name)
    let temporary = try TemporaryFolder()
    let result = try PreparedStore.store.meibo(
      "diff", ["--pipeline", history.pipeline.file, "--against", commit],
      environment: ["TMPDIR": temporary.url.file])
    #expect(result.exitCode == 65)
    #expect(
      result.errors == "meibo: error: a path in '\(commit)' leads out of its folder\n"
        + "  help: 'git fsck' says which; git itself makes no such tree\n")
    #expect(try FolderContent(temporary.url).files.keys.filter { $0.hasSuffix(".yml") } == [])
  }

  @Test("a name that would tell the terminal something is shown without, and whole in JSON")
  func escapes() throws {
    let folder = try TemporaryFolder()
    let pipeline = try folder.copy(Repository.pipeline)
    let named = folder.url.appending(path: "x\u{1B}[31m\ny").file
    try FileManager.default.moveItem(atPath: pipeline.file, toPath: named)
    let store = try PreparedStore.store
    let result = try store.meibo("diff", ["--against", named])
    #expect(result.exitCode == 0)
    #expect(result.lines.first?.hasSuffix("/x\u{FFFD}[31m y") == true)
    let json = try JSONObject(json: try store.meibo("diff", ["--against", named, "--json"]).output)
    #expect(json.text("against") == named)
  }

  @Test("another date; keys of people only if asked")
  func date() throws {
    let store = try PreparedStore.store
    let people = try PersonalData(store)
    let plain = try store.meibo("diff", ["--against", "2026-11-20"])
    #expect(plain.exitCode == 0)
    #expect(people.count > 100 && people.found(in: plain.output) == [])
    #expect(plain.lines.contains { $0.hasPrefix("calendar ") })
    let values = try store.meibo("diff", ["--against", "2026-11-20", "--show-values"])
    #expect(values.lines.count > plain.lines.count)
    #expect(!people.found(in: values.output).isEmpty)
    let json = try JSONObject(
      json: try store.meibo("diff", ["--against", "2026-11-20", "--show-values", "--json"]).output)
    #expect(json["changes"]?.list?.count == json.number("messages"))
    #expect(values.lines.count == plain.lines.count + json.number("messages"))
  }

  @Test("what is neither date, store nor revision is refused")
  func refused() throws {
    let store = try PreparedStore.store
    let result = try store.meibo("diff", ["--against", "--output=x"])
    #expect(result.exitCode == 64)
    let unknown = try store.meibo("diff", ["--against", "no-such-branch"])
    #expect(unknown.exitCode == 64)
    #expect(
      unknown.errors == "meibo: error: 'no-such-branch' is no date, no store, and no git revision "
        + "of 'pipelines/insurance'\n")
    let copy = try TemporaryFolder()
    let outside = try store.meibo(
      "diff",
      ["--against", "HEAD", "--pipeline", try copy.copy(Repository.pipeline).file])
    #expect(outside.exitCode == 64)
    #expect(outside.errors.contains("'HEAD' is no date, no store, and no git revision of '"))
    #expect(outside.errors.hasSuffix("' is in no git repository\n"))
    let missing = try store.meibo("diff", ["--against", "2026-11-19"])
    #expect(missing.exitCode == 65)
    #expect(missing.errors.hasPrefix("meibo: error: no manifest of 2026-11-19 has been published"))
  }
}
