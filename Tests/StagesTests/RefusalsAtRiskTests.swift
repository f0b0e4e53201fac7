import Pipeline
import TestSupport
import Testing

@testable import Stages

@Suite("Refusals that nobody could read")
struct RefusalsAtRiskTests {
  /// Loads the lines of one source of the insurer.
  private func risk(_ name: String, _ lines: [String]) throws -> RefusalsAtRisk? {
    let copy = try Insurance.copy(replacing: [
      ("sources/suppressions.yml", "encoding: cp932", "encoding: utf-8")
    ])
    let definition = try PipelineDefinition.load(folder: copy.path + "/insurance")
    let source = try #require(definition.source(name))
    let exports = try TemporaryFolder()
    let header = source.columns.filter { !$0.isReading }.map(\.header).joined(separator: ",")
    try exports.write("\(name).csv", ([header] + lines).joined(separator: "\n") + "\n")
    var risk: RefusalsAtRisk?
    try ExportSet([source], folder: exports.path).load(threads: 1) { loaded in
      risk = RefusalsAtRisk(loaded, definition)
    }
    return risk
  }

  @Test("an event names somebody by customer, or by an address of its channel")
  func events() throws {
    let readable = [
      "E1,C1,nonsense,email,all,opt_out,2026-11-01,web,",
      "E2,,a@example.jp,email,all,opt_out,2026-11-01,web,",
      "E3,,09012345678,sms,all,opt_out,2026-11-01,web,",
      "E4,,a@example.jp,ads,all,opt_out,2026-11-01,web,",
      "E5,,anything,push,all,opt_out,2026-11-01,web,",
      "E6,,anything,all,all,opt_out,2026-11-01,web,",
      "E7,,anything,?,all,opt_out,2026-11-01,web,",
    ]
    let unreadable = [
      "U1,,a@@example,email,all,opt_out,2026-11-01,web,",
      "U2,,0312345678,sms,all,opt_out,2026-11-01,web,",
      "U3,,a@example.jp,phone,all,opt_out,2026-11-01,web,",
      "U4,,Uxyz,line,all,opt_out,2026-11-01,web,",
      "U5,,,all,all,opt_out,2026-11-01,web,",
    ]
    #expect(try risk("consent_events", readable)?.unreadable == 0)
    #expect(try risk("consent_events", unreadable)?.unreadable == unreadable.count)
  }

  @Test("a suppression names somebody as its type reads the subject")
  func suppressions() throws {
    let readable = [
      "S1,customer,C1,email,legal,,", "S2,email,a@example.jp,email,legal,,",
      "S3,email_domain,example.jp,email,legal,,", "S4,phone,09012345678,sms,legal,,",
      "S5,token,anything,push,legal,,", "S6,,anything,push,legal,,",
      "S7,email_domain,*.Example.jp,email,legal,,", "S8,email_domain,@example.jp.,email,legal,,",
    ]
    let unreadable = [
      "U1,phone,C9000075,sms,legal,,", "U2,email,c1 at example.jp,email,legal,,",
      "U3,line_id,Uxyz,line,legal,,", "U4,customer,,all,legal,,", "U5,,,all,legal,,",
      "U6,email_domain,a@example.jp,email,legal,,",
      "U7,email_domain,https://example.jp/,email,legal,,", "U8,email_domain,@,email,legal,,",
      "U9,email_domain,例え.jp,email,legal,,", "U10,email_domain,a..jp,email,legal,,",
    ]
    #expect(try risk("suppressions", readable)?.unreadable == 0)
    #expect(try risk("suppressions", unreadable)?.unreadable == unreadable.count)
  }
}
