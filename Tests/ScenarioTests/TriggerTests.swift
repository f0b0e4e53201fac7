import Pipeline
import Scenario
import Testing

struct TriggerTests {
  @Test("a daily trigger fires every day")
  func daily() {
    for date in day("2026-11-01")...day("2026-12-31") {
      #expect(ScenarioDefinition.Trigger.daily.fires(on: date))
    }
  }

  @Test(
    "a monthly trigger fires on its day, and not in a month without it",
    arguments: [
      (
        1, "2026-11-01", "2027-03-01",
        ["2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01", "2027-03-01"]
      ),
      (31, "2026-11-01", "2027-02-28", ["2026-12-31", "2027-01-31"]),
      (29, "2027-02-01", "2027-03-31", ["2027-03-29"]),
      (29, "2028-02-01", "2028-03-28", ["2028-02-29"]),
      (30, "2028-02-01", "2028-02-29", []),
    ])
  func monthly(of dayOfMonth: Int, from: String, to: String, expected: [String]) {
    #expect(fired(.monthly(day: dayOfMonth), from, to) == expected)
  }

  @Test(
    "a weekday trigger counts the weekdays of its month",
    arguments: [
      (
        5, [1, 3], "2026-11-01", "2027-01-31",
        ["2026-11-06", "2026-11-20", "2026-12-04", "2026-12-18", "2027-01-01", "2027-01-15"]
      ),
      (5, [5], "2026-10-01", "2027-01-31", ["2026-10-30", "2027-01-29"]),
      (0, [1], "2026-11-01", "2026-12-31", ["2026-11-01", "2026-12-06"]),
      (2, [5], "2028-02-01", "2028-02-29", ["2028-02-29"]),
      (
        6, [1, 2, 3, 4, 5], "2026-02-01", "2026-02-28",
        ["2026-02-07", "2026-02-14", "2026-02-21", "2026-02-28"]
      ),
      (3, [], "2026-11-01", "2026-11-30", []),
    ])
  func weekdays(_ weekday: Int, nth: [Int], from: String, to: String, expected: [String]) {
    #expect(fired(.weekdays(weekday: weekday, nth: nth), from, to) == expected)
  }

  @Test("a trigger on dates fires on those of its parameter")
  func dates() throws {
    let trigger = ScenarioDefinition.Trigger.dates(parameter: "starts")
    let parameters = try Pipelines.parameters(
      """
        starts: {type: list of date, value: [2026-11-24, 2028-02-29]}
        other: {type: list of date, value: ["2026-11-25"]}
        word: {type: text, value: "2026-11-26"}
      """)
    #expect(trigger.fires(on: day("2026-11-24"), parameters: parameters))
    #expect(trigger.fires(on: day("2028-02-29"), parameters: parameters))
    #expect(!trigger.fires(on: day("2026-11-25"), parameters: parameters))
    #expect(!trigger.fires(on: day("2026-11-24")))
    #expect(
      !ScenarioDefinition.Trigger.dates(parameter: "word")
        .fires(on: day("2026-11-26"), parameters: parameters))
  }

  @Test("the playbook's triggers are read as meant")
  func playbook() {
    #expect(Playbook.scenario(1).trigger == .daily)
    #expect(Playbook.scenario(11).trigger == .monthly(day: 1))
    #expect(Playbook.scenario(15).trigger == .weekdays(weekday: 5, nth: [1, 3]))
    #expect(Playbook.scenario(19).trigger == .dates(parameter: "starts"))
  }

  private func fired(
    _ trigger: ScenarioDefinition.Trigger, _ from: String, _ to: String
  ) -> [String] {
    (day(from)...day(to)).filter { trigger.fires(on: $0) }.map(text)
  }
}
