import Table

extension ConsentIndex {
  /// Decides for a person, a channel and a topic at the end of the business date.
  public func decision(
    for subject: Subject, channel: Channel, topic: TopicQuery = .none
  ) -> Decision {
    let person = resolve(subject)
    var hearing = Hearing(channels: ChannelSet(channel), topic: topic.id)
    hear(person, &hearing)
    return decision(for: person, channel: channel, hearing)
  }

  /// The same for several channels at once and no topic: what was said is listened to once. Calls
  /// `body` with the place of each channel that the person agreed to.
  func forEachAffirmative(
    _ subject: Subject, channels: [Channel], _ hearings: inout Hearings, _ body: (Int) -> Void
  ) {
    let person = resolve(subject)
    hearings.forget()
    hear(person, &hearings)
    for (place, channel) in channels.enumerated()
    where decision(for: person, channel: channel, hearings.all[place]).isAffirmative {
      body(place)
    }
  }

  private func decision(for person: Person, channel: Channel, _ hearing: Hearing) -> Decision {
    if channel == .line, let block = block(of: person) {
      return Decision(verdict: .optedOut, basis: .block(block), channel: channel)
    }
    let base = base(of: person, channel: channel)
    guard let heard = hearing.decides(events) else {
      return base.isTrue
        ? Decision(verdict: .affirmative, basis: base.basis, channel: channel)
        : Decision(verdict: .noConsent, basis: base.basis, channel: channel)
    }
    let event = events[Int(heard)]
    if event.isOptOut {
      return Decision(verdict: .optedOut, basis: .event(heard), channel: channel)
    }
    // A permission that says no gives way only to an opt_in known to be younger.
    if base.isFalse, base.time == nullNumber || event.time <= base.time {
      return Decision(verdict: .noConsent, basis: base.basis, channel: channel)
    }
    return Decision(verdict: .affirmative, basis: .event(heard), channel: channel)
  }

  /// Who a subject is: the customer behind it, or the row that stands for itself.
  enum Person {
    /// A customer, with a LINE ID where the subject is one.
    case customer(Int, member: Int?)
    case prospect(Int, row: Int)
    case member(Int)
    case nobody
  }

  func resolve(_ subject: Subject) -> Person {
    switch subject {
    case .customer(let row): return .customer(row, member: nil)
    case .form(let form, let row):
      let customer = Int(forms[form].customer[row])
      return customer >= 0 ? .customer(customer, member: nil) : .prospect(form, row: row)
    case .member(let row):
      let customer = Int(members?.customer[row] ?? -1)
      return customer >= 0 ? .customer(customer, member: row) : .member(row)
    case .nobody: return .nobody
    }
  }

  /// The row of the LINE ID that a person is reached by.
  private func member(of person: Person) -> Int? {
    switch person {
    case .customer(let row, let member):
      return member ?? memberRow(ofCustomer: row)
    case .prospect, .nobody: return nil
    case .member(let row): return row
    }
  }

  private func block(of person: Person) -> Int32? {
    guard let members, let row = member(of: person), members.blockedAt[row] != nullNumber else {
      return nil
    }
    return Int32(row)
  }

  private func hear(_ person: Person, _ hearing: inout some Listener) {
    switch person {
    case .customer(let row, let member):
      byPerson.forEach(row) { hearing.hear($0) }
      for column in peopleMentions { column.forEach(row) { hearing.hear($0) } }
      if let member { memberMentions?.forEach(member) { hearing.hear($0) } }
    case .prospect(let form, let row):
      for column in formMentions[form] { column.forEach(row) { hearing.hear($0) } }
    case .member(let row): memberMentions?.forEach(row) { hearing.hear($0) }
    case .nobody: break
    }
  }
}

/// Takes in what was said about a person.
private protocol Listener {
  mutating func hear(_ mention: Mention)
}

/// What concerns several decisions about a person.
struct Hearings: Listener {
  fileprivate var all: [Hearing]

  init(_ channels: [Channel]) {
    all = channels.map { Hearing(channels: ChannelSet($0), topic: TopicQuery.none.id) }
  }

  fileprivate mutating func forget() {
    for place in all.indices { all[place].forget() }
  }

  fileprivate mutating func hear(_ mention: Mention) {
    for place in all.indices { all[place].hear(mention) }
  }
}

/// The latest of what concerns a decision.
private struct Hearing: Listener {
  let channels: ChannelSet
  let topic: Int32
  private var latest: Int32 = -1
  private var latestForm: Int32 = -1

  init(channels: ChannelSet, topic: Int32) {
    self.channels = channels
    self.topic = topic
  }

  mutating func forget() {
    latest = -1
    latestForm = -1
  }

  mutating func hear(_ mention: Mention) {
    guard !mention.channels.isDisjoint(with: channels),
      mention.topic == -1 || mention.topic == topic
    else { return }
    if mention.isForm {
      latestForm = max(latestForm, mention.event)
    } else {
      latest = max(latest, mention.event)
    }
  }

  /// The event that decides: forms are not heard where the latest of the others is a refusal.
  func decides(_ events: [ConsentEvent]) -> Int32? {
    if latest >= 0, events[Int(latest)].isOptOut { return latest }
    let last = max(latest, latestForm)
    return last >= 0 ? last : nil
  }
}
