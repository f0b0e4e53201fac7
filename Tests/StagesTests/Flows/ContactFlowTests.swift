import Testing

/// 20–23: who is to be reached by another way.
@Suite("Flows of contacts")
struct ContactFlowTests {
  static let timelines: [Timeline] = [
    Timeline(20, is: "A0 A'3 done3"),
    Timeline(20, opens: ["A": 1], is: "A0 A'3 done3"),
    Timeline(20, clicks: ["A": 1], is: "A0 A'3 done3"),
    Timeline(20, goal: 2, is: "A0 goal3"),
    Timeline(20, optsOut: 1, is: "A0 (A'3) opted_out3"),
    Timeline(20, missed: [3, 4, 5], is: "A0 A'6 done6"),

    Timeline(21, 22, 23, is: "A0 A'1 B4 done4"),
    Timeline(21, 22, 23, opens: ["A": 1], is: "A0 B4 done4"),
    Timeline(21, 22, 23, clicks: ["A": 1], is: "A0 B4 done4"),
    Timeline(21, 22, 23, opens: ["A'": 2], is: "A0 A'1 B4 done4"),
    Timeline(21, 22, 23, goal: 1, is: "A0 goal1"),
    Timeline(21, 22, 23, goal: 3, is: "A0 A'1 goal4"),
    Timeline(21, 22, 23, optsOut: 2, is: "A0 A'1 (B4) opted_out4"),
    Timeline(21, 22, 23, missed: [1], is: "A0 A'2 B5 done5"),
    Timeline(21, 22, 23, opens: ["A": 1], missed: [4, 5], is: "A0 B6 done6"),
  ]

  @Test("day by day", arguments: timelines)
  func timeline(_ timeline: Timeline) throws { try timeline.check() }
}
