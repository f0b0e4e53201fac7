import Pipeline
import Testing

/// `catch_up_days`: who enters although their day was not run.
@Suite("Catching up")
struct CatchUpTests {
  /// The insurer's scenarios 1, 5 and 9 with two days to catch up on.
  private static let plans = Result {
    let files = ["01-document-request-contract", "05-visit-reminder", "09-site-contract"]
    let plan = try Insurance.plan(
      campaign: [],
      replacing: files.map { ("scenarios/\($0).yml", "reentry:", "catch_up_days: 2\nreentry:") })
    return Dictionary(
      uniqueKeysWithValues: [1, 5, 9].map { number in (number, plan.only { $0.number == number }) })
  }

  @Test(
    "who missed the day of entry enters on one of the next two, once",
    arguments: [
      Timeline(1, 9, missed: [0, 1, 2], is: ""),
      Timeline(1, missed: [0], is: "A1 A'2 B3 done3"),
      Timeline(1, missed: [0, 1], is: "A2 A'3 B4 done4"),
      // The person is never let in twice, though the conditions hold for three days.
      Timeline(1, is: "A0 A'1 B2 done2"),
      Timeline(9, is: "A0 A'1 done1"),
      Timeline(9, missed: [0], is: "A1 A'2 done2"),
      // The days until a visit grow fewer.
      Timeline(5, missed: [0, 1], is: "A2 C5 E8 done8"),
      Timeline(5, missed: [0, 1, 2], is: ""),
      // What else entry asks for must hold on the day that it is caught up on.
      Timeline(1, goal: 1, missed: [0], is: ""),
      Timeline(1, optsOut: 1, missed: [0], is: ""),
    ])
  func enters(_ timeline: Timeline) throws {
    for number in timeline.scenarios {
      let plan = try #require(try Self.plans.get()[number])
      #expect(try timeline.run(number, plan) == timeline.expected, "scenario \(number)")
    }
  }

  @Test("without it nobody enters late", arguments: [1, 5, 9])
  func without(_ number: Int) throws {
    try Timeline(number, missed: [0], is: "").check()
  }
}
