import Pipeline
import Scenario
import Testing

/// Every flow of the playbook, day by day.
struct FlowTableTests {
  struct Case: CustomTestStringConvertible {
    let numbers: [Int]
    let opens: [String]
    let clicks: [String]
    let fails: [Int: Int]
    let missed: Set<Int>
    let expected: String

    init(
      _ numbers: Int..., opens: [String] = [], clicks: [String] = [], fails: [Int: Int] = [:],
      missed: Set<Int> = [], is expected: String
    ) {
      self.numbers = numbers
      self.opens = opens
      self.clicks = clicks
      self.fails = fails
      self.missed = missed
      self.expected = expected
    }

    var testDescription: String {
      var text = numbers.map(String.init).joined(separator: ", ")
      if !opens.isEmpty { text += " opens " + opens.joined(separator: " ") }
      if !clicks.isEmpty { text += " clicks " + clicks.joined(separator: " ") }
      for (index, day) in fails.sorted(by: { $0.key < $1.key }) {
        text += " guard \(index) fails from day \(day)"
      }
      if !missed.isEmpty { text += " missed \(missed.sorted())" }
      return text + ": " + expected
    }
  }

  static let cases: [Case] = [
    Case(1, 3, 10, 11, 12, is: "A0 A'1 B2 done2"),
    Case(1, 3, 10, 11, 12, opens: ["A"], is: "A0 B1 done1"),
    Case(1, 3, 10, 11, 12, clicks: ["A"], is: "A0 B1 done1"),
    Case(1, 3, 10, 11, 12, opens: ["A'"], is: "A0 A'1 B2 done2"),
    Case(1, 3, fails: [0: 1], is: "A0 goal1"),
    Case(1, 3, fails: [0: 2], is: "A0 A'1 goal2"),
    Case(1, 3, opens: ["A"], fails: [0: 0], is: "A0 goal1"),
    Case(10, fails: [0: 2], is: "A0 A'1 left2"),
    Case(11, 12, fails: [0: 1], is: "A0 left1"),
    Case(11, 12, fails: [1: 2], is: "A0 A'1 goal2"),
    Case(11, 12, fails: [0: 1, 1: 1], is: "A0 left1"),
    Case(1, missed: [1], is: "A0 A'2 B3 done3"),
    Case(1, missed: [1, 2, 3], is: "A0 A'4 B5 done5"),
    Case(1, opens: ["A"], missed: [1, 2], is: "A0 B3 done3"),

    Case(2, 4, 7, 8, is: "A0 A'3 cold6"),
    Case(2, 4, 7, 8, opens: ["A"], is: "A0 B3 B'6 C9 done9"),
    Case(2, 4, 7, 8, opens: ["A", "B"], is: "A0 B3 C9 done9"),
    Case(2, 4, 7, 8, opens: ["A'"], is: "A0 A'3 B6 B'9 C12 done12"),
    Case(2, 4, 7, 8, opens: ["A'", "B"], is: "A0 A'3 B6 C12 done12"),
    Case(2, 4, 7, 8, clicks: ["A", "B"], is: "A0 B3 C9 done9"),
    Case(2, 4, 7, 8, opens: ["A"], fails: [0: 9], is: "A0 B3 B'6 goal9"),
    Case(2, 4, 7, 8, opens: ["A", "B"], fails: [0: 7], is: "A0 B3 goal9"),
    Case(2, 4, 7, 8, fails: [0: 4], is: "A0 A'3 cold6"),
    Case(2, opens: ["A"], missed: [3, 4, 9, 10, 11], is: "A0 B5 B'8 C12 done12"),

    Case(5, opens: ["A", "B"], is: "A0 B3 D6 done6"),
    Case(5, opens: ["A"], is: "A0 B3 E6 done6"),
    Case(5, is: "A0 C3 E6 done6"),
    Case(5, fails: [0: 1], is: "A0 goal3"),
    Case(5, fails: [1: 4], is: "A0 C3 left6"),
    Case(5, fails: [0: 4, 1: 4], is: "A0 C3 goal6"),

    Case(6, opens: ["A"], is: "A0 C3 done3"),
    Case(6, is: "A0 B3 done3"),
    Case(6, fails: [0: 3], is: "A0 goal3"),

    Case(9, opens: ["A"], is: "A0 B1 done1"),
    Case(9, is: "A0 A'1 done1"),
    Case(9, fails: [0: 1], is: "A0 goal1"),

    Case(13, is: "A0 B3 C6 D9 E12 done12"),
    Case(13, opens: ["A", "B", "C", "D", "E"], is: "A0 B3 C6 D9 E12 done12"),
    Case(13, fails: [0: 8], is: "A0 B3 C6 left9"),
    Case(13, missed: [3, 6, 7], is: "A0 B4 C8 D11 E14 done14"),

    Case(14, 15, 16, 18, opens: ["A"], is: "A0 done3"),
    Case(14, 15, 16, 18, is: "A0 A'3 done3"),
    Case(14, 15, 16, 18, fails: [0: 2], is: "A0 left3"),
    Case(14, 15, 16, 18, opens: ["A"], fails: [0: 2], is: "A0 done3"),
    Case(14, 16, fails: [1: 3], is: "A0 goal3"),

    Case(17, opens: ["A"], is: "A0 B5 done5"),
    Case(17, is: "A0 A'3 B5 done5"),
    Case(17, fails: [0: 5], is: "A0 A'3 goal5"),
    Case(17, opens: ["A"], missed: [3, 4, 5, 6], is: "A0 B7 done7"),

    Case(19, opens: ["A"], is: "A0 B6 done6"),
    Case(19, clicks: ["A"], is: "A0 goal6"),
    Case(19, is: "A0 A'1 B6 done6"),
    Case(19, opens: ["A'"], is: "A0 A'1 B6 done6"),
    Case(19, clicks: ["A'"], is: "A0 A'1 goal6"),

    Case(20, is: "A0 A'3 done3"),
    Case(20, opens: ["A"], is: "A0 A'3 done3"),
    Case(20, fails: [0: 3], is: "A0 goal3"),

    Case(21, 22, 23, opens: ["A"], is: "A0 B4 done4"),
    Case(21, 22, 23, is: "A0 A'1 B4 done4"),
    Case(21, 22, 23, fails: [0: 4], is: "A0 A'1 goal4"),
    Case(21, 22, 23, missed: [1], is: "A0 A'2 B5 done5"),
  ]

