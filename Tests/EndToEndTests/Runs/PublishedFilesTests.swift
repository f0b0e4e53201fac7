import Foundation
import Testing

/// What is published hangs together, by the word of other programs.
@Suite(.preparedStore())
struct PublishedFilesTests {
  @Test("sha256sum agrees with SHA256SUMS, which names every file")
  func digests() throws {
    let folder = try PreparedStore.store.manifest()
    let result = try BuiltCommand.system("sha256sum", ["-c", "SHA256SUMS"], in: folder)
    #expect(result.exitCode == 0, "\(result.output)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.file)
    #expect(result.lines.count == files.count - 1)
  }

  @Test("SQLite finds every published database whole", arguments: TestStore.stages + ["ledger"])
  func integrity(_ name: String) throws {
    let store = try PreparedStore.store
    let file = name == "ledger" ? store.ledger : store.stageFile(name)
    #expect(try StageDatabase(file).texts("PRAGMA integrity_check") == ["ok"])
  }

  @Test("a stage file describes each of its tables and columns", arguments: TestStore.stages)
  func catalogue(_ stage: String) throws {
    let database = try StageDatabase(PreparedStore.store.stageFile(stage))
    let tables = try database.texts(
      "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE '\\_%' ESCAPE '\\'"
    )
    #expect(!tables.isEmpty)
    #expect(try database.texts("SELECT name FROM _tables").sorted() == tables.sorted())
    for table in tables {
      let said = try database.count("SELECT rows FROM _tables WHERE name = '\(table)'")
      #expect(try database.count("SELECT count(*) FROM \"\(table)\"") == said)
      #expect(
        try database.texts("SELECT name FROM pragma_table_info('\(table)')")
          == database.texts(
            "SELECT name FROM _columns WHERE table_name = '\(table)' ORDER BY position"))
    }
  }

  @Test("every record read is loaded, superseded or quarantined with its reason")
  func records() throws {
    let files = try JSONObject.lines(
      try PreparedStore.store.meibo("show files --format jsonl").output)
    #expect(files.reduce(0) { $0 + $1.number("read") } > 2000)
    for file in files {
      let name = file.text("file") ?? ""
      #expect(
        file.number("read")
          == file.number("loaded") + file.number("superseded") + file.number("quarantined"),
        "\(name)"
      )
      let reasons = file.keys.filter { $0.contains("_") && !Self.counts.contains($0) }
      #expect(file.number("quarantined") == reasons.reduce(0) { $0 + file.number($1) }, "\(name)")
    }
  }

  /// The columns of `files` with an underscore that are no reason.
  private static let counts: Set = ["unpacked_bytes", "unknown_columns", "repeated_columns"]

  @Test("every candidate is sent or excluded, and all of them are in the files")
  func conservation() throws {
    let store = try PreparedStore.store
    let rows = try JSONObject.lines(try store.meibo("show conservation --format jsonl").output)
    #expect(!rows.isEmpty)
    var sends = 0
    var exclusions = 0
    for row in rows {
      let counted: Set = ["scenario_id", "step", "channel", "candidates", "sends"]
      let excluded = row.keys.filter { !counted.contains($0) }.reduce(0) { $0 + row.number($1) }
      #expect(row.number("candidates") == row.number("sends") + excluded)
      sends += row.number("sends")
      exclusions += excluded
    }
    let files = try ["email", "line", "sms", "push"].map { try store.unpacked("\($0).jsonl") }
    #expect(try files.reduce(0) { $0 + (try JSONObject.lines($1).count) } == sends)
    #expect(try JSONObject.lines(store.unpacked("exclusions.jsonl")).count == exclusions)
    #expect(sends > 0 && exclusions > 0)
  }

  @Test("everyone the segment let in is a candidate")
  func candidates() throws {
    let store = try PreparedStore.store
    let segment = try JSONObject.lines(
      try store.meibo("show segments/document_request_contract --format jsonl").output)
    let asked = try ["email", "exclusions"].flatMap {
      try JSONObject.lines(try store.unpacked("\($0).jsonl"))
    }.filter { $0.text("scenario_id") == "document_request_contract" }
    #expect(
      segment.compactMap { $0.text("subject_key") }
        == asked.compactMap { $0.text("subject_key") }.sorted())
  }
}
