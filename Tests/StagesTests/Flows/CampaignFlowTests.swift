import Testing

/// 17 and 19: who has a benefit to use, and everybody when friends are to be brought.
@Suite("Flows of campaigns")
struct CampaignFlowTests {
  static let timelines: [Timeline] = [
    Timeline(17, is: "A0 A'3 B5 done5"),
    Timeline(17, opens: ["A": 1], is: "A0 B5 done5"),
    Timeline(17, clicks: ["A": 1], is: "A0 B5 done5"),
    Timeline(17, goal: 1, is: "A0 goal3"),
    Timeline(17, goal: 5, is: "A0 A'3 goal5"),
    Timeline(17, opens: ["A": 1], goal: 4, is: "A0 goal5"),
    Timeline(17, optsOut: 4, is: "A0 A'3 (B5) opted_out5"),
    Timeline(17, missed: [3], is: "A0 A'4 B6 done6"),
    Timeline(17, opens: ["A": 1], missed: [3, 4, 5, 6], is: "A0 B7 done7"),

    Timeline(19, is: "A0 A'1 B6 done6"),
    Timeline(19, opens: ["A": 1], is: "A0 B6 done6"),
    Timeline(19, opens: ["A'": 2], is: "A0 A'1 B6 done6"),
    Timeline(19, clicks: ["A": 1], is: "A0 goal6"),
    Timeline(19, clicks: ["A'": 6], is: "A0 A'1 goal6"),
    // Who clicked the first one only after the second was sent has not clicked the second.
    Timeline(19, clicks: ["A": 2], is: "A0 A'1 B6 done6"),
    Timeline(19, optsOut: 3, is: "A0 A'1 (B6) opted_out6"),
    Timeline(19, missed: [1, 2], is: "A0 A'3 B8 done8"),
  ]

  @Test("day by day", arguments: timelines)
  func timeline(_ timeline: Timeline) throws { try timeline.check() }
}
