import Foundation
import Testing

@Suite(.preparedStore(on: ["2026-11-20", Repository.date]))
struct EraseTests {
  private func erase(
    _ store: TestStore, _ customer: String, _ arguments: [String] = []
  ) throws -> CommandResult {
    try BuiltCommand.meibo.run(
      ["erase", "--store", store.url.file, "--customer", customer] + arguments, environment: [:])
  }

  /// Customers of the newest manifest: some who were sent something, some who were not; and some whose
  /// number is part of a key that is put together.
  private func customers(_ store: TestStore) throws -> [String] {
    let benefits = try StageDatabase(store.stageFile("segment")).texts(
      "SELECT subject_key FROM segment_campaign_benefit_use LIMIT 2")
    return try benefits.map { String($0.prefix { $0 != "-" }) }
      + ["email.jsonl", "exclusions.jsonl"].flatMap { file in
        try JSONObject.lines(try store.unpacked(file)).compactMap { $0.text("customer_id") }.prefix(
          2)
      }
  }

  private func unpacked(_ file: String, of store: TestStore) throws -> String {
    let result = try BuiltCommand.system("gzip", ["-cd", file], in: store.url)
    try #require(result.exitCode == 0, "\(file)")
    return result.output
  }

  @Test("nothing of the person is left, files are whole, and the next day runs")
  func erased() throws {
    let store = try PreparedStore.store.copy()
    for customer in try customers(store) {
      let people = try StageDatabase(store.stageFile("cleanse"))
      let addresses = try people.texts(
        "SELECT email FROM customers WHERE customer_id = '\(customer)' AND email IS NOT NULL")
      let dry = try JSONObject(json: try erase(store, customer, ["--dry-run", "--json"]).output)
      let result = try erase(store, customer, ["--json"])
      #expect(result.exitCode == 0 && result.errors == "")
      let report = try JSONObject(json: result.output)
      #expect(report.number("stage_rows") > 3 && report["left"] == .list([]))
      for key in ["stage_rows", "stage_files", "ledger", "refusals_kept", "manifests", "found"] {
        #expect(dry[key] == report[key])
      }
      let shared = report.number("shared_addresses") > 0
      let files = try FolderContent(store.url).files
      for name in TestStore.stages.map({ "\(Repository.date)/\($0).sqlite" })
        + ["ledger.sqlite", "manifests/2026-11-20/email.jsonl.gz"]
      {
        #expect(files[name]?.isEmpty == false, "\(name)")
      }
      for (file, data) in files {
        // Numbers of activities, such as AC00000171, hold those of customers by chance.
        let text = (try file.hasSuffix(".gz") ? unpacked(file, of: store) : data.text)
          .replacing("A" + customer, with: "")
        for word in [customer] + (shared ? [] : addresses) {
          #expect(!text.contains(word), "\(file)")
        }
      }
    }
    for stage in TestStore.stages {
      let database = try StageDatabase(store.stageFile(stage))
      #expect(try database.texts("PRAGMA integrity_check") == ["ok"])
    }
    let status = try store.meibo("seal")
    #expect(status.exitCode == 0, "\(status.errors)")
    try store.run(on: "2026-11-22")
  }

  @Test("what remains is told, and nothing that names anybody")
  func told() throws {
    let store = try PreparedStore.store.copy()
    #expect(try store.meibo("seal", on: "2026-11-20").exitCode == 0)
    let people = try PersonalData(store)
    let exclusions = try JSONObject.lines(
      try store.unpacked("exclusions.jsonl", on: "2026-11-20"))
    let customer = try #require(exclusions.compactMap { $0.text("customer_id") }.first)
    let result = try erase(store, customer, ["--exports", Repository.exports.file])
    #expect(result.exitCode == 0 && people.found(in: result.output) == [])
    #expect(result.lines.contains { $0.hasPrefix("remains   manifests/2026-11-20: ") })
    #expect(result.lines.contains("remains   customers_01.csv, an export"))
    #expect(result.lines.last?.hasSuffix(": nothing else is left") == true)
    let nobody = try erase(store, "C9999999")
    #expect(nobody.output == "nothing of that person is in the store\n")
  }

  @Test("a folder that is no store is refused, and a store in use")
  func refused() throws {
    let none = try TestStore()
    let missing = try erase(none, "C0000001")
    #expect(missing.exitCode == 65)
    #expect(missing.errors.hasPrefix("meibo: error: no date has been run in '"))
    #expect(!FileManager.default.fileExists(atPath: none.url.file))
    let scene = try FailureScene()
    try scene.lockStore()
    #expect(try erase(scene.store, "C0000001").exitCode == 75)
    #expect(try erase(none, "").exitCode == 64)
    let nobody = try none.meiboErase([])
    #expect(nobody.exitCode == 64)
    #expect(nobody.errors.hasPrefix("meibo: error: --customer, or an address such as --email"))
    let unreadable = try none.meiboErase(["--email", "taro at home"])
    #expect(unreadable.exitCode == 64 && !unreadable.errors.contains("taro"))
    #expect(unreadable.errors.hasPrefix("meibo: error: what was given as an e-mail address cannot"))
  }

  @Test("who is no customer is erased by the address that a form gave")
  func address() throws {
    let store = try PreparedStore.store.copy()
    let database = try StageDatabase(store.stageFile("cleanse"))
    let found = try database.texts(
      """
      SELECT form_email FROM quotes WHERE customer_id IS NULL AND form_email IS NOT NULL
      AND form_email NOT IN (SELECT email FROM customers WHERE email IS NOT NULL
        UNION SELECT email_sub FROM customers WHERE email_sub IS NOT NULL)
      ORDER BY 1 LIMIT 1
      """)
    let email = try #require(found.first)
    let result = try store.meiboErase(["--email", email.uppercased()])
    #expect(result.exitCode == 0 && result.errors == "")
    #expect(result.lines.last?.hasSuffix(": nothing else is left") == true)
    #expect(
      try StageDatabase(store.stageFile("cleanse")).texts(
        "SELECT form_email FROM quotes WHERE form_email = '\(email)'") == [])
    let customers = try database.texts(
      "SELECT email FROM customers WHERE email IS NOT NULL ORDER BY 1 LIMIT 1")
    let customer = try #require(customers.first)
    let refused = try store.meiboErase(["--email", customer])
    #expect(refused.exitCode == 65 && !refused.errors.contains(customer))
    #expect(refused.errors.contains("an address that was given is another customer's"))
  }
}

extension Data {
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}

extension TestStore {
  fileprivate func meiboErase(_ arguments: [String]) throws -> CommandResult {
    try BuiltCommand.meibo.run(["erase", "--store", url.file] + arguments, environment: [:])
  }
}
