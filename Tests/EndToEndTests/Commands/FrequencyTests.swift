import Foundation
import TestSupport
import Testing

/// A pipeline in which some people have chosen to be written to by e-mail never, as others may once a
/// week.
@Suite(.preparedStore())
struct FrequencyTests {
  @Test("what somebody chose is told wherever one looks for why a message was not sent")
  func told() throws {
    let scene = try FailureScene()
    let handling = "  handling: handling_status\n"
    try scene.redefine(
      "consent.yml", handling,
      handling + "  frequency: {email: {column: gender, caps: {male: {sends: 0, days: 1}}}}\n")
    let fresh = "--pipeline insurance --store fresh --date \(Repository.date)"
    try scene.succeed("run \(fresh) --exports exports")

    let shown = try scene.meibo("show exclusions \(fresh) --format jsonl")
    let rows = try JSONObject.lines(shown.output)
    let chosen = rows.filter { $0.text("detail") == "male" }
    #expect(chosen.count > 5)
    #expect(
      chosen.allSatisfy { $0.text("reason") == "frequency_cap" && $0.text("channel") == "email" })
    // What is sent no more is among them, and nobody else is sent anything else.
    func ids(_ text: String) throws -> Set<String> {
      Set(try JSONObject.lines(text).compactMap { $0.text("send_id") })
    }
    let before = try ids(try PreparedStore.store.unpacked("email.jsonl"))
    let packed = scene.store.folder.url.appending(path: "fresh/manifests/\(Repository.date)")
    let after = try ids(
      try BuiltCommand.system("gzip", ["-cd", "email.jsonl.gz"], in: packed).output)
    #expect(after.isSubset(of: before) && after.count < before.count)
    #expect(before.subtracting(after).isSubset(of: Set(chosen.compactMap { $0.text("send_id") })))

    let person = try #require(chosen.first?.text("customer_id"))
    let told = try scene.meibo("explain \(fresh) --person \(person)")
    #expect(told.lines.contains { $0.hasSuffix("frequency_cap (the person's own: male)") })

    let report = try scene.meibo("report \(fresh) --lang en --out report.html")
    #expect(report.exitCode == 0)
    let page = try String(
      contentsOf: scene.store.folder.url.appending(path: "report.html"), encoding: .utf8)
    #expect(page.contains("people's own male: 0 in 1 day"))
    let figures = try JSONObject(json: try scene.meibo("report \(fresh) --json").output)
    let email = figures["channels"]?.list?.compactMap(\.object)
      .first { $0.text("channel") == "email" }
    let choice = try #require(email?["choices"]?.list?.compactMap(\.object).first)
    #expect(choice.text("choice") == "male" && choice.number("held_back") == chosen.count)
  }
}
