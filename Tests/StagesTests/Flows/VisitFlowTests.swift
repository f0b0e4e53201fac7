import Testing

/// 5–8: who is to visit a store, cancelled, or was there.
@Suite("Flows of visits")
struct VisitFlowTests {
  static let timelines: [Timeline] = [
    Timeline(5, is: "A0 C3 E6 done6"),
    Timeline(5, opens: ["A": 1], is: "A0 B3 E6 done6"),
    Timeline(5, opens: ["A": 1, "B": 4], is: "A0 B3 D6 done6"),
    Timeline(5, clicks: ["A": 3, "B": 6], is: "A0 B3 D6 done6"),
    Timeline(5, goal: 2, is: "A0 goal3"),
    Timeline(5, goal: 4, is: "A0 C3 goal6"),
    Timeline(5, leaves: 5, is: "A0 C3 left6"),
    // Who came is not taken for somebody who cancelled.
    Timeline(5, goal: 4, leaves: 4, is: "A0 C3 goal6"),
    Timeline(5, optsOut: 2, is: "A0 (C3) opted_out3"),
    Timeline(5, opens: ["A": 1], optsOut: 4, is: "A0 B3 (E6) opted_out6"),
    Timeline(5, missed: [3], is: "A0 C4 E7 done7"),

    Timeline(6, is: "A0 B3 done3"),
    Timeline(6, opens: ["A": 2], is: "A0 C3 done3"),
    Timeline(6, clicks: ["A": 2], is: "A0 C3 done3"),
    Timeline(6, goal: 1, is: "A0 goal3"),
    Timeline(6, optsOut: 1, is: "A0 (B3) opted_out3"),
    Timeline(6, opens: ["A": 4], missed: [3], is: "A0 C4 done4"),

    Timeline(7, 8, is: "A0 A'3 cold6"),
    Timeline(7, 8, opens: ["A": 1], is: "A0 B3 B'6 C9 done9"),
    Timeline(7, 8, opens: ["A": 1, "B": 6], is: "A0 B3 C9 done9"),
    Timeline(7, 8, opens: ["A'": 6], is: "A0 A'3 B6 B'9 C12 done12"),
    Timeline(7, 8, clicks: ["A'": 5, "B": 8], is: "A0 A'3 B6 C12 done12"),
    Timeline(7, 8, goal: 3, is: "A0 goal3"),
    Timeline(7, 8, opens: ["A": 1], goal: 5, is: "A0 B3 goal6"),
    Timeline(7, 8, opens: ["A": 1], optsOut: 9, is: "A0 B3 B'6 (C9) opted_out9"),
    Timeline(7, 8, missed: [1, 2], is: "A0 A'3 cold6"),
    Timeline(7, 8, opens: ["A": 1], missed: [3, 4, 5], is: "A0 B6 B'9 C12 done12"),
  ]

  @Test("day by day", arguments: timelines)
  func timeline(_ timeline: Timeline) throws { try timeline.check() }
}
