import Foundation
import Testing

@Suite(.preparedStore())
struct ExplainTests {
  private struct Sent {
    let customer: String
    let scenario: String
    let step: String
    let id: String
  }

  private func rows(_ file: String) throws -> [Sent] {
    try JSONObject.lines(try PreparedStore.store.unpacked(file)).compactMap { row in
      guard let customer = row.text("customer_id") else { return nil }
      return Sent(
        customer: customer, scenario: row.text("scenario_id") ?? "", step: row.text("step") ?? "",
        id: row.text("send_id") ?? "")
    }
  }

  @Test("what it says of each send and exclusion is what was handed over")
  func agrees() throws {
    let store = try PreparedStore.store
    for file in ["email.jsonl", "exclusions.jsonl"] {
      let isSent = file == "email.jsonl"
      let rows = try rows(file).prefix(12)
      #expect(rows.count == 12)
      for row in rows {
        let result = try store.meibo(
          "explain", ["--person", row.customer, "--scenario", row.scenario, "--json"])
        let scenarios = try JSONObject(json: result.output)["scenarios"]?.list?
          .compactMap(\.object)
        let part = try #require(scenarios?.first)
        #expect(part.text("scenario_id") == row.scenario)
        let sends = part["sends"]?.list?.compactMap(\.object).compactMap { $0.text("send_id") }
        #expect(sends?.contains(row.id) == isSent)
        let excluded = part["exclusions"]?.list?.compactMap(\.object)
          .compactMap { $0.text("step") }
        #expect(excluded?.contains(row.step) == !isSent)
        #expect(part["journeys"]?.list?.isEmpty == false)
        #expect(try JSONObject(json: result.output)["made_by"] == .null)
        let told = try store.meibo(
          "explain", ["--person", row.customer, "--scenario", row.scenario])
        let first = try #require(told.lines.dropFirst().first)
        #expect(first.hasPrefix("  sent ") || first.hasPrefix("  not sent "))
      }
    }
  }

  @Test("who is not in a segment is told the first condition that fails, and values only if asked")
  func failure() throws {
    let store = try PreparedStore.store
    let person = try #require(try rows("email.jsonl").first).customer
    let plain = try store.meibo("explain", ["--person", person])
    #expect(plain.exitCode == 0)
    let reason = "not in the segment, for this does not hold: "
    #expect(plain.lines.contains { $0.contains(reason) })
    let open = try store.meibo("explain", ["--person", person, "--show-values"])
    let shown = open.lines.filter { $0.hasPrefix("    ") }
    #expect(!shown.isEmpty)
    #expect(open.lines.filter { !$0.hasPrefix("    ") } == plain.lines)
  }

  @Test("what was sent stands first, whichever scenario it is of")
  func order() throws {
    let store = try PreparedStore.store
    let row = try #require(try rows("email.jsonl").last)
    let told = try store.meibo("explain", ["--person", row.customer])
    #expect(told.lines.dropFirst().first?.hasPrefix("  sent ") == true)
  }

  @Test("of a date that other definitions made it tells what was published, and says so first")
  func otherDefinitions() throws {
    let store = try PreparedStore.store
    for file in ["email.jsonl", "exclusions.jsonl"] {
      let row = try #require(try rows(file).last)
      let words = ["--person", row.customer, "--set", "app_inactive_days=1"]
      let told = try store.meibo("explain", words)
      #expect(told.exitCode == 0)
      #expect(
        told.lines.first?.hasPrefix("2026-11-21 was made by other definitions or parameters, ")
          == true)
      let word = file == "email.jsonl" ? "sent" : "not sent"
      #expect(told.lines.contains { $0.hasPrefix("  \(word) \(row.step) by ") })
      #expect(!told.output.contains("  row "))
      let json = try JSONObject(json: try store.meibo("explain", words + ["--json"]).output)
      #expect(json.text("made_by")?.count == 64)
      let scenarios = try #require(json["scenarios"]?.list).compactMap(\.object)
      #expect(!scenarios.isEmpty && scenarios.allSatisfy { $0["triggered"] == .null })
    }
  }

  @Test(
    "unknown people and scenarios, and days that were not run, are refused",
    arguments: [
      ("--person NOBODY", Repository.date, 65, "no mart of 2026-11-21 and no journey has that key"),
      (
        "--person C0000016 --scenario nothing", Repository.date, 64,
        "there is no scenario 'nothing'"
      ),
      ("--person C0000016", "2026-11-20", 65, "stage 'manifest' has not been run for 2026-11-20"),
    ])
  func refusals(_ words: String, _ date: String, _ code: Int32, _ message: String) throws {
    let result = try PreparedStore.store.meibo(
      "explain", on: date, words.split(separator: " ").map { String($0) })
    #expect(result.exitCode == code)
    #expect(result.errors.hasPrefix("meibo: error: " + message), "\(result.errors)")
  }
}
