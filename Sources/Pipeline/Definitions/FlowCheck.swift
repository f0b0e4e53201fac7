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
    /// Messages that are known to be opened, or clicked, on this way.
    var opened = Set<String>()
    var clicked = Set<String>()

    /// What the way already says of a branch: yes, or nothing. A no may turn into a yes later.
    func isSure(_ response: FlowStep.Response, of message: String) -> Bool {
      switch response {
      case .open: opened.contains(message) || clicked.contains(message)
      case .click: clicked.contains(message)
      }
    }

    /// The way on which a branch was answered with yes.
    func answered(_ response: FlowStep.Response, of message: String) -> Way {
      var way = self
      switch response {
      case .open: way.opened.insert(message)
      case .click: way.clicked.insert(message)
      }
      return way
    }
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
    check.everyStepIsReached(flow)
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
    case .branch(let response, let message, _, _):
      _ = sent(message, way, at: written.location)
      walk(written.then + rest, way.answered(response, of: message))
      if !way.isSure(response, of: message) { walk(written.otherwise + rest, way) }
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

  /// Steps that no way comes to: the first of each run of them is told.
  private func everyStepIsReached(_ flow: [WrittenStep], _ way: Way = Way()) {
    for (position, written) in flow.enumerated() {
      if position > 0, flow[position - 1].alwaysEnds {
        return sink.error(at: written.location, "a step after 'end' is never reached")
      }
      guard case .branch(let response, let message, _, _) = written.step else { continue }
      everyStepIsReached(written.then, way.answered(response, of: message))
      guard way.isSure(response, of: message), let first = written.otherwise.first else {
        everyStepIsReached(written.otherwise, way)
        continue
      }
      sink.error(
        at: first.location, "a step under 'else' is never reached",
        help: "'\(message)' is known to be \(response == .open ? "opened" : "clicked") here")
    }
  }
}

extension WrittenStep {
  /// True if no way leads past the step.
  fileprivate var alwaysEnds: Bool {
    switch step {
    case .end: true
    case .branch:
      then.contains(where: \.alwaysEnds) && otherwise.contains(where: \.alwaysEnds)
    case .send, .wait: false
    }
  }
}
