import Stages
import TestSupport
import Testing

@Suite("Refusals of topics that no scenario has")
struct OtherTopicTests {
  @Test(
    "are counted",
    arguments: [
      (
        ["E1,P1,,email,news,opt_out,2026-11-01,web,", "E2,P2,,email,ALL,opt_out,2026-11-01,web,"], 2
      ),
      (["E1,P1,,email,news,opt_out,2026-11-01,web,2026-11-20"], 0),
      (["E1,P1,,email,news,opt_in,2026-11-01,web,"], 0),
      (["E1,P1,,email,campaign,opt_out,2026-11-01,web,", "E2,P2,,email,,opt_out,,web,"], 0),
      (["E1,P1,,email,campaign,opt_out,2026-11-01,web,", "E2,P1,,email,x,opt_out,,web,"], 1),
    ])
  func counted(_ events: [String], _ count: Int) throws {
    let club = try Club()
    let store = try TemporaryFolder()
    try club.export(events: events)
    let notes = try club.shop.run(store)[4].notes
    let noun = count == 1 ? "refusal" : "refusals"
    #expect(notes == (count == 0 ? [] : ["\(count) \(noun) of topics that no scenario has"]))
  }
}
