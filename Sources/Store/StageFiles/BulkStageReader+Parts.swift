import Table

/// Reading tables that lie in two parts. What rows share is read once, and only if it is asked for;
/// each row then takes over references to it.
extension BulkStageReader {
  func parts(of table: String) throws(StoreError) -> TableParts {
    let description = try description(of: table)
    guard description.isParted else { throw StageCatalog.undivided(table) }
    let shared = SharedRows(
      description, try read(description.sharedPart, only: description.shared), database.path)
    return try shared.parts(read(description.rowsPart))
  }

  /// The table whole, or those of its columns.
  func readParts(
    of description: TableDescription, only columns: Set<String>? = nil
  ) throws(StoreError) -> Table {
    let columns = columns ?? Set(description.columns.map(\.name))
    let shared = try sharedRows(description, columns)
    return try shared.join(read(description.rowsPart, only: shared.read(columns)))
  }

  func runs(
    inPartsOf description: TableDescription, _ columns: Set<String>, rows: Int, areKept: Bool
  ) throws(StoreError) -> TableRuns {
    let shared = try sharedRows(description, columns)
    let runs = try runs(
      of: description.rowsPart, columns: shared.read(columns), rows: rows, areKept: areKept)
    return TableRuns(count: runs.count, rowCount: runs.rowCount) { (run) throws(StoreError) in
      try shared.join(runs.table(run))
    }
  }

  /// Of what rows share only that is read which the selected ones do.
  func selected(
    inPartsOf description: TableDescription, _ columns: Set<String>, _ key: String,
    _ keys: KeyIndex, threads: Int
  ) throws(StoreError) -> SelectedRows {
    guard !description.shared.contains(key) else {
      let whole = try readParts(of: description, only: columns.union([key]))
      return SelectedRows(of: whole, where: key, isOneOf: keys).with(columns)
    }
    let none = SharedRows(description, nil, database.path)
    let wanted = description.shared.intersection(columns)
    let own = columns.union(wanted.isEmpty ? [] : [description.reference])
    let rows = try selected(
      of: description.rowsPart, columns: own, key, keys, threads: threads)
    guard !wanted.isEmpty else { return rows.with(try none.join(rows.table)) }
    let part = description.sharedPart
    let (root, rowCount) = try place(of: part)
    let places = try none.places(of: rows.table, among: rowCount)
    var isWanted = [Bool](repeating: false, count: rowCount)
    for place in places { isWanted[Int(place)] = true }
    var numbers = [Int32](repeating: -1, count: rowCount)
    var count: Int32 = 0
    for place in isWanted.indices where isWanted[place] {
      numbers[place] = count
      count += 1
    }
    let reading = TableReading(part, rowCount: Int(count), database, only: wanted)
    let runs = try database.leafRuns(root: root, rowCount: rowCount, least: rowsAtATime)
      .filter { $0.rows.contains { isWanted[$0] } }
    let leaves = LeafReader(database, runs)
    for (number, run) in runs.enumerated() {
      var row = run.rows.lowerBound
      try leaves.forEachRecord(of: number) { (record) throws(StoreError) in
        defer { row += 1 }
        guard row < run.rows.upperBound else { throw database.damage }
        if isWanted[row] { try reading.add(record) }
      }
    }
    let parts = TableParts(
      own: rows.table.without(description.reference), places: places.map { numbers[Int($0)] },
      shared: try reading.table())
    return rows.with(parts.joined(description))
  }

  /// What rows share, if any of it is among the columns.
  private func sharedRows(
    _ description: TableDescription, _ columns: Set<String>
  ) throws(StoreError) -> SharedRows {
    let wanted = description.shared.intersection(columns)
    let rows = wanted.isEmpty ? nil : try read(description.sharedPart, only: wanted)
    return SharedRows(description, rows, database.path)
  }
}
