import Table

extension ConsentIndex {
  /// A table whose rows stand for people.
  public enum Population: Sendable, Hashable {
    case people
    /// The form table of that number.
    case form(Int)
    case members
  }

  /// The permission column of a mart: 1 for a row whose effective consent on the channel is
  /// affirmative, else 0; only what was said about every topic counts. In row order. O(rows).
  public func permissions(of population: Population, channel: Channel) -> [Int64] {
    let count: Int
    let subject: (Int) -> Subject
    switch population {
    case .people:
      count = people.key.count
      subject = { .customer($0) }
    case .form(let number):
      count = forms[number].key.count
      subject = { .form(number, row: $0) }
    case .members:
      count = members?.lineID.count ?? 0
      subject = { .member($0) }
    }
    return (0..<count).map { decision(for: subject($0), channel: channel).isAffirmative ? 1 : 0 }
  }
}
