import Testing

/// What commands tell machines.
struct MachineOutputTests {
  @Test("run --json tells of every stage, and nothing else is printed")
  func run() throws {
    let store = try TestStore()
    let result = try store.run(["--json"])
    #expect(result.lines.count == 1 && result.errors == "")
    let report = try JSONObject(json: result.output)
    #expect(Set(report.keys) == ["pipeline", "business_date", "definition", "stages"])
    #expect(report.text("pipeline") == "insurance")
    #expect(report.text("business_date") == Repository.date)
    #expect((report.text("definition"))?.wholeMatch(of: /[0-9a-f]{64}/) != nil)
    let stages = try #require(report["stages"]?.list).compactMap(\.object)
    #expect(stages.compactMap { $0.text("stage") } == TestStore.stages)
    for stage in stages {
      #expect(
        Set(stage.keys) == [
          "stage", "published", "seconds", "counts", "notes", "skipped", "changes",
        ])
      #expect((stage.text("published"))?.hasPrefix(store.url.file) == true)
    }
    let manifest = try #require(stages.last)
    let counts = try #require(manifest["counts"]?.object)
    #expect(counts.number("candidates") == counts.number("sends") + counts.number("exclusions"))
    #expect(manifest["notes"]?.list?.isEmpty == false)
  }

  @Test("a stage alone tells of itself")
  func stage() throws {
    let result = try TestStore().meibo(
      "ingest", ["--exports", Repository.exports.file, "--json"])
    let stages = try JSONObject(json: result.output)["stages"]?.list
    #expect(stages?.map { $0.object?.text("stage") } == ["ingest"])
  }

  @Test("check --json counts what is defined")
  func check() throws {
    let result = try BuiltCommand.meibo.run(["check", "--json"])
    #expect(result.exitCode == 0)
    let report = try JSONObject(json: result.output)
    #expect(
      Set(report.keys) == [
        "pipeline", "definition", "sources", "marts", "scenarios", "warnings", "notes",
      ])
    let run = try JSONObject(json: try TestStore().run(["--json"]).output)
    #expect(report.text("definition") == run.text("definition"))
    #expect(report.number("sources") >= 8 && report.number("marts") >= 1)
    #expect(report.number("scenarios") >= 1)
    #expect(report["warnings"] == .list([]))
  }

  @Test("--quiet says nothing", arguments: ["run", "ingest"])
  func quiet(_ command: String) throws {
    let result = try TestStore().meibo(
      command, ["--exports", Repository.exports.file, "--quiet"])
    #expect(result.exitCode == 0)
    #expect(result.output + result.errors == "")
  }

  struct Cleansed: CustomTestStringConvertible, Sendable {
    let type: String
    let input: String
    let output: String
    var testDescription: String { type }
  }

  @Test(
    "cleanse-values cleanses a line at a time",
    arguments: [
      Cleansed(
        type: "company", input: "㈱山田商店\n山田商店（株）\n\n",
        output: """
          {"in":"㈱山田商店","out":"株式会社山田商店","issue":null,"key":"山田商店"}
          {"in":"山田商店（株）","out":"山田商店株式会社","issue":null,"key":"山田商店"}
          {"in":"","out":null,"issue":null,"key":null}

          """),
      Cleansed(
        type: "email", input: "MAILTO:Taro@Example.JP;\ntaro@@example.jp",
        output: """
          {"in":"MAILTO:Taro@Example.JP;","out":"taro@example.jp","issue":null}
          {"in":"taro@@example.jp","out":null,"issue":"bad_email"}

          """),
      Cleansed(
        type: "date", input: "令和8年11月21日\n2026/02/30\n",
        output: """
          {"in":"令和8年11月21日","out":"2026-11-21","issue":null}
          {"in":"2026/02/30","out":null,"issue":"bad_date"}

          """),
      Cleansed(
        type: "int", input: "１，２００\r\n", output: #"{"in":"１，２００\r","out":1200,"issue":null}"# + "\n"
      ),
      Cleansed(
        type: "bool", input: "希望する\n", output: #"{"in":"希望する","out":true,"issue":null}"# + "\n"),
      Cleansed(
        type: "choice:contracts.status", input: "解約\nどうかな\n",
        output: """
          {"in":"解約","out":"cancelled","issue":null}
          {"in":"どうかな","out":null,"issue":"bad_choice"}

          """),
    ])
  func cleansed(_ item: Cleansed) throws {
    let result = try BuiltCommand.meibo.run(
      ["cleanse-values", "--type", item.type], input: item.input)
    #expect(result.exitCode == 0)
    #expect(result.output == item.output)
  }

  @Test(
    "a type that is none is refused", arguments: ["telephone", "choice", "choice:contracts.paid"])
  func unknownType(_ type: String) throws {
    let result = try BuiltCommand.meibo.run(["cleanse-values", "--type", type], input: "x\n")
    #expect(result.exitCode == 64)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("meibo: error: "))
  }
}
