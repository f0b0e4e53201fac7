import Pipeline
import Scenario
import Testing

struct ReentryTests {
  struct Case: CustomTestStringConvertible {
    let rule: ScenarioDefinition.Reentry
    let date: String
    let lastEnded: String?
    let admitted: Bool

    var testDescription: String { "\(rule), ended \(lastEnded ?? "never"), on \(date)" }
  }

  @Test(
    "the re-entry rule says who may enter again",
    arguments: [
      Case(rule: .never, date: "2026-11-30", lastEnded: nil, admitted: true),
      Case(rule: .never, date: "2026-11-30", lastEnded: "2020-01-01", admitted: false),
      Case(rule: .eachTrigger, date: "2026-11-30", lastEnded: nil, admitted: true),
      Case(rule: .eachTrigger, date: "2026-11-30", lastEnded: "2026-11-29", admitted: true),
      Case(rule: .afterDays(30), date: "2026-11-30", lastEnded: nil, admitted: true),
      Case(rule: .afterDays(30), date: "2026-11-30", lastEnded: "2026-11-01", admitted: false),
      Case(rule: .afterDays(30), date: "2026-12-01", lastEnded: "2026-11-01", admitted: true),
      Case(rule: .afterDays(30), date: "2028-03-01", lastEnded: "2028-01-31", admitted: true),
      Case(rule: .afterDays(30), date: "2027-03-01", lastEnded: "2027-01-31", admitted: false),
      Case(rule: .afterDays(180), date: "2027-01-01", lastEnded: "2026-07-05", admitted: true),
      Case(rule: .afterDays(180), date: "2027-01-01", lastEnded: "2026-07-06", admitted: false),
    ])
  func admits(_ row: Case) {
    #expect(
      row.rule.admits(on: day(row.date), lastEnded: row.lastEnded.map(day)) == row.admitted)
  }

  @Test("the playbook's re-entry rules are read as meant")
  func playbook() {
    for (number, scenario) in Playbook.scenarios {
      let expected: ScenarioDefinition.Reentry =
        switch number {
        case 1...8, 13, 17, 21: .never
        case 9, 10: .afterDays(30)
        case 14, 16: .afterDays(180)
        default: .eachTrigger
        }
      #expect(scenario.reentry == expected, "scenario \(number)")
    }
  }
}
