import Table

extension ConsentIndex {
  /// A table whose rows stand for people.
  public enum Population: Sendable, Hashable {
    case people
    /// The form table of that number.
    case form(Int)
    case members
  }

  /// The permission columns of a mart, one a channel: 1 for a row whose effective consent on the
  /// channel is affirmative, else 0; only what was said about every topic counts. In row order.
  /// O(rows × channels).
  public func permissions(of population: Population, channels: [Channel]) -> [[Int64]] {
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
    var columns = channels.map { _ in [Int64](repeating: 0, count: count) }
    var hearings = Hearings(channels)
    for row in 0..<count {
      forEachAffirmative(subject(row), channels: channels, &hearings) { columns[$0][row] = 1 }
    }
    return columns
  }
}
