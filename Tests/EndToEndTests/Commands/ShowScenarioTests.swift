import Foundation
import Testing

/// Drawings of scenarios.
struct ShowScenarioTests {
  private func show(_ words: String...) throws -> CommandResult {
    try BuiltCommand.meibo.run(["show", "scenario"] + words)
  }

  @Test("a scenario is drawn as text")
  func text() throws {
    let result = try show("renewal_reminder")
    #expect(result.exitCode == 0 && result.errors == "")
    #expect(
      result.output == """
        14 renewal_reminder: 契約更新リマインド
        mart      customers
        topic     renewal
        trigger   every day at 19:00
        re-entry  180 days after the last journey ended
        entry     email_permission
                  days_until_renewal = 30

        before every message but the first:
          require contract_flag, else end left
          require days_until_renewal <= 30, else end goal
        0         send A by email: 更新のメリット
        1         wait 3 days after A
        2         if open(A)
        2.then.0    end done
                  else
        2.else.0    send A' by email: 更新のメリット（再送） (repeats A)
                  end done

        """)
  }

  @Test("a scenario is drawn as a Mermaid flowchart")
  func mermaid() throws {
    let result = try show("friend_referral", "--format", "mermaid")
    #expect(result.exitCode == 0 && result.errors == "")
    let lines = result.lines
    #expect(lines.first == "flowchart TD")
    #expect(
      lines.contains(
        #"  enter(["on the dates of 'referral_campaign_starts' at 10:00<br>"#
          + #"customers, topic campaign<br>email_permission"])"#), "\(result.output)")
    for part in [
      #"["A: ご紹介の方法<br>email"]"#, #"("wait 6 days after A")"#, #"{"click(A)"}"#, #"(["goal"])"#,
      " -- yes --> ", " -- no --> ",
    ] {
      #expect(result.output.contains(part), "\(part)")
    }
  }

  @Test("every scenario of the insurer can be drawn both ways")
  func all() throws {
    let folder = Repository.pipeline.appending(path: "scenarios")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.file)
    #expect(files.count == 23)
    for file in files {
      let id = String(file.dropFirst(3).dropLast(4)).replacing("-", with: "_")
      for format in ["text", "mermaid"] {
        let result = try show(id, "--format", format)
        #expect(result.exitCode == 0 && result.lines.count > 5, "\(id)")
      }
    }
  }

  @Test("the drawing in docs/definitions.md is what is drawn")
  func documented() throws {
    let page = try String(
      contentsOf: Repository.root.appending(path: "docs/definitions.md"), encoding: .utf8)
    let command = "$ meibo show scenario visit_rebooking\n"
    let start = try #require(page.range(of: command))
    let end = try #require(page.range(of: "```", range: start.upperBound..<page.endIndex))
    #expect(try show("visit_rebooking").output == page[start.upperBound..<end.lowerBound])
  }

  @Test("an unknown scenario is refused with those that there are")
  func unknown() throws {
    let result = try show("renewal")
    #expect(result.exitCode == 64)
    #expect(result.output == "")
    #expect(
      result.errors.hasPrefix(
        "meibo: error: there is no scenario 'renewal'\n  help: document_request_contract, "))
  }
}
