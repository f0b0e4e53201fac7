import Pipeline
import Testing

@Suite("Flow tables")
struct FlowCoverageTests {
  private let all =
    FormFlowTests.timelines + VisitFlowTests.timelines + SiteFlowTests.timelines
    + ContractFlowTests.timelines + CampaignFlowTests.timelines + ContactFlowTests.timelines

  @Test("every scenario has a row for whatever can happen to it")
  func kinds() throws {
    let plans = try Timeline.plans.get()
    #expect(plans.count == 23)
    for number in plans.keys.sorted() {
      let mine = all.filter { $0.scenarios.contains(number) }
      #expect(mine.contains { $0.testDescription.contains("nothing happens") }, "\(number)")
      #expect(mine.contains { !$0.opens.isEmpty }, "\(number)")
      #expect(mine.contains { !$0.clicks.isEmpty }, "\(number)")
      #expect(mine.contains { $0.optsOut != nil }, "\(number)")
      #expect(mine.contains { !$0.missed.isEmpty }, "\(number)")
      let outcomes = plans[number]?.definition.scenarios[0].guards.map(\.outcome) ?? []
      for outcome in outcomes + (number == 19 ? ["goal"] : []) {
        #expect(mine.contains { $0.expected.contains(outcome) }, "\(number): \(outcome)")
      }
    }
  }

  @Test("every message of every scenario is sent in some row")
  func messages() throws {
    for (number, plan) in try Timeline.plans.get() {
      let words = Set(
        all.filter { $0.scenarios.contains(number) }
          .flatMap { $0.expected.split(separator: " ") }
          .map { String($0.prefix { !$0.isNumber }) })
      for message in plan.definition.scenarios[0].messages {
        #expect(words.contains(message.step), "\(number): \(message.step)")
      }
    }
  }
}
