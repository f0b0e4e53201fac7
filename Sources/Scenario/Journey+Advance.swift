import Pipeline

extension Journey {
  /// Goes on through the flow on a business date, until it must wait past it or ends. A journey
  /// that has ended, or waits past the date, is left as it is.
  ///
  /// - Parameter guards: how the journey ends where the scenario's guards fail, in their order.
  /// - Returns: the message reached on the date, if any: at most one, and none for the second time.
  /// - Complexity: O(steps of the flow).
  public mutating func advance(
    through flow: Flow, guards: [String], on date: Int64, facts: some DayFacts
  ) -> String? {
    guard case .waiting(let place, let until) = state, until <= date else { return nil }
    guard var index = flow.index(of: place) else {
      state = .ended(outcome: Outcome.flowChanged, on: date)
      return nil
    }
    var found: String?
    while index < flow.steps.count {
      let step = flow.steps[index]
      index = step.next
      switch step.instruction {
      case .wait(let message, let days):
        // A message that the journey never came to has nothing to be waited for.
        guard let sent = self.date(of: message), sent + Int64(days) > date else { continue }
        state = .waiting(place: step.place, until: sent + Int64(days))
        return found
      case .branch(let response, let message, let yes, let no):
        index = answered(message, response, on: date, facts) ? yes : no
      case .end(let outcome):
        state = .ended(outcome: outcome, on: date)
        return found
      case .send(let message):
        // Only a flow that was changed under a journey leads to the same message again.
        if self.date(of: message) != nil { continue }
        if let last = reached.last?.date, last >= date {
          state = .waiting(place: step.place, until: last + 1)
          return found
        }
        if !reached.isEmpty, let outcome = refusal(guards, facts) {
          state = .ended(outcome: outcome, on: date)
          return found
        }
        reached.append(Reached(step: message, date: date))
        found = message
      }
    }
    state = .ended(outcome: Outcome.done, on: date)
    return found
  }

  /// How the journey ends before its next message, or nil if it may go on.
  private func refusal(_ guards: [String], _ facts: some DayFacts) -> String? {
    guard let row = facts.row(withKey: rowKey), facts.subject(ofRow: row) == subject else {
      return Outcome.gone
    }
    return guards.indices.first { !facts.holds(guardAt: $0, row: row) }.map { guards[$0] }
  }

  /// Is an open or click of the message known. What is sent on the date itself has no answer yet.
  private func answered(
    _ message: String, _ response: FlowStep.Response, on date: Int64, _ facts: some DayFacts
  ) -> Bool {
    guard let sent = self.date(of: message), sent < date,
      let sendID = facts.fate(of: message, in: self)?.sendID
    else { return false }
    let known = facts.response(toSend: sendID)
    switch response {
    case .open: return known >= .opened
    case .click: return known >= .clicked
    }
  }

  /// Takes the gate's exclusion of the message reached on `date` into account: a refusal ends the
  /// journey with the reason, even if the flow had run out behind the message; any other reason
  /// changes nothing.
  public mutating func settle(excludedFor reason: String, on date: Int64) {
    guard Outcome.refusals.contains(reason), reached.last?.date == date else { return }
    state = .ended(outcome: reason, on: date)
  }
}
