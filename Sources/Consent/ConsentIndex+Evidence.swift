import Table

extension ConsentIndex {
  /// What shows that the person agreed. Nil unless the decision is affirmative.
  public func evidence(of decision: Decision) -> Evidence? {
    guard decision.isAffirmative else { return nil }
    let channel = decision.channel
    switch decision.basis {
    case .customer(let row):
      return Evidence(
        source: "customer", id: people.key.string(Int(row)) ?? "",
        at: time(people.updatedAt.earliest[Int(row)]),
        origin: people.origins?.string(Int(row))
          ?? people.permissionColumns[channel].map { "\(people.mart).\($0)" })
    case .form(let form, let row): return evidence(ofForm: Int(form), row: Int(row), channel)
    case .member(let row):
      guard let members else { return nil }
      return Evidence(
        source: "line_member", id: members.lineID.string(Int(row)) ?? "",
        at: time(members.joinedAt[Int(row)]), origin: "\(members.mart).line_permission")
    case .event(let rank):
      let event = events[Int(rank)]
      if case .form(let number) = event.source {
        return evidence(ofForm: Int(number), row: Int(event.row), channel)
      }
      return Evidence(
        source: "event", id: event.id.isNull ? "" : ids[event.id].text, at: time(event.time),
        origin: eventColumns.origin.string(Int(event.row)))
    case .nothing, .block: return nil
    }
  }

  private func evidence(ofForm number: Int, row: Int, _ channel: Channel) -> Evidence {
    let form = forms[number]
    return Evidence(
      source: "form", id: form.key.string(row) ?? "", at: time(form.time.earliest[row]),
      origin: form.permissionColumns[channel].map { "\(form.mart).\($0)" })
  }

  private func time(_ seconds: Int64) -> Int64? { seconds == nullNumber ? nil : seconds }
}
