public import Pipeline

extension ScenarioDefinition {
  /// The flow as indented plain text, one step a line, each with its place as the ledger names it,
  /// under the guards that stand before every message but the first. Ends in a line feed.
  public var outline: String {
    var lines: [String] = []
    if !guards.isEmpty {
      lines.append("before every message but the first:")
      lines += guards.map { "  require \($0.require.value), else end \($0.outcome)" }
    }
    let width = Flow(flow).places.map(\.count).max() ?? 0
    appendOutline(of: flow, under: "", indent: "", width: width, to: &lines)
    lines.append(String(repeating: " ", count: width) + "  end done")
    return lines.joined(separator: "\n") + "\n"
  }

  private func appendOutline(
    of list: [FlowStep], under prefix: String, indent: String, width: Int,
    to lines: inout [String]
  ) {
    for (position, step) in list.enumerated() {
      let place = prefix + String(position)
      func line(_ text: String, at place: String) {
        let gap = String(repeating: " ", count: width - place.count + 2)
        lines.append(place + gap + indent + text)
      }
      switch step {
      case .send(let message): line(describe(message), at: place)
      case .wait(let message, let days):
        line("wait \(days) day\(days == 1 ? "" : "s") after \(message)", at: place)
      case .end(let outcome): line("end \(outcome)", at: place)
      case .branch(let response, let message, let yes, let no):
        line("if \(response.rawValue)(\(message))", at: place)
        appendOutline(
          of: yes, under: place + ".then.", indent: indent + "  ", width: width, to: &lines)
        if !no.isEmpty {
          line("else", at: "")
          appendOutline(
            of: no, under: place + ".else.", indent: indent + "  ", width: width, to: &lines)
        }
      }
    }
  }

  /// `send A by email, then sms: label (repeats X)`
  private func describe(_ step: String) -> String {
    guard let message = messages.first(where: { $0.step == step }) else { return "send \(step)" }
    let repeated = message.resendOf.map { " (repeats \($0))" } ?? ""
    return "send \(step) by \(message.channels.joined(separator: ", then ")): "
      + message.label + repeated
  }
}
