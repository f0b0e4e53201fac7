public import Pipeline

/// A scenario's flow as a flat program. Every step has a place, a name that is kept in the ledger
/// and can be read there: `1` is the second step, `2.else.1` the second step under the `else` of
/// the third.
public struct Flow: Sendable, Equatable {
  enum Instruction: Sendable, Equatable {
    case send(String)
    case wait(after: String, days: Int)
    /// Goes on at `then` or at `otherwise`.
    case branch(FlowStep.Response, of: String, then: Int, otherwise: Int)
    case end(String)
  }

  struct Step: Sendable, Equatable {
    let place: String
    let instruction: Instruction
    /// The step that follows; the number of steps if the flow runs out here.
    let next: Int
  }

  /// In the order of the definition, so that every way through the flow goes forward.
  private(set) var steps: [Step] = []
  private var indexes: [String: Int] = [:]

  /// Compiles a flow. An empty list is a flow that runs out at once. O(steps).
  public init(_ flow: [FlowStep]) {
    append(flow, under: "", then: Flow.count(flow))
    for (index, step) in steps.enumerated() { indexes[step.place] = index }
  }

  /// The places of all steps, in the order of the definition.
  public var places: [String] { steps.map(\.place) }

  /// The step with that place, or nil. O(1).
  func index(of place: String) -> Int? { indexes[place] }

  /// Adds a list of steps; after its last one the flow goes on at `next`.
  private mutating func append(_ list: [FlowStep], under prefix: String, then next: Int) {
    for (position, step) in list.enumerated() {
      let place = prefix + String(position)
      let following =
        position + 1 < list.count ? steps.count + Flow.count([step]) : next
      switch step {
      case .send(let message):
        steps.append(Step(place: place, instruction: .send(message), next: following))
      case .wait(let message, let days):
        steps.append(
          Step(place: place, instruction: .wait(after: message, days: days), next: following))
      case .end(let outcome):
        steps.append(Step(place: place, instruction: .end(outcome), next: following))
      case .branch(let response, let message, let yes, let no):
        let first = steps.count + 1
        let second = first + Flow.count(yes)
        steps.append(
          Step(
            place: place,
            instruction: .branch(
              response, of: message, then: yes.isEmpty ? following : first,
              otherwise: no.isEmpty ? following : second),
            next: following))
        append(yes, under: place + ".then.", then: following)
        append(no, under: place + ".else.", then: following)
      }
    }
  }

  private static func count(_ list: [FlowStep]) -> Int {
    list.reduce(0) { sum, step in
      guard case .branch(_, _, let yes, let no) = step else { return sum + 1 }
      return sum + 1 + count(yes) + count(no)
    }
  }
}
