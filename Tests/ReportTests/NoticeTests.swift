import Testing

@testable import Report

@Suite("What is worth a look")
struct NoticeTests {
  private func notices(_ change: (inout DayReport) -> Void) -> [String] {
    var report = SmallDay.report()
    report.atRisk = []
    report.files = []
    report.sources[0].maxQuarantined = 1
    change(&report)
    return report.notices.map(\.words.en)
  }

  @Test("is nothing on a good day")
  func nothing() { #expect(notices { _ in } == []) }

  @Test("is a refusal that nobody could read, before everything else")
  func risk() {
    let found = notices {
      $0.atRisk = [DayReport.AtRisk(source: "events", quarantined: 1, unreadableSubjects: 2)]
      $0.sources[0].maxQuarantined = 0.1
    }
    #expect(
      found.first
        == "events: 1 record that cannot be read, 2 without a readable subject. "
        + "A refusal may be among them.")
    #expect(found.count == 2)
  }

  @Test("is a source past half of its limit, and not one under it", arguments: [0.1, 0.2])
  func quarantine(_ limit: Double) {
    // One of twelve records.
    let found = notices { $0.sources[0].maxQuarantined = limit }
    #expect(found.count == (limit == 0.1 ? 1 : 0))
  }

  @Test("is a source that has lost over a fifth of its records, and ten or more")
  func shrunk() {
    for (before, isShrunk) in [(21, false), (22, true), (60, true)] {
      let found = notices { report in
        for day in report.days.indices { report.days[day].read["people"] = before }
      }
      #expect(found.count == (isShrunk ? 1 : 0))
      #expect(found.allSatisfy { $0.hasPrefix("people: \(before) → 12 records since ") })
    }
    // Nine of ten are few.
    #expect(!DayReport.Source.hasShrunk(from: 9, to: 0))
    #expect(!DayReport.Source.hasShrunk(from: 100, to: 80))
  }

  @Test("is an issue that has doubled, by ten at least", arguments: [(12, 0), (13, 1), (30, 1)])
  func issues(_ count: Int, _ expected: Int) {
    let found = notices { $0.issues[0].count = count }
    #expect(found.count == expected)
  }

  @Test("is a scenario that found nobody, where there were many")
  func segment() {
    let found = notices {
      $0.scenarios[0].segmentSize = 0
      $0.days[0].segments["welcome"] = 40
    }
    #expect(found == ["scenario 1 (welcome): from 40 entrants to none"])
  }

  @Test("is a row that does not balance")
  func balance() {
    #expect(notices { $0.conservation[0].sends = 4 } == ["1 rows do not balance"])
  }

  @Test("is headers that nobody declared")
  func headers() {
    let found = notices { $0.files = SmallDay.report().files }
    #expect(found == ["1 column not defined, or there twice, in 1 file"])
  }
}
