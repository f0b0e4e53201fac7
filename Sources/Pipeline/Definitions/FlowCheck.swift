/// What can be said of a flow without running it, by walking every way through it.
struct FlowCheck {
  /// Each branch of a list doubles the ways through the rest of it.
  private static let mostVisits = 20_000

  private let steps: [String]
  private let sink: DiagnosticSink
  private var used = Set<String>()
  private var visits = 0

  /// A way through the flow, up to some step.
  private struct Way {
    /// Days after the entry on which each message is sent if the pipeline runs every day.
    var sent: [String: Int] = [:]
    var day = 0
    var lastSent: Int?
  }

  /// `isWhole` is false if some step could not be read: what it sent is then not known.
  static func check(
    _ flow: [WrittenStep], isWhole: Bool, messages: [ScenarioDefinition.Message],
    at location: SourceLocation, sink: DiagnosticSink
  ) {
    var check = FlowCheck(steps: messages.map(\.step), sink: sink)
    check.walk(flow[...], Way())
    if check.visits > mostVisits {
      sink.error(at: location, "the flow has too many ways through it to be checked")
    } else if isWhole, check.used.isSubset(of: check.steps) {
      for message in messages where !check.used.contains(message.step) {
        sink.error(at: message.location, "message '\(message.step)' is never sent")
      }
    }
    check.endsAreLast(flow)
  }

  private init(steps: [String], sink: DiagnosticSink) {
    self.steps = steps
    self.sink = sink
  }

  private mutating func walk(_ flow: ArraySlice<WrittenStep>, _ way: Way) {
    visits += 1
    guard let written = flow.first, visits <= Self.mostVisits else { return }
    let rest = flow.dropFirst()
    var way = way
    switch written.step {
    case .send(let message):
      used.insert(message)
      if !steps.contains(message) { unknown(message, at: written.location) }
      if way.sent[message] != nil {
        sink.error(at: written.location, "message '\(message)' is sent twice on one way")
      } else if way.lastSent == way.day {
        sink.error(
          at: written.location, "no wait before message '\(message)'",
          help: "between two messages lies a day or more")
      }
      way.sent[message] = way.day
      way.lastSent = way.day
      walk(rest, way)
    case .wait(let message, let days):
      if let sent = sent(message, way, at: written.location) {
        way.day = max(way.day, sent + days)
      } else {
        way.day += days
      }
      walk(rest, way)
    case .branch(_, let message, _, _):
      _ = sent(message, way, at: written.location)
      walk(written.then + rest, way)
      walk(written.otherwise + rest, way)
    case .end: break
    }
  }

  /// The day on which a message that a step refers to was sent on this way.
  private func sent(_ message: String, _ way: Way, at location: SourceLocation) -> Int? {
    if !steps.contains(message) {
      unknown(message, at: location)
    } else if way.sent[message] == nil {
      sink.error(at: location, "message '\(message)' is referred to before it is sent")
    }
    return way.sent[message]
  }

  private func unknown(_ message: String, at location: SourceLocation) {
    sink.error(
      at: location, "unknown message '\(message)' in the flow",
      help: Suggestion.help(for: message, in: steps))
  }

  private func endsAreLast(_ flow: [WrittenStep]) {
    for (position, written) in flow.enumerated() {
      if case .end = written.step, position + 1 < flow.count {
        sink.error(
          at: flow[position + 1].location, "a step after 'end' is never reached")
      }
      endsAreLast(written.then)
      endsAreLast(written.otherwise)
    }
  }
}
