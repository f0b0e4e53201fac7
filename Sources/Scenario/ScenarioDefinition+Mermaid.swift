public import Pipeline

extension ScenarioDefinition {
  /// The scenario as a Mermaid flowchart: a box a message, a rounded box a wait, a rhombus a branch,
  /// a stadium an end or the entry with its trigger and conditions. Guards are said in a note of
  /// their own. Ends in a line feed.
  public var mermaid: String {
    let program = Flow(flow)
    var boxes: [String] = []
    var arrows: [String] = []
    var ends: [String] = []
    func node(_ index: Int) -> String {
      guard index < program.steps.count else { return end(Outcome.done) }
      guard case .end(let outcome) = program.steps[index].instruction else { return "s\(index)" }
      return end(outcome)
    }
    func end(_ outcome: String) -> String {
      if !ends.contains(outcome) { ends.append(outcome) }
      return "out\(ends.firstIndex(of: outcome) ?? 0)"
    }
    if !guards.isEmpty {
      let conditions = guards.map { "\($0.require.value), else end \($0.outcome)" }
      boxes.append(
        "  guards>\"before every message but the first:<br>"
          + conditions.map(escaped).joined(separator: "<br>") + "\"]")
    }
    let entering = [triggerText, "\(mart), topic \(topic)"] + entry.map(\.value)
    boxes.append(
      "  enter([\"" + entering.map(escaped).joined(separator: "<br>") + "\"])")
    arrows.append("  enter --> \(node(0))")
    for (index, step) in program.steps.enumerated() {
      switch step.instruction {
      case .send(let message):
        boxes.append("  s\(index)[\"\(box(of: message))\"]")
        arrows.append("  s\(index) --> \(node(step.next))")
      case .wait(let message, let days):
        let text = "wait \(days) day\(days == 1 ? "" : "s") after \(message)"
        boxes.append("  s\(index)(\"\(escaped(text))\")")
        arrows.append("  s\(index) --> \(node(step.next))")
      case .branch(let response, let message, let yes, let no):
        boxes.append("  s\(index){\"\(escaped("\(response.rawValue)(\(message))"))\"}")
        arrows.append("  s\(index) -- yes --> \(node(yes))")
        arrows.append("  s\(index) -- no --> \(node(no))")
      case .end: break
      }
    }
    for (index, outcome) in ends.enumerated() {
      boxes.append("  out\(index)([\"\(escaped(outcome))\"])")
    }
    return (["flowchart TD"] + boxes + arrows).joined(separator: "\n") + "\n"
  }

  private func box(of step: String) -> String {
    guard let message = messages.first(where: { $0.step == step }) else { return escaped(step) }
    return escaped("\(step): \(message.label)") + "<br>"
      + escaped(message.channels.joined(separator: ", then "))
  }
}

/// Text inside a quoted Mermaid label; its entities are written with a number sign.
private func escaped(_ text: String) -> String {
  var result = ""
  for character in text {
    switch character {
    case "#": result += "#35;"
    case "\"": result += "#quot;"
    case "<": result += "#lt;"
    case ">": result += "#gt;"
    case "&": result += "#amp;"
    case _ where character.isNewline: result += " "
    default: result.append(character)
    }
  }
  return result
}
