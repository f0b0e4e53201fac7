import Report
import Table

/// A day that is made up: two exports, a data file, two scenarios.
enum SmallDay {
  static let date = CalendarDay.number(year: 2026, month: 11, day: 21)

  /// The same day with every word of a definition or a file passed through `word`.
  static func report(_ word: (String) -> String = { $0 }) -> DayReport {
    var report = DayReport(
      pipeline: word("shop"), label: word("店"), date: date, definitionDigest: word("d0"),
      software: word("0.1.0"), manifestDigest: word("m0"), isSealed: false)
    addInputs(to: &report, word)
    report.marts = [mart(word)]
    report.scenarios = [branching(word), waiting(word)]
    report.channels = [
      DayReport.Channel(
        name: word("email"), label: word("メール"),
        caps: [
          DayReport.Cap(
            sends: 2, days: 1,
            people: [DayReport.People(sends: 1, count: 3), DayReport.People(sends: 2, count: 1)])
        ])
    ]
    report.reasons = [word("no_destination"), word("suppressed"), "frequency_cap"]
    report.conservation = [
      DayReport.Conservation(
        scenario: word("welcome"), step: word("A"), channel: word("email"), candidates: 9, sends: 5,
        exclusions: [1, 0, 3])
    ]
    return report
  }

  private static func addInputs(to report: inout DayReport, _ word: (String) -> String) {
    report.sources = [
      source(word("people"), word("顧客"), read: 12, quarantined: 1, issues: 3, word),
      source(word("events"), word("イベント"), read: 0, quarantined: 0, issues: 0, word),
    ]
    report.files = [
      DayReport.File(
        source: word("people"), name: word("people_1.csv"), bytes: 12_345, isGzipped: true,
        encoding: word("cp932"), read: 12, loaded: 10, superseded: 1, quarantined: 1,
        reasons: [1, 0], unknownColumns: 1, repeatedColumns: 0)
    ]
    report.quarantineReasons = [word("stray_quote"), word("missing_key")]
    let key = DayReport.IssueKey(
      source: word("people"), column: word("born_on"), reason: word("bad_date"))
    report.issues = [DayReport.Issue(key: key, count: 3)]
    report.links = [
      DayReport.Link(
        source: word("events"), name: word("person"),
        steps: [DayReport.LinkStep(equal: word("email = email"), matched: 4, ambiguous: 1)],
        unmatched: 2)
    ]
    report.atRisk = [
      DayReport.AtRisk(source: word("events"), quarantined: 1, unreadableSubjects: 0)
    ]
    report.days = [date - 2, date].map { date in
      var day = DayReport.KeptDay(date: date)
      day.read = [word("people"): Int(date - SmallDay.date) + 12]
      day.quarantined = [word("people"): 1]
      day.issues = [key: 3]
      day.segments = [word("welcome"): 7]
      day.sends = date == SmallDay.date ? 5 : nil
      day.exclusions = date == SmallDay.date ? 4 : nil
      return day
    }
  }

  private static func source(
    _ name: String, _ label: String, read: Int, quarantined: Int, issues: Int,
    _ word: (String) -> String
  ) -> DayReport.Source {
    DayReport.Source(
      name: name, label: label, files: read > 0 ? 1 : 0, read: read, loaded: max(0, read - 2),
      superseded: read > 0 ? 1 : 0, quarantined: quarantined, maxQuarantined: 0.1,
      known: read > 0 ? 10 : nil, future: read > 0 ? 0 : nil, issues: issues,
      columns: [
        DayReport.SourceColumn(
          name: word("email"), header: word("メールアドレス"), type: word("email"),
          isReadByConsent: true, isStructural: false),
        DayReport.SourceColumn(
          name: word("born_on"), header: word("生年月日"), type: word("date"),
          isReadByConsent: false, isStructural: false),
      ])
  }

  private static func mart(_ word: (String) -> String) -> DayReport.Mart {
    DayReport.Mart(
      name: word("customers"), label: word("顧客データ"), source: word("people"), rows: 10,
      columns: [
        DayReport.MartColumn(
          name: word("email"), label: word("メール"), type: word("text"), formula: word("email"),
          reads: [DayReport.SourceReference(source: word("people"), column: word("email"))],
          asksConsent: [word("email")],
          uses: [
            .condition([1, 2]), .guarding([1]), .subject([2]), .field([1]),
            .address(channel: word("email")), .permission(channel: word("email")),
          ])
      ])
  }

  private static func branching(_ word: (String) -> String) -> DayReport.Scenario {
    var scenario = DayReport.Scenario(
      id: word("welcome"), number: 1, name: word("ようこそ"), mart: word("customers"),
      trigger: .daily, isTriggered: true, isTransactional: true)
    scenario.waterfall = [
      DayReport.WaterfallStep(condition: nil, rows: 10),
      DayReport.WaterfallStep(condition: word("days < 3 and a > 1"), rows: 8),
    ]
    scenario.segmentSize = 7
    scenario.messages = ["A", "B"].map {
      DayReport.Message(
        step: word($0), label: word("案内 \($0) <新規>"), channels: [word("email"), word("sms")])
    }
    scenario.guards = [DayReport.Guard(require: word("not gone"), outcome: word("goal"))]
    scenario.flow = [
      .message(place: "0", step: word("A")), .wait(place: "1", after: word("A"), days: 1),
      .branch(
        place: "2", response: "open", of: word("A"),
        then: [.message(place: "2.then.0", step: word("B"))],
        otherwise: [.end(place: "2.else.0", outcome: word("cold"))]),
    ]
    scenario.journeys.enteredToday = 9
    scenario.journeys.waiting = 4
    scenario.journeys.ended = 2
    scenario.journeys.waitingAt = ["1": 4]
    scenario.journeys.due = [DayReport.Due(date: date + 1, count: 4)]
    scenario.journeys.reached = [word("A"): 11]
    scenario.journeys.outcomes = [DayReport.OutcomeCount(outcome: word("goal"), all: 2, today: 1)]
    return scenario
  }

  private static func waiting(_ word: (String) -> String) -> DayReport.Scenario {
    var scenario = DayReport.Scenario(
      id: word("monthly"), number: 2, name: word("毎月"), mart: word("customers"),
      trigger: .weekdays(weekday: 5, nth: [1, 3]), isTriggered: false, isTransactional: false)
    scenario.waterfall = [DayReport.WaterfallStep(condition: nil, rows: 10)]
    scenario.segmentSize = 10
    scenario.messages = [
      DayReport.Message(step: word("A"), label: word("案内"), channels: [word("email")])
    ]
    scenario.flow = [.message(place: "0", step: word("A"))]
    return scenario
  }
}
