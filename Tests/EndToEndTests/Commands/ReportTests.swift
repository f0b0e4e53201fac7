import Foundation
import TestSupport
import Testing

@Suite(.preparedStore(on: ["2026-11-20", Repository.date]))
struct ReportTests {
  private func figures(on date: String = Repository.date) throws -> JSONObject {
    let result = try PreparedStore.store.meibo("report", on: date, ["--json"])
    #expect(result.exitCode == 0 && result.errors == "" && result.lines.count == 1)
    return try JSONObject(json: result.output)
  }

  private func objects(_ object: JSONObject, _ key: String) -> [JSONObject] {
    object[key]?.list?.compactMap(\.object) ?? []
  }

  private func page(_ store: TestStore, _ arguments: [String] = []) throws -> String {
    let result = try store.meibo("report", arguments)
    try #require(result.exitCode == 0, "\(result.errors)")
    let path = store.url.appending(path: "reports/\(Repository.date).html")
    #expect(result.lines == ["published \(path.file)"])
    return try String(contentsOf: path, encoding: .utf8)
  }

  @Test("what it says of inputs is what cleanse published")
  func inputs() throws {
    let database = try StageDatabase(PreparedStore.store.stageFile("cleanse"))
    let report = try figures()
    for source in objects(report, "sources") {
      let name = source.text("source") ?? ""
      for key in ["read", "loaded", "superseded", "quarantined"] {
        let sum = "SELECT coalesce(sum(\(key)), 0) FROM files WHERE source = '\(name)'"
        #expect(try source.number(key) == database.count(sum), "\(name) \(key)")
      }
      let issues = try database.count("SELECT count(*) FROM issues WHERE source = '\(name)'")
      #expect(source.number("issues") == issues)
    }
    let issues = try database.rows(
      "SELECT source, \"column\", reason, count(*) FROM issues GROUP BY 1, 2, 3")
    let expected = issues.cells.map { row in
      row.map { cell in
        switch cell {
        case .text(let bytes): String(decoding: bytes, as: UTF8.self)
        case .integer(let number): String(number)
        default: ""
        }
      }
    }
    let found = objects(report, "issues").map { issue in
      ["source", "column", "reason"].map { issue.text($0) ?? "" } + ["\(issue.number("count"))"]
    }
    #expect(Set(found) == Set(expected) && found.count == expected.count)
  }