  @Test("a flow reaches its messages on the days that the playbook gives", arguments: cases)
  func days(_ row: Case) throws {
    let start = day("2026-11-19")
    for number in row.numbers {
      var simulation = Simulation(Playbook.scenario(number))
      for step in row.opens { simulation.responses[step] = .opened }
      for step in row.clicks { simulation.responses[step] = .clicked }
      simulation.guardFails = row.fails.mapValues { start + Int64($0) }
      simulation.missed = row.missed
      #expect(simulation.journey(from: start).days == row.expected, "scenario \(number)")
    }
  }

  @Test("every flow of the playbook is covered by the table")
  func coverage() {
    #expect(Set(Self.cases.flatMap(\.numbers)) == Set(Playbook.entries.map(\.number)))
    #expect(Playbook.scenarios.count == 23)
  }

  @Test(
    "waits count calendar days over the ends of months and years",
    arguments: [
      (2, "2027-01-29", "A 2027-01-29 B 2027-02-01 B' 2027-02-04 C 2027-02-07 done 2027-02-07"),
      (2, "2028-02-26", "A 2028-02-26 B 2028-02-29 B' 2028-03-03 C 2028-03-06 done 2028-03-06"),
      (2, "2027-02-26", "A 2027-02-26 B 2027-03-01 B' 2027-03-04 C 2027-03-07 done 2027-03-07"),
      (9, "2026-12-31", "A 2026-12-31 B 2027-01-01 done 2027-01-01"),
      (9, "2100-02-28", "A 2100-02-28 B 2100-03-01 done 2100-03-01"),
    ])
  func monthEnds(number: Int, start: String, expected: String) {
    var simulation = Simulation(Playbook.scenario(number))
    simulation.responses = ["A": .opened]
    #expect(simulation.journey(from: day(start)).dates == expected)
  }

  @Test("a journey that waits says where it stands and until when")
  func waiting() {
    let simulation = Simulation(Playbook.scenario(2))
    #expect(simulation.journey(from: day("2026-11-19"), days: 0).days == "A0 1:3")
    #expect(simulation.journey(from: day("2026-11-19"), days: 4).days == "A0 A'3 2.else.1:6")
  }
}
