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
        let taken = Taken(
          places: channels.indices.map { $0 }, columns: people, customers: customers)
        found[population] = permissions(customers.count, channels, threads, taken) { row in
          customers[row] < 0 ? .form(number, row: row) : nil
        }
      case .members:
        // What was said by a LINE ID is said about LINE: the rest is the customer's.
        let customers = members?.customer ?? []
        let taken = Taken(
          places: channels.indices.filter { channels[$0] != .line }, columns: people,
          customers: customers)
        found[population] = permissions(customers.count, channels, threads, taken) { .member($0) }
      }
    }
    return found
  }

  /// Permissions that rows take over from their customers.
  private struct Taken: Sendable {
    /// The places of the channels whose permissions are taken over.
    let places: [Int]
    /// The customers' permissions by channel.
    let columns: [[Int64]]
    /// By row the customer's row, −1 for none.
    let customers: [Int32]
  }

  /// The permissions of a number of rows: those that a row takes over, or else its subject's; 0 where
  /// it has neither.
  private func permissions(
    _ count: Int, _ channels: [Channel], _ threads: Int, _ taken: Taken? = nil,
    _ subject: @Sendable (Int) -> Subject?
  ) -> [[Int64]] {
    let most = 1 << 15
    let starts = Array(stride(from: 0, to: count, by: most))
    let parts = Workers.map(starts.count, threads: threads) { part in
      let rows = starts[part]..<min(starts[part] + most, count)
      var columns = channels.map { _ in [Int64](repeating: 0, count: rows.count) }
      var hearings = Hearings(channels)
      for row in rows {
        if let subject = subject(row) {
          forEachAffirmative(subject, channels: channels, &hearings) {
            columns[$0][row - rows.lowerBound] = 1
          }
        }
        guard let taken, taken.customers[row] >= 0 else { continue }
        for place in taken.places {
          columns[place][row - rows.lowerBound] = taken.columns[place][Int(taken.customers[row])]
        }
      }
      return columns
    }
    return Workers.map(channels.count, threads: threads) { place in
      var column: [Int64] = []
      column.reserveCapacity(count)
      for part in parts { column += part[place] }
      return column
    }
  }
}
