import Foundation
import Testing

/// Sends that newer refusals take away.
@Suite(.preparedStore())
struct RecheckTests {
  /// A store with its day run, and exports that can be given newer refusals.
  private struct Scene {
    let store: TestStore
    let exports: URL

    init() throws {
      store = try PreparedStore.store.copy()
      exports = try store.folder.copy(Repository.exports)
    }

    func recheck(asOf: String = "2026-11-21", exports: URL? = nil) throws -> CommandResult {
      try store.meibo(
        "recheck", ["--exports", (exports ?? self.exports).file, "--as-of", asOf, "--json"])
    }

    /// Send id and reason of what is withdrawn.
    func withdrawn() throws -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: try JSONObject.lines(store.unpacked("withdrawn.jsonl"))
          .map { ($0.text("send_id") ?? "", $0.text("reason") ?? "") })
    }

    func add(_ text: String, _ file: String) throws {
      try Data(text.utf8).write(to: exports.appending(path: file))
    }
  }

  private struct Sends {
    let email: [JSONObject]
    let line: [JSONObject]

    init(_ store: TestStore) throws {
      email = try JSONObject.lines(store.unpacked("email.jsonl"))
      line = try JSONObject.lines(store.unpacked("line.jsonl"))
    }

    /// The sends of a scenario.
    func email(_ scenario: String) -> [JSONObject] {
      email.filter { $0.text("scenario_id") == scenario }
    }
  }

  @Test("refusals that came since are found, each with its reason, and stay found")
  func refusals() throws {
    let scene = try Scene()
    let before = try scene.recheck()
    try #require(before.exitCode == 0, "\(before.errors)")
    let already = try scene.withdrawn()
    let sends = try Sends(scene.store)
    let fresh = sends.email.filter {
      already[$0.text("send_id") ?? ""] == nil && $0.text("customer_id") != nil
    }
    var seen: Set<String> = []
    let prospect = try #require(
      sends.email.first {
        already[$0.text("send_id") ?? ""] == nil && $0.text("customer_id") == nil
          && $0.text("topic") == "campaign"
      })
    // One send each of people who have no other.
    let single = fresh.filter { row in
      let customer = row.text("customer_id") ?? ""
      return sends.email.count { $0.text("customer_id") == customer } == 1
        && seen.insert(row.text("to") ?? "").inserted
    }
    try #require(single.count >= 5)
    func part(_ index: Int, _ key: String) -> String { single[index].text(key) ?? "" }
    try scene.add(
      """
      許諾イベントID,顧客ID,宛先,チャネル,トピック,種別,発生日時,取得元,期限日
      CEX1,\(part(0, "customer_id")),,email,all,opt_out,2026-11-22 08:00:00,電話,
      CEX2,,\(part(1, "to")),all,all,opt_out,2026-11-23 08:00:00,電話,
      CEX3,,\(prospect.text("to") ?? ""),email,campaign,opt_out,2026-11-21 08:00:00,電話,

      """, "consent_events_9.csv")
    try scene.add(
      """
      イベントID,送信ID,種別,発生日時,リンクURL
      DEX1,\(part(2, "send_id")),hard_bounce,2026-11-21 12:00:00,
      DEX2,\(part(3, "send_id")),unsubscribe,2026-11-21 12:00:00,

      """, "delivery_events_9.csv")
    try scene.add(
      """
      除外ID,対象種別,対象,チャネル,理由,開始日,終了日
      SPX1,email,\(part(4, "to")),line,legal,2026-11-22,

      """, "suppressions.utf8")
    _ = try BuiltCommand.system(
      "iconv", ["-f", "UTF-8", "-t", "CP932", "-o", "suppressions_9.csv", "suppressions.utf8"],
      in: scene.exports)
    try FileManager.default.removeItem(at: scene.exports.appending(path: "suppressions.utf8"))
    let blocked = try #require(
      sends.line.first { already[$0.text("send_id") ?? ""] == nil })
    try scene.add(
      """
      LINE ID,顧客ID,LINE会員登録日時,LINE配信許可,ブロック日時
      \(blocked.text("to") ?? ""),,2026-11-20 10:30:00,1,2026-11-21 09:00:00

      """, "line_members_9.csv")

    let early = try scene.recheck()
    #expect(early.exitCode == 0 && early.errors == "")
    let added = try scene.withdrawn().filter { already[$0.key] == nil }
    #expect(
      added == [
        part(0, "send_id"): "opted_out", part(2, "send_id"): "bounced",
        part(3, "send_id"): "opted_out", part(4, "send_id"): "suppressed",
        prospect.text("send_id") ?? "": "opted_out", blocked.text("send_id") ?? "": "opted_out",
      ])
    let report = try JSONObject(json: early.output)
    #expect(report.text("as_of") == "2026-11-21")
    #expect(report.number("new") == 6 && report.number("withdrawn") == already.count + 6)
    #expect(report.number("sends") == sends.email.count + sends.line.count)

    // What is told later counts later; what was withdrawn stays so without the newer exports.
    #expect(try JSONObject(json: scene.recheck(asOf: "2026-11-23").output).number("new") >= 1)
    let all = try scene.withdrawn()
    #expect(all[part(1, "send_id")] == "opted_out")
    let old = try JSONObject(json: scene.recheck(exports: Repository.exports).output)
    #expect(old.number("new") == 0)
    #expect(try scene.withdrawn() == all)
  }

  @Test("who cannot be found any more has not been shown to agree")
  func gone() throws {
    let scene = try Scene()
    let header = "LINE ID,顧客ID,LINE会員登録日時,LINE配信許可,ブロック日時\n"
    try FileManager.default.removeItem(at: scene.exports.appending(path: "line_members_2.csv"))
    try scene.add(header, "line_members.csv")
    #expect(try scene.recheck().exitCode == 0)
    let withdrawn = try scene.withdrawn()
    let line = try Sends(scene.store).line.compactMap { $0.text("send_id") }
    #expect(line.count > 1)
    for send in line { #expect(withdrawn[send] == "no_consent") }
  }

  @Test("it changes nothing of a sealed date, and the file is the same again")
  func sealed() throws {
    let scene = try Scene()
    #expect(try scene.store.meibo("seal").exitCode == 0)
    let before = try FolderContent(scene.store.url)
    #expect(try scene.recheck().exitCode == 0)
    let name = "manifests/2026-11-21/withdrawn.jsonl.gz"
    let after = try FolderContent(scene.store.url)
    #expect(after.differences(from: before) == [name])
    #expect(try scene.recheck().exitCode == 0)
    #expect(try FolderContent(scene.store.url).differences(from: after) == [])
    #expect(try scene.store.meibo("seal").exitCode == 0)
    let sums = try BuiltCommand.system(
      "sha256sum", ["-c", "SHA256SUMS"], in: scene.store.manifest())
    #expect(sums.exitCode == 0)
  }

  @Test("what is told holds nobody's data")
  func silent() throws {
    let scene = try Scene()
    let result = try scene.store.meibo("recheck", ["--exports", scene.exports.file])
    #expect(result.exitCode == 0)
    let lines = result.lines
    let count = /\d+ sends, \d+ withdrawn, \d+ of them new, as of \d{4}-\d\d-\d\d/
    #expect(lines.first?.wholeMatch(of: count) != nil)
    #expect(lines.last?.hasSuffix("manifests/2026-11-21/withdrawn.jsonl.gz") == true)
    let people = try PersonalData(PreparedStore.store)
    #expect(people.found(in: result.output + result.errors) == [])
  }

  @Test("a date that was not run, an earlier day, other definitions, missing exports are refused")
  func refused() throws {
    let scene = try Scene()
    #expect(try scene.recheck(asOf: "2026-11-20").exitCode == 64)
    let notRun = try scene.store.meibo(
      "recheck", on: "2026-11-20", ["--exports", scene.exports.file])
    #expect(notRun.exitCode == 65)
    let other = try scene.store.meibo(
      "recheck", ["--exports", scene.exports.file, "--set", "app_inactive_days=1"])
    #expect(other.exitCode == 65)
    #expect(other.errors.contains("was run with other definitions or parameters"))
    for name in ["suppressions.csv", "suppressions_update.csv"] {
      try FileManager.default.removeItem(at: scene.exports.appending(path: name))
    }
    let missing = try scene.recheck()
    #expect(missing.exitCode == 65)
    #expect(missing.errors.contains("for source 'suppressions'"))
    #expect(
      !FileManager.default.fileExists(
        atPath: scene.store.manifest().appending(path: "withdrawn.jsonl.gz").file))
  }
}
