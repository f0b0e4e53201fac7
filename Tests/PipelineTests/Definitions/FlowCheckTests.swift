import Foundation
import Testing

/// What can be said of a flow without running it.
struct FlowCheckTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    /// The steps, from line 10 and column 3 of the file on.
    let flow: String
    let errors: [String]

    init(_ name: String, _ flow: String, _ errors: String...) {
      testDescription = name
      self.flow = flow
      self.errors = errors
    }
  }

  static let cases: [Case] = [
    Case("one message", "- send: A"),
    Case(
      "a branch without an else",
      "- send: A\n- wait: 1 day after A\n- if: open(A)\n  then:\n    - send: B"),
    Case(
      "an end on one side and a tail for the other",
      "- send: A\n- wait: 1 day after A\n- if: open(A)\n  then:\n    - end: goal\n- send: B"),
    Case(
      "a tail that waits for what only one side sent, where the other ends",
      """
      - send: A
      - wait: 1 day after A
      - if: open(A)
        then:
          - send: B
        else:
          - end: cold
      - wait: 1 day after B
      - send: C
      """),
    Case(
      "a wait for an earlier message that is still to come",
      "- send: A\n- wait: 1 day after A\n- send: B\n- wait: 2 days after A\n- send: C"),
    Case(
      "no wait", "- send: A\n- send: B",
      "scenarios/thanks.yml:11:11: error: no wait before message 'B'",
      "  help: between two messages lies a day or more"),
    Case(
      "a wait that is over already",
      "- send: A\n- wait: 3 days after A\n- send: B\n- wait: 3 days after A\n- send: C",
      "scenarios/thanks.yml:14:11: error: no wait before message 'C'",
      "  help: between two messages lies a day or more"),
    Case(
      "no wait on one side",
      "- send: A\n- if: open(A)\n  then:\n    - wait: 1 day after A\n- send: B",
      "scenarios/thanks.yml:14:11: error: no wait before message 'B'",
      "  help: between two messages lies a day or more"),
    Case(
      "an unknown message", "- send: AA",
      "scenarios/thanks.yml:10:11: error: unknown message 'AA' in the flow",
      "  help: did you mean 'A'?"),
    Case(
      "a wait for an unknown message", "- send: A\n- wait: 1 day after Q\n- send: B",
      "scenarios/thanks.yml:11:11: error: unknown message 'Q' in the flow",
      "  help: did you mean 'A'?"),
    Case(
      "a wait for what was not sent", "- send: A\n- wait: 1 day after B\n- send: B",
      "scenarios/thanks.yml:11:11: error: message 'B' is referred to before it is sent"),
    Case(
      "a branch on what was not sent",
      "- send: A\n- wait: 1 day after A\n- if: open(B)\n  then:\n    - send: B",
      "scenarios/thanks.yml:12:9: error: message 'B' is referred to before it is sent"),
    Case(
      "a wait for what one side did not send",
      "- send: A\n- wait: 1 day after A\n- if: open(A)\n  then:\n    - send: B\n"
        + "- wait: 1 day after B\n- send: C",
      "scenarios/thanks.yml:15:11: error: message 'B' is referred to before it is sent"),
    Case(
      "a message sent twice", "- send: A\n- wait: 1 day after A\n- send: A",
      "scenarios/thanks.yml:12:11: error: message 'A' is sent twice on one way"),
    Case(
      "a step after the end", "- send: A\n- end: goal\n- wait: 1 day after A",
      "scenarios/thanks.yml:12:11: error: a step after 'end' is never reached"),
    Case(
      "a step after a branch that ends on both sides",
      "- send: A\n- wait: 1 day after A\n- if: open(A)\n  then: [{end: goal}]\n"
        + "  else: [{end: cold}]\n- wait: 1 day after A",
      "scenarios/thanks.yml:15:11: error: a step after 'end' is never reached"),
    Case(
      "a side that nobody can come to",
      "- send: A\n- wait: 1 day after A\n- if: open(A)\n  then:\n    - if: open(A)\n"
        + "      then: [{end: goal}]\n      else: [{end: cold}]",
      "scenarios/thanks.yml:16:22: error: a step under 'else' is never reached",
      "  help: 'A' is known to be opened here"),
    Case(
      "a click is an open",
      "- send: A\n- wait: 1 day after A\n- if: click(A)\n  then:\n    - if: open(A)\n"
        + "      then: [{end: goal}]\n      else: [{end: cold}]",
      "scenarios/thanks.yml:16:22: error: a step under 'else' is never reached",
      "  help: 'A' is known to be opened here"),
    Case(
      "an open is no click, and a no may turn into a yes",
      "- send: A\n- wait: 1 day after A\n- if: open(A)\n  then:\n    - if: click(A)\n"
        + "      then: [{end: goal}]\n      else: [{end: cold}]\n"
        + "  else:\n    - wait: 3 days after A\n    - if: open(A)\n"
        + "      then: [{end: goal}]\n      else: [{end: cold}]"),
    Case(
      "an end without an outcome", "- send: A\n- end:",
      "scenarios/thanks.yml:11:9: error: 'end' needs an outcome"),
    Case(
      "a wait that cannot be read", "- send: A\n- wait: three days after A",
      "scenarios/thanks.yml:11:11: error: cannot read the wait 'three days after A'",
      "  help: such as '3 days after A', up to 3650 days"),
    Case(
      "a wait of no days", "- send: A\n- wait: 0 days after A",
      "scenarios/thanks.yml:11:11: error: cannot read the wait '0 days after A'",
      "  help: such as '3 days after A', up to 3650 days"),
    Case(
      "a wait past any lifetime", "- send: A\n- wait: 9223372036854775807 days after A",
      "scenarios/thanks.yml:11:11: error: cannot read the wait '9223372036854775807 days after A'",
      "  help: such as '3 days after A', up to 3650 days"),
    Case(
      "a branch that cannot be read",
      "- send: A\n- wait: 1 day after A\n- if: bought(A)\n  then:\n    - send: B",
      "scenarios/thanks.yml:12:9: error: cannot read the branch 'bought(A)'",
      "  help: such as 'open(A)' or 'click(A)'"),
    Case(
      "a branch without a side", "- send: A\n- wait: 1 day after A\n- if: open(A)",
      "scenarios/thanks.yml:12:5: error: 'then' is missing"),
    Case(
      "a step of no kind", "- send: A\n- pause: 3",
      "scenarios/thanks.yml:11:5: error: unknown key 'pause'",
      "  help: known here: send, wait, if, end, then, else",
      "scenarios/thanks.yml:11:5: error: a step is one of 'send', 'wait', 'if', 'end'"),
    Case(
      "a step of two kinds", "- send: A\n  wait: 1 day after A",
      "scenarios/thanks.yml:10:5: error: a step is one of 'send', 'wait', 'if', 'end'"),
    Case(
      "a side without a branch", "- send: A\n  then: [{end: goal}]",
      "scenarios/thanks.yml:10:5: error: 'then' and 'else' belong to an 'if'"),
    Case(
      "a step that is a text", "- send: A\n- done",
      "scenarios/thanks.yml:11:5: error: an entry of 'flow' must be a mapping"),
    Case(
      "a flow that is a text", "send A", "scenarios/thanks.yml:10:3: error: 'flow' must be a list"),
  ]

  private func folder(_ flow: String) -> DefinitionFolder {
    let used = ["A", "B", "C"].filter {
      flow.contains("send: \($0)\n") || flow.hasSuffix("send: \($0)")
    }
    var folder = DefinitionFolder()
    folder.files["scenarios/thanks.yml"] = """
      scenario: thanks
      number: 1
      mart: orders
      topic: campaign
      trigger: {every: day, at: "19:00"}
      reentry: never
      entry: [email_permission]
      messages: {\((used.isEmpty ? ["A"] : used).map { "\($0): {}" }.joined(separator: ", "))}
      flow:
        \(flow.replacing("\n", with: "\n  "))
      """
    return folder
  }

  @Test("a flow is checked on every way through it", arguments: cases)
  func check(_ row: Case) throws {
    #expect(try folder(row.flow).errors() == row.errors)
  }

  @Test("a flow with more ways than can be walked is refused")
  func tooManyWays() throws {
    // Whether one message was opened says nothing of another.
    let names = (0..<20).map { "M\($0)" }
    let sends = names.map { "- send: \($0)\n- wait: 1 day after \($0)\n" }.joined()
    let branches = names.map { "- if: open(\($0))\n  then:\n    - wait: 99 days after \($0)\n" }
    var folder = folder("- send: A")
    folder.replace(
      "scenarios/thanks.yml", "{A: {}}", "{\(names.map { "\($0): {}" }.joined(separator: ", "))}")
    folder.replace(
      "scenarios/thanks.yml", "- send: A",
      (sends + branches.joined()).replacing("\n", with: "\n  ").trimmingCharacters(in: .whitespaces)
    )
    #expect(
      try folder.errors() == [
        "scenarios/thanks.yml:10:3: error: the flow has too many ways through it to be checked"
      ])
  }

  @Test("a flow that is nested too deeply is refused")
  func tooDeep() throws {
    let flow =
      "[{send: A}, " + String(repeating: "{if: open(A), then: [", count: 30)
      + String(repeating: "]}", count: 30) + "]"
    let errors = try folder(flow).errors()
    #expect(errors.count == 1)
    #expect(errors.first?.hasSuffix("error: the flow is nested too deeply") == true)
  }
}
