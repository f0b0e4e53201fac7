import Yams

/// A step of a flow with the place where it is written.
struct WrittenStep {
  /// A branch's own lists are empty here; `then` and `otherwise` hold them.
  let step: FlowStep
  let location: SourceLocation
  var then: [WrittenStep] = []
  var otherwise: [WrittenStep] = []

  /// The step without its places.
  var flowStep: FlowStep {
    guard case .branch(let response, let message, _, _) = step else { return step }
    return .branch(
      response, of: message, then: then.map(\.flowStep), else: otherwise.map(\.flowStep))
  }
}

/// Reads `send: A`, `wait: 3 days after A`, `if: open(A)` with `then` and `else`, `end: goal`.
struct FlowReader {
  /// More than any flow that people can follow; an alias that repeats itself is stopped here.
  private static let mostSteps = 1000, deepest = 20, longestWait = 3650
  private static let kinds = ["send", "wait", "if", "end"]

  private let sink: DiagnosticSink
  private var left = mostSteps

  /// The list under the key `flow`.
  static func read(_ yaml: YAMLMap) -> [WrittenStep] {
    var reader = FlowReader(sink: yaml.sink)
    return reader.list("flow", of: yaml, depth: 0)
  }

  private init(sink: DiagnosticSink) { self.sink = sink }

  private mutating func list(_ key: String, of yaml: YAMLMap, depth: Int) -> [WrittenStep] {
    if yaml[key] == nil { sink.error(at: yaml.location, "'\(key)' is missing") }
    guard depth < Self.deepest else {
      sink.error(at: yaml.location, "the flow is nested too deeply")
      return []
    }
    var steps: [WrittenStep] = []
    for item in yaml.maps(key) {
      guard left > 0 else {
        sink.error(at: item.location, "the flow has over \(Self.mostSteps) steps")
        break
      }
      left -= 1
      if let step = step(item, depth: depth) { steps.append(step) }
    }
    return steps
  }

  private mutating func step(_ yaml: YAMLMap, depth: Int) -> WrittenStep? {
    yaml.allowOnly(.flowStep)
    let given = Self.kinds.filter { yaml[$0] != nil }
    guard given.count == 1 else {
      sink.error(at: yaml.location, "a step is one of 'send', 'wait', 'if', 'end'")
      return nil
    }
    if given != ["if"], yaml["then"] != nil || yaml["else"] != nil {
      sink.error(at: yaml.location, "'then' and 'else' belong to an 'if'")
    }
    if let message = yaml.text("send") {
      return WrittenStep(step: .send(message.value), location: message.location)
    }
    if let outcome = yaml.text("end") {
      if outcome.value.isEmpty { sink.error(at: outcome.location, "'end' needs an outcome") }
      return WrittenStep(step: .end(outcome.value), location: outcome.location)
    }
    if let wait = yaml.text("wait") { return self.wait(wait) }
    guard let condition = yaml.text("if") else { return nil }
    let response = Self.response(condition.value)
    if response == nil {
      sink.error(
        at: condition.location, "cannot read the branch '\(condition.value)'",
        help: "such as 'open(A)' or 'click(A)'")
    }
    let then = list("then", of: yaml, depth: depth + 1)
    let otherwise = yaml["else"] == nil ? [] : list("else", of: yaml, depth: depth + 1)
    return response.map { response, message in
      WrittenStep(
        step: .branch(response, of: message, then: [], else: []), location: condition.location,
        then: then, otherwise: otherwise)
    }
  }

  private func wait(_ text: Located<String>) -> WrittenStep? {
    let words = text.value.split(separator: " ")
    guard words.count == 4, let days = Int(words[0]), 1...Self.longestWait ~= days,
      words[1] == "day" || words[1] == "days", words[2] == "after"
    else {
      sink.error(
        at: text.location, "cannot read the wait '\(text.value)'",
        help: "such as '3 days after A', up to \(Self.longestWait) days")
      return nil
    }
    return WrittenStep(
      step: .wait(after: String(words[3]), days: days), location: text.location)
  }

  private static func response(_ text: String) -> (FlowStep.Response, String)? {
    guard let open = text.firstIndex(of: "("), text.hasSuffix(")"),
      let response = FlowStep.Response(rawValue: String(text[..<open]))
    else { return nil }
    return (response, String(text[text.index(after: open)...].dropLast()))
  }
}
