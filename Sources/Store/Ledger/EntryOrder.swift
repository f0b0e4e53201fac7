import Table

/// The order of the ledger's keys: bytes of texts, days by number. O(n log n).
enum EntryOrder {
  /// The places of journeys by scenario, subject and day of entry.
  static func of(_ journeys: [JourneyState]) -> [Int] {
    places(
      [
        texts(journeys.lazy.map(\.scenarioID)), texts(journeys.lazy.map(\.subjectKey)),
        Column("key", .date, .numbers(journeys.map(\.enteredOn))),
      ], count: journeys.count)
  }

  /// The places of ids.
  static func of(ids: some Collection<String>) -> [Int] { places([texts(ids)], count: ids.count) }

  private static func texts(_ keys: some Sequence<String>) -> Column {
    var column = TextColumn()
    for key in keys { column.append(text: key) }
    return Column("key", .text, .text(column))
  }

  private static func places(_ keys: [Column], count: Int) -> [Int] {
    KeyOrder.rows(of: keys, rowCount: count)?.map(Int.init) ?? Array(0..<count)
  }
}
