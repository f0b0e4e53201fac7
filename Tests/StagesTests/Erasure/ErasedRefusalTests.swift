import Stages
import TestSupport
import Testing

@Suite("Refusals of others, when a person is erased")
struct ErasedRefusalTests {
  @Test("hold on whatever their ids are")
  func ids() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    try club.export(
      events: [
        "E1,P2,,email,all,opt_out,2026-11-20 8:00,web,",
        "E1#1,P3,,email,all,opt_out,2026-11-20 8:00,web,",
        "delivery:R1,P4,,email,all,opt_out,2026-11-20 8:00,web,",
      ],
      suppressions: ["S1,customer,P2,all,legal,,", "S1#1,customer,P1,all,legal,,"])
    #expect(try club.run(store, on: Club.days[0]).sent == ["p5@example.jp"])
    let send = try club.sendID(store, to: "p5@example.jp", on: Club.days[0])
    try club.export(reports: ["R1,\(send),unsubscribe,2026-11-21 20:00"])
    #expect(try club.run(store, on: Club.days[1]).sent == [])
    #expect(try club.erase(store, "P2").refusals == 2)
    #expect(try club.erase(store, "P5").refusals == 1)
    // Everybody is still there, and no export has a refusal any more.
    try club.export()
    #expect(try club.run(store, on: Club.days[2]).sent == [])
  }
}
