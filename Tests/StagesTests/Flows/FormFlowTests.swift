import Testing

/// 1–4: who asked for documents or a quote, yesterday or sixty days ago, and has no contract.
@Suite("Flows of forms")
struct FormFlowTests {
  static let timelines: [Timeline] = [
    Timeline(1, 3, is: "A0 A'1 B2 done2"),
    Timeline(1, 3, opens: ["A": 1], is: "A0 B1 done1"),
    Timeline(1, 3, clicks: ["A": 1], is: "A0 B1 done1"),
    Timeline(1, 3, opens: ["A": 2], is: "A0 A'1 B2 done2"),
    Timeline(1, 3, opens: ["A'": 2], is: "A0 A'1 B2 done2"),
    Timeline(1, 3, goal: 1, is: "A0 goal1"),
    Timeline(1, 3, goal: 2, is: "A0 A'1 goal2"),
    Timeline(1, 3, opens: ["A": 1], goal: 1, is: "A0 goal1"),
    Timeline(1, 3, optsOut: 1, is: "A0 (A'1) opted_out1"),
    Timeline(1, 3, optsOut: 2, is: "A0 A'1 (B2) opted_out2"),
    Timeline(1, 3, missed: [1], is: "A0 A'2 B3 done3"),
    Timeline(1, 3, missed: [1, 2, 3], is: "A0 A'4 B5 done5"),
    Timeline(1, 3, opens: ["A": 2], missed: [1], is: "A0 B2 done2"),
    // Nobody enters on a day that is not run.
    Timeline(1, 3, missed: [0], is: ""),

    Timeline(2, 4, is: "A0 A'3 cold6"),
    Timeline(2, 4, opens: ["A": 1], is: "A0 B3 B'6 C9 done9"),
    Timeline(2, 4, opens: ["A": 3, "B": 6], is: "A0 B3 C9 done9"),
    Timeline(2, 4, opens: ["A'": 4], is: "A0 A'3 B6 B'9 C12 done12"),
    Timeline(2, 4, opens: ["A'": 6, "B": 7], is: "A0 A'3 B6 C12 done12"),
    Timeline(2, 4, clicks: ["A": 1, "B": 4], is: "A0 B3 C9 done9"),
    Timeline(2, 4, goal: 2, is: "A0 goal3"),
    Timeline(2, 4, opens: ["A": 1], goal: 8, is: "A0 B3 B'6 goal9"),
    Timeline(2, 4, opens: ["A": 1, "B": 5], goal: 7, is: "A0 B3 goal9"),
    // The branch comes before the message: who is cold is not looked at again.
    Timeline(2, 4, goal: 4, is: "A0 A'3 cold6"),
    Timeline(2, 4, opens: ["A": 1], optsOut: 5, is: "A0 B3 (B'6) opted_out6"),
    Timeline(2, 4, optsOut: 1, is: "A0 (A'3) opted_out3"),
    Timeline(2, 4, opens: ["A": 1], missed: [3, 4, 9, 10], is: "A0 B5 B'8 C11 done11"),
    Timeline(2, 4, missed: [3, 6, 7], is: "A0 A'4 cold8"),
  ]

  @Test("day by day", arguments: timelines)
  func timeline(_ timeline: Timeline) throws { try timeline.check() }
}