  @Test("what it says of segments is what segment published")
  func segments() throws {
    let database = try StageDatabase(PreparedStore.store.stageFile("segment"))
    let scenarios = try objects(figures(), "scenarios")
    #expect(scenarios.count == 23)
    for scenario in scenarios {
      let id = scenario.text("scenario_id") ?? ""
      #expect(
        try scenario.number("entrants") == database.count("SELECT count(*) FROM segment_\(id)"))
      let rows = try database.texts(
        "SELECT rows FROM waterfall WHERE scenario = '\(id)' ORDER BY position")
      #expect(objects(scenario, "waterfall").map { String($0.number("rows")) } == rows)
    }
  }

  @Test("what it says of journeys is what the ledger holds after the date")
  func journeys() throws {
    let ledger = try StageDatabase(PreparedStore.store.ledger)
    let latest = """
      (SELECT scenario_id, entered_on, state, position, outcome, ended_on, max(business_date)
        FROM journey_states GROUP BY scenario_id, subject_key, entered_on)
      """
    let scenarios = try objects(figures(), "scenarios")
    #expect(!scenarios.isEmpty)
    for scenario in scenarios {
      let id = scenario.text("scenario_id") ?? ""
      func count(_ condition: String) throws -> Int {
        try ledger.count(
          "SELECT count(*) FROM \(latest) WHERE scenario_id = '\(id)' AND \(condition)")
      }
      #expect(try scenario.number("waiting") == count("state = 'waiting'"))
      #expect(try scenario.number("ended") == count("state = 'ended'"))
      #expect(
        try scenario.number("entered_today") == count("entered_on = '\(Repository.date)'"))
      for (place, waiting) in scenario["waiting_at"]?.object ?? [:] {
        #expect(try waiting == .number(Double(count("position = '\(place)'"))))
      }
      for outcome in objects(scenario, "outcomes") {
        let name = outcome.text("outcome") ?? ""
        #expect(try outcome.number("all") == count("outcome = '\(name)'"))
      }
    }
  }

  @Test("what it says of sends and exclusions is what was handed over")
  func conservation() throws {
    let report = try figures()
    let rows = objects(report, "conservation")
    let ledger = try StageDatabase(PreparedStore.store.ledger)
    let today = "business_date = '\(Repository.date)'"
    #expect(
      try rows.reduce(0) { $0 + $1.number("sends") }
        == ledger.count("SELECT count(*) FROM sends WHERE \(today)"))
    var reasons: [String: Int] = [:]
    for row in rows {
      let held = (row["exclusions"]?.object ?? [:]).mapValues { value in
        if case .number(let number) = value { Int(number) } else { 0 }
      }
      #expect(
        row.number("candidates") == row.number("sends") + held.values.reduce(0, +))
      reasons.merge(held, uniquingKeysWith: +)
    }
    for (reason, count) in reasons {
      let query = "SELECT count(*) FROM exclusions WHERE \(today) AND reason = '\(reason)'"
      #expect(try count == ledger.count(query), "\(reason)")
    }
    let days = objects(report, "days")
    #expect(days.map { $0.text("business_date") } == ["2026-11-20", Repository.date])
    #expect(
      try days[0].number("sends") == objects(figures(on: "2026-11-20"), "days")[0].number("sends"))
  }

  @Test("it follows a column back to the exports and on to the manifest")
  func lineage() throws {
    let mart = try #require(
      objects(figures(), "marts").first { $0.text("mart") == "document_requests" })
    func column(_ name: String) throws -> JSONObject {
      try #require(objects(mart, "columns").first { $0.text("column") == name })
    }
    func texts(_ object: JSONObject, _ key: String) -> [String] {
      object[key]?.list?.compactMap(\.text) ?? []
    }
    // An address is the customer's, or the form's own where nobody is found.
    let email = try column("email")
    #expect(
      texts(email, "reads").filter { $0.hasSuffix("email") }
        == ["customers.email", "document_requests.form_email"])
    #expect(objects(email, "uses").contains { $0.text("use") == "address" })
    #expect(texts(try column("email_permission"), "asks_consent") == ["email"])
    // By way of another column of the mart.
    #expect(
      texts(try column("email_unique_today_flag"), "reads").contains(
        "document_requests.requested_at"))
    let flag = objects(try column("contract_flag"), "uses")
    #expect(flag.compactMap { $0.text("use") } == ["condition", "guard"])
    #expect(flag.first?["scenarios"] == .list([.number(1), .number(2)]))
    #expect(objects(try column("family_name"), "uses").contains { $0.text("use") == "field" })
  }

  @Test("nothing of a person is in it", arguments: ["ja", "en", "both"])
  func personalData(_ language: String) throws {
    let store = try PreparedStore.store
    let people = try PersonalData(store)
    let folder = try TemporaryFolder()
    let page = folder.url.appending(path: "report.html")
    let json = folder.url.appending(path: "report.json")
    let result = try store.meibo("report", ["--out", page.file, "--lang", language])
    #expect(result.exitCode == 0)
    try Data(try store.meibo("report", ["--json"]).output.utf8).write(to: json)
    #expect(try people.found(inFile: page) == [])
    #expect(try people.found(inFile: json) == [])
    // The search would find somebody.
    let ledger = try StageDatabase(store.ledger).texts("SELECT to_address FROM sends LIMIT 1")
    try Data((ledger[0] + "\n").utf8).write(to: page)
    #expect(try people.found(inFile: page) == ledger)
  }

  @Test("the same store gives the same bytes, also under later dates")
  func deterministic() throws {
    let store = try PreparedStore.store.copy()
    let first = try page(store)
    #expect(try page(store) == first)
    try store.run(on: "2026-11-22")
    #expect(try page(store) == first)
    #expect(first.contains("2026-11-20") && !first.contains(">2026-11-22<"))
  }

  @Test("it is put where --out says, in place of what was there, and nothing else is touched")
  func out() throws {
    let store = try PreparedStore.store.copy()
    let file = store.folder.url.appending(path: "elsewhere/report.html")
    for language in ["ja", "en"] {
      let result = try store.meibo("report", ["--out", file.file, "--lang", language])
      #expect(result.exitCode == 0 && result.lines == ["published \(file.file)"])
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language)\">"))
    }
    let reports = store.url.appending(path: "reports")
    #expect(!FileManager.default.fileExists(atPath: reports.file))
  }

  @Test("a date that was not run, or run with other parameters, is refused")
  func refused() throws {
    let store = try PreparedStore.store
    let missing = try store.meibo("report", on: "2026-11-19")
    #expect(missing.exitCode == 65)
    #expect(
      missing.errors.hasPrefix(
        "meibo: error: stage 'manifest' has not been run for 2026-11-19"), "\(missing.errors)")
    let other = try store.meibo("report", ["--set", "app_inactive_days=91"])
    #expect(other.exitCode == 65)
    #expect(other.errors.contains("was run with other definitions or parameters"))
  }
}
