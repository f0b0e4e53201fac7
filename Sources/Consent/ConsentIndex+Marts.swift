import Table

extension ConsentIndex {
  /// A table whose rows stand for people.
  public enum Population: Sendable, Hashable {
    case people
    /// The form table of that number.
    case form(Int)
    case members
  }

  /// The permission columns of marts, for each population one a channel: 1 for a row whose effective
  /// consent on the channel is affirmative, else 0; only what was said about every topic counts. In
  /// row order. O(rows × channels).
  public func permissions(
    of populations: Set<Population>, channels: [Channel], threads: Int = 1
  ) -> [Population: [[Int64]]] {
    var found: [Population: [[Int64]]] = [:]
    // A form of a known customer has the customer's permission.
    let people = permissions(people.key.count, channels, threads) { .customer($0) }
    for population in populations {
      switch population {
      case .people: found[population] = people
      case .form(let number):
        let customers = forms[number].customer
        var columns = permissions(customers.count, channels, threads) { row in
          customers[row] < 0 ? .form(number, row: row) : nil
        }
        for place in columns.indices {
          for row in customers.indices where customers[row] >= 0 {
            columns[place][row] = people[place][Int(customers[row])]
          }
        }
        found[population] = columns
      case .members:
        // What was said by a LINE ID is said about LINE: the rest is the customer's.
        let customers = members?.customer ?? []
        var columns = permissions(customers.count, channels, threads) { .member($0) }
        for place in channels.indices where channels[place] != .line {
          for row in customers.indices where customers[row] >= 0 {
            columns[place][row] = people[place][Int(customers[row])]
          }
        }
        found[population] = columns
      }
    }
    return found
  }

  /// The permissions of a number of rows; 0 where a row has no subject.
  private func permissions(
    _ count: Int, _ channels: [Channel], _ threads: Int,
    _ subject: @Sendable (Int) -> Subject?
  ) -> [[Int64]] {
    let most = 1 << 15
    let starts = Array(stride(from: 0, to: count, by: most))
    let parts = Workers.map(starts.count, threads: threads) { part in
      let rows = starts[part]..<min(starts[part] + most, count)
      var columns = channels.map { _ in [Int64](repeating: 0, count: rows.count) }
      var hearings = Hearings(channels)
      for row in rows {
        guard let subject = subject(row) else { continue }
        forEachAffirmative(subject, channels: channels, &hearings) {
          columns[$0][row - rows.lowerBound] = 1
        }
      }
      return columns
    }
    return channels.indices.map { place in parts.flatMap { $0[place] } }
  }
}
