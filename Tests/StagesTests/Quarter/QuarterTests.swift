import Consent
import Foundation
import Gate
import Pipeline
import Store
import Table
import Testing

/// A simulated quarter: ninety business dates of the insurer's 23 scenarios, answers fed back.
@Suite("A quarter")
struct QuarterTests {
  private let quarter: Quarter

  init() throws { quarter = try Quarter.whole.get() }

  private var sends: [LedgerSend] { quarter.days.flatMap(\.sends) }

  private func number(_ scenario: String) -> Int {
    quarter.plan.definition.scenario(scenario)?.number ?? 0
  }

  @Test("it has ninety business dates, over month ends, a year end and a leap day")
  func dates() {
    #expect(quarter.days.count == 90)
    let run = Set(quarter.days.map { CalendarDay.text($0.date) })
    #expect(run.isSuperset(of: ["2028-01-01", "2028-01-31", "2028-02-29", "2028-03-01"]))
    print("quarter of seed \(Quarter.seed): \(sends.count) sends,", tally)
  }

  private var tally: String {
    Dictionary(grouping: quarter.days.flatMap(\.exclusions), by: \.reason.code)
      .map { "\($0.key) \($0.value.count)" }.sorted().joined(separator: ", ")
  }

  @Test("every step of every scenario is sent")
  func everyStep() {
    let sent = Set(sends.map { "\($0.scenarioID)/\($0.step)" })
    let all = quarter.plan.definition.scenarios.flatMap { scenario in
      scenario.messages.map { "\(scenario.id)/\($0.step)" }
    }
    #expect(all.count == 76)
    #expect(all.filter { !sent.contains($0) } == [], "seed \(Quarter.seed)")
  }

  @Test("every reason for not sending occurs")
  func everyReason() {
    let found = Set(quarter.days.flatMap(\.exclusions).map(\.reason))
    #expect(Reason.allCases.filter { !found.contains($0) } == [], "seed \(Quarter.seed)")
  }

  @Test("journeys end in every way that the definitions know")
  func everyOutcome() {
    let found = Set(quarter.journeys.compactMap(\.outcome))
    let all = ["cold", "done", "goal", "left", "no_consent", "opted_out", "suppressed"]
    #expect(all.filter { !found.contains($0) } == [], "seed \(Quarter.seed)")
  }

  @Test("on every day candidates are sends and exclusions")
  func conservation() {
    for day in quarter.days {
      let label = "\(CalendarDay.text(day.date)), seed \(Quarter.seed)"
      #expect(day.candidates > 0, "\(label)")
      #expect(day.candidates == day.sends.count + day.exclusions.count, "\(label)")
      let sent = Dictionary(grouping: day.sends) { "\($0.scenarioID) \($0.step) \($0.channel)" }
      let kept = Dictionary(grouping: day.exclusions) {
        "\($0.message.scenarioID) \($0.message.step) \($0.channel.rawValue)"
      }
      for row in day.conservation {
        let key = "\(row.scenarioID) \(row.step) \(row.channel.rawValue)"
        #expect(
          row.candidates == (sent[key]?.count ?? 0) + (kept[key]?.count ?? 0), "\(key), \(label)")
      }
    }
  }

  @Test("nobody is sent anything without consent at that moment")
  func consent() {
    #expect(sends.count > 5000)
    for day in quarter.days {
      #expect(day.unlawful == [], "\(CalendarDay.text(day.date)), seed \(Quarter.seed)")
    }
  }

  @Test("nobody is refused whom the slow model would write to")
  func withheld() {
    for day in quarter.days {
      #expect(day.withheld == [], "\(CalendarDay.text(day.date)), seed \(Quarter.seed)")
    }
  }

  @Test("no message of a journey is sent twice")
  func once() {
    let keys = sends.map { [$0.scenarioID, $0.step, $0.subjectKey, String($0.enteredOn)] }
    #expect(Set(keys).count == keys.count)
    #expect(Set(sends.map(\.sendID)).count == sends.count)
    let planted = quarter.days[0].exclusions.filter { $0.reason == .alreadySent }
    #expect(planted.count > 0 && planted.count <= Quarter.planted)
  }

  @Test("messages go out on the days and at the times that the playbook gives")
  func calendar() {
    let calendar = PlainCalendar(
      missed: Quarter.missed, campaign: Quarter.campaign.map(day))
    for send in sends {
      let number = number(send.scenarioID)
      let label =
        "\(send.scenarioID) \(send.step) on \(CalendarDay.text(send.businessDate)), "
        + "entered \(CalendarDay.text(send.enteredOn)), seed \(Quarter.seed)"
      if !calendar.mayGoOut(number, send.step, entered: send.enteredOn, on: send.businessDate) {
        Issue.record("not on that day of the journey: \(label)")
      }
      let hour: Int64 = PlainCalendar.evenings.contains(number) ? 19 : 10
      if send.sendAt != send.businessDate * 86400 + hour * 3600 {
        Issue.record("not at that time: \(label)")
      }
    }
  }

  @Test("people enter on the days that the playbook gives, and on each of them")
  func entries() {
    let calendar = PlainCalendar(
      missed: Quarter.missed, campaign: Quarter.campaign.map(day))
    for scenario in quarter.plan.definition.scenarios {
      let journeys = quarter.journeys.filter { $0.scenarioID == scenario.id }
      let entered = Set(journeys.map(\.enteredOn))
      if PlainCalendar.isDaily(scenario.number) {
        let name = scenario.id.hasPrefix("renewal") ? "renewal" : scenario.id
        let days = quarter.facts.entryDays[name] ?? [:]
        let wrong = journeys.filter { days[$0.subjectKey]?.contains($0.enteredOn) != true }
        #expect(wrong.map(\.subjectKey) == [], "\(scenario.id), seed \(Quarter.seed)")
        #expect(entered.count > 20, "\(scenario.id), seed \(Quarter.seed)")
      } else {
        let open = quarter.days.map(\.date).filter { calendar.opens(scenario.number, on: $0) }
        #expect(entered.sorted() == open, "\(scenario.id), seed \(Quarter.seed)")
      }
    }
  }

  @Test("nobody gets more than the caps allow")
  func caps() {
    let limits: [String: (day: Int, week: Int)] = [
      "email": (2, 4), "sms": (1, 2), "line": (1, 7),
    ]
    let counted = sends.filter { !$0.isTransactional }
    for (person, sends) in Dictionary(grouping: counted, by: { $0.customerID ?? $0.address }) {
      for (channel, limit) in limits {
        let dates = sends.filter { $0.channel == channel }.map(\.businessDate)
        for date in Set(dates) {
          let today = dates.count { $0 == date }
          let week = dates.count { date - 6 <= $0 && $0 <= date }
          if today > limit.day || week > limit.week {
            Issue.record(
              "\(person) by \(channel) on \(CalendarDay.text(date)), seed \(Quarter.seed)")
          }
        }
      }
    }
  }

  @Test("the control group gets nothing of its scenario")
  func holdout() {
    let held = quarter.days.flatMap(\.exclusions).filter { $0.reason == .holdout }
    #expect(held.allSatisfy { $0.message.scenarioID == "accessory_purchase" })
    let sent = Set(sends.filter { $0.scenarioID == "accessory_purchase" }.map(\.subjectKey))
    #expect(held.count > 100 && sent.isDisjoint(with: held.map(\.subjectKey)))
  }
}
