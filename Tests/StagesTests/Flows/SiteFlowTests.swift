import Testing

/// 9 and 10: who looked at the site yesterday, without a contract or about to end one.
@Suite("Flows of the site")
struct SiteFlowTests {
  static let timelines: [Timeline] = [
    Timeline(9, is: "A0 A'1 done1"),
    Timeline(9, opens: ["A": 1], is: "A0 B1 done1"),
    Timeline(9, clicks: ["A": 1], is: "A0 B1 done1"),
    Timeline(9, goal: 1, is: "A0 goal1"),
    Timeline(9, optsOut: 1, is: "A0 (A'1) opted_out1"),
    Timeline(9, opens: ["A": 3], missed: [1, 2], is: "A0 B3 done3"),
    Timeline(9, missed: [1, 2], is: "A0 A'3 done3"),

    Timeline(10, is: "A0 A'1 B2 done2"),
    Timeline(10, opens: ["A": 1], is: "A0 B1 done1"),
    Timeline(10, clicks: ["A": 1], is: "A0 B1 done1"),
    // Whose contract has ended cannot be held any more.
    Timeline(10, leaves: 1, is: "A0 left1"),
    Timeline(10, leaves: 2, is: "A0 A'1 left2"),
    Timeline(10, optsOut: 2, is: "A0 A'1 (B2) opted_out2"),
    Timeline(10, missed: [2], is: "A0 A'1 B3 done3"),
  ]

  @Test("day by day", arguments: timelines)
  func timeline(_ timeline: Timeline) throws { try timeline.check() }
}
