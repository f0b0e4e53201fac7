import Pipeline
import Testing

@testable import Scenario

struct OutlineTests {
  @Test("the outline shows guards, places, channels and ends")
  func outline() {
    #expect(
      Playbook.scenario(11).outline == """
        before every message but the first:
          require life_contract_flag, else end left
          require not nonlife_contract_flag, else end goal
        0         send A by email: A
        1         wait 1 day after A
        2         if open(A)
        2.then.0    send B by email: B
                  else
        2.else.0    send A' by email: A'
        2.else.1    wait 1 day after A'
        2.else.2    send B by email: B
                  end done

        """)
  }

  @Test("the outline tells labels, alternatives and what a message repeats")
  func labels() throws {
    let scenario = try #require(
      try Pipelines.load(scenarios: [
        """
        scenario: x
        number: 1
        mart: data
        topic: campaign
        trigger: {every: day, at: "10:00"}
        reentry: never
        entry: [email_permission]
        messages:
          A: {label: ご案内, channel: [email, sms]}
          A': {label: 再送 "2" <#>, resend_of: A}
        flow:
          - send: A
          - wait: 2 days after A
          - if: click(A)
            then: [{end: goal}]
          - send: A'
        """
      ]).scenarios.first)
    #expect(
      scenario.outline == """
        0         send A by email, then sms: ご案内
        1         wait 2 days after A
        2         if click(A)
        2.then.0    end goal
        3         send A' by email: 再送 "2" <#> (repeats A)
                  end done

        """)
    #expect(
      scenario.mermaid == """
        flowchart TD
          enter(["every day at 10:00<br>data, topic campaign<br>email_permission"])
          s0["A: ご案内<br>email, then sms"]
          s1("wait 2 days after A")
          s2{"click(A)"}
          s4["A': 再送 #quot;2#quot; #lt;#35;#gt;<br>email"]
          out0(["goal"])
          out1(["done"])
          enter --> s0
          s0 --> s1
          s1 --> s2
          s2 -- yes --> out0
          s2 -- no --> s4
          s4 --> out1

        """)
  }

  @Test("the summary tells what the scenario is, who enters and when, and then the flow")
  func summary() {
    let scenario = Playbook.scenario(11)
    #expect(
      scenario.summary == """
        11 life_cross_sell: life_cross_sell
        mart      data
        topic     campaign
        trigger   day 1 of every month at 10:00
        re-entry  each trigger
        entry     email_permission


        """ + scenario.outline)
  }

  @Test("catching up, a control group, a subject and more conditions are told where there are any")
  func wholeSummary() throws {
    let scenario = try #require(
      try Pipelines.load(scenarios: [
        """
        scenario: x
        number: 3
        name: 例
        mart: data
        topic: appointment
        transactional: true
        trigger: {every: sunday, nth: [2], at: "09:05"}
        reentry: after 1 days
        catch_up_days: 2
        holdout: 0.25
        subject: customer_id
        entry: [email_permission, days_since_request = 1]
        messages: {A: {}}
        flow: [{send: A}]
        """
      ]).scenarios.first)
    #expect(
      scenario.summary == """
        3 x: 例
        mart      data
        topic     appointment, transactional
        trigger   2nd sunday of the month at 09:05
        re-entry  1 day after the last journey ended
        catch-up  2 days later
        hold-out  a share of 0.25
        subject   customer_id
        entry     email_permission
                  days_since_request = 1

        0  send A by email: A
           end done

        """)
  }

  @Test(
    "triggers are told in words",
    arguments: [
      (1, "every day at 19:00"), (11, "day 1 of every month at 10:00"),
      (15, "1st and 3rd friday of the month at 10:00"), (19, "on the dates of 'starts' at 10:00"),
    ])
  func triggers(number: Int, words: String) {
    let scenario = Playbook.scenario(number)
    #expect(scenario.summary.contains("trigger   \(words)\n"))
    #expect(scenario.mermaid.contains("enter([\"\(words)<br>"))
  }

  @Test("the chart has a box and an arrow for every step but ends, which are shared")
  func chart() {
    #expect(Playbook.scenarios.count == 23)
    for scenario in Playbook.scenarios.values {
      let lines = scenario.mermaid.split(separator: "\n").map(String.init)
      #expect(lines.contains { $0.hasPrefix("  guards>") } == !scenario.guards.isEmpty)
      for (index, step) in Flow(scenario.flow).steps.enumerated() {
        let isEnd = if case .end = step.instruction { true } else { false }
        let boxes = ["[", "(", "{"].map { "  s\(index)" + $0 }
        let hasBox = lines.contains { line in boxes.contains { line.hasPrefix($0) } }
        let hasArrow = lines.contains { $0.hasSuffix("--> s\(index)") }
        #expect(hasBox == !isEnd, "scenario \(scenario.number), step \(index)")
        #expect(hasArrow == !isEnd, "scenario \(scenario.number), step \(index)")
      }
      let ends = lines.filter { $0.hasPrefix("  out") }
      #expect(Set(ends).count == ends.count)
      #expect(!ends.isEmpty)
    }
  }
}
