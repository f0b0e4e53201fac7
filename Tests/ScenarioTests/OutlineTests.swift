import Pipeline
import Scenario
import Testing

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
          s0["A: ご案内<br>email, then sms"]
          s1("wait 2 days after A")
          s2{"click(A)"}
          s4["A': 再送 #quot;2#quot; #lt;#35;#gt;<br>email"]
          out0(["goal"])
          out1(["done"])
          enter([enter]) --> s0
          s0 --> s1
          s1 --> s2
          s2 -- yes --> out0
          s2 -- no --> s4
          s4 --> out1

        """)
  }

  @Test("the chart has a box and an arrow for every step but ends, which are shared")
  func chart() {
    for scenario in Playbook.scenarios.values {
      let lines = scenario.mermaid.split(separator: "\n").map(String.init)
      #expect(lines.contains { $0.hasPrefix("  guards>") } == !scenario.guards.isEmpty)
      for index in Flow(scenario.flow).places.indices {
        let boxes = ["[", "(", "{"].map { "  s\(index)" + $0 }
        let hasBox = lines.contains { line in boxes.contains { line.hasPrefix($0) } }
        let hasArrow = lines.contains { $0.hasSuffix("--> s\(index)") }
        #expect(hasBox == hasArrow, "scenario \(scenario.number), step \(index)")
      }
      let ends = lines.filter { $0.hasPrefix("  out") }
      #expect(Set(ends).count == ends.count)
      #expect(!ends.isEmpty)
    }
  }
}
