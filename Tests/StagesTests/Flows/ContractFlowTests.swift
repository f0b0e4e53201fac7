import Testing

/// 11–16 and 18: who has a contract.
@Suite("Flows of contracts")
struct ContractFlowTests {
  static let timelines: [Timeline] = [
    Timeline(11, 12, is: "A0 A'1 B2 done2"),
    Timeline(11, 12, opens: ["A": 1], is: "A0 B1 done1"),
    Timeline(11, 12, clicks: ["A": 1], is: "A0 B1 done1"),
    Timeline(11, 12, goal: 1, is: "A0 goal1"),
    Timeline(11, 12, goal: 2, is: "A0 A'1 goal2"),
    Timeline(11, 12, leaves: 1, is: "A0 left1"),
    // Who has both lines for a day and then only the new one has left.
    Timeline(11, 12, goal: 1, leaves: 1, is: "A0 left1"),
    Timeline(11, 12, optsOut: 1, is: "A0 (A'1) opted_out1"),
    Timeline(11, 12, missed: [1, 3], is: "A0 A'2 B4 done4"),

    Timeline(13, is: "A0 B3 C6 D9 E12 done12"),
    Timeline(13, opens: ["A": 1, "B": 4], is: "A0 B3 C6 D9 E12 done12"),
    Timeline(13, clicks: ["A": 1], is: "A0 B3 C6 D9 E12 done12"),
    Timeline(13, leaves: 8, is: "A0 B3 C6 left9"),
    Timeline(13, optsOut: 5, is: "A0 B3 (C6) opted_out6"),
    Timeline(13, missed: [3, 7], is: "A0 B4 C8 D11 …"),

    Timeline(14, 16, is: "A0 A'3 done3"),
    Timeline(14, 16, opens: ["A": 3], is: "A0 done3"),
    Timeline(14, 16, clicks: ["A": 1], is: "A0 done3"),
    Timeline(14, 16, goal: 2, is: "A0 goal3"),
    Timeline(14, 16, leaves: 2, is: "A0 left3"),
    Timeline(14, 16, optsOut: 1, is: "A0 (A'3) opted_out3"),
    Timeline(14, 16, missed: [3, 4], is: "A0 A'5 done5"),

    Timeline(15, 18, is: "A0 A'3 done3"),
    Timeline(15, 18, opens: ["A": 1], is: "A0 done3"),
    Timeline(15, 18, clicks: ["A": 3], is: "A0 done3"),
    Timeline(15, 18, leaves: 3, is: "A0 left3"),
    // Who opened the message is not asked about again.
    Timeline(15, 18, opens: ["A": 1], leaves: 2, is: "A0 done3"),
    Timeline(15, 18, optsOut: 3, is: "A0 (A'3) opted_out3"),
    Timeline(15, 18, opens: ["A": 4], missed: [3], is: "A0 done4"),
    Timeline(15, 18, missed: [3], is: "A0 A'4 done4"),
  ]

  @Test("day by day", arguments: timelines)
  func timeline(_ timeline: Timeline) throws { try timeline.check() }
}
