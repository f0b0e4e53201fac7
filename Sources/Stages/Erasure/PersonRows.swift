import Derive
import Pipeline
import Store
import Table

/// Finds the rows of a date's stage files that are about a customer.
///
/// A row is theirs if it names their number, or is matched to them by a link of its source; or names
/// no customer and holds an address that is theirs alone. A consent event is theirs by such an
/// address also if it names another number.
struct PersonRows {
  private let plan: Plan
  private let customers: KeyIndex
  private let addresses: [ErasureMark.Kind: KeyIndex]
  private let allAddresses: KeyIndex
  private let sends: KeyIndex
  private let words: PersonWords

  init(_ plan: Plan, _ marks: Set<ErasureMark>) {
    self.plan = plan
    func index(_ kinds: [ErasureMark.Kind]) -> KeyIndex {
      var index = KeyIndex()
      for mark in marks where kinds.contains(mark.kind) {
        var value = mark.value
        _ = value.withUTF8 { index.insert($0) }
      }
      return index
    }
    customers = index([.customer])
    addresses = Dictionary(
      uniqueKeysWithValues: ErasureMark.Kind.addresses.map { ($0, index([$0])) })
    allAddresses = index(ErasureMark.Kind.addresses)
    sends = index([.send])
    words = PersonWords(marks)
  }

  /// Rows of the tables of a file, and the keys of those of sources and marts.
  struct Found {
    /// By table, ascending.
    var rows: [String: [Int]] = [:]
    /// By source, or by mart.
    var keys: [String: Set<ByteText>] = [:]

    var count: Int { rows.values.reduce(0) { $0 + $1.count } }
  }

  private var definition: PipelineDefinition { plan.definition }

  /// The rows of the cleansed tables.
  func cleansed(_ file: any StageFileReader) throws -> Found {
    var found = Found()
    let linked = try linkedRows(file)
    for table in file.tables where !SourceDefinition.takenNames.contains(table.name) {
      let rows = try rows(of: table, in: file, linked: linked[table.name] ?? [])
      guard !rows.isEmpty else { continue }
      found.rows[table.name] = rows
      guard table.key.count == 1 else { continue }
      let keys = try file.read(table.name, columns: [table.key[0]])[table.key[0]].text
      found.keys[table.name] = Set(rows.compactMap { row in keys.string(row).map { ByteText($0) } })
    }
    try addAccounts(of: file, to: &found)
    return found
  }

  private func rows(
    of table: TableDescription, in file: any StageFileReader, linked: Set<Int>
  ) throws -> [Int] {
    let consent = definition.consent
    switch table.name {
    case consent?.people.source: return try matches(file, table, [(table.key[0], customers)])
    case consent?.deliveryEvents: return try matches(file, table, [("send_id", sends)])
    case consent?.suppressions: return try suppressions(file, table)
    default: break
    }
    let named = customerColumns(of: table)
    let own = try matches(file, table, named.map { ($0, customers) })
    let reached = table.columns.compactMap { column -> (String, KeyIndex)? in
      // A cleansed column's formula is its type and its header.
      guard let type = column.formula?.prefix(while: { $0 != "(" }),
        let index = ErasureMark.Kind(rawValue: String(type)).flatMap({ addresses[$0] })
      else { return nil }
      return (column.name, index)
    }
    let theirs = Set(own).union(linked)
    let others = Set(try matches(file, table, reached)).subtracting(theirs)
    guard !others.isEmpty else { return theirs.sorted() }
    if table.name == consent?.events { return theirs.union(others).sorted() }
    let columns = try file.read(table.name, columns: Set(named)).columns.map(\.text)
    let nobody = others.filter { row in columns.allSatisfy { $0.isNull(row) } }
    return theirs.union(nobody).sorted()
  }

  /// The columns of a source that hold customer numbers.
  private func customerColumns(of table: TableDescription) -> [String] {
    guard let consent = definition.consent else { return [] }
    var names = consent.events == table.name ? ["customer_id"] : []
    for link in definition.source(table.name)?.links ?? []
    where link.source == consent.people.source {
      names += link.steps.filter { $0.target == consent.people.key }.map(\.column)
    }
    // A source that the definitions no longer have may call it as the people do.
    names.append(consent.people.key)
    let known = Set(table.columns.filter { $0.type == .text }.map(\.name))
    return Set(names).intersection(known).sorted()
  }

  /// Rows whose subject is theirs, as its type would read it.
  private func suppressions(_ file: any StageFileReader, _ table: TableDescription) throws -> [Int]
  {
    var rows: Set<Int> = []
    let types = try file.read(table.name, columns: ["subject_type"]).column("subject_type")?.text
    for kind in ErasureMark.Kind.subjects {
      let column = kind == .customer ? "subject_customer_id" : "subject_\(kind.rawValue)"
      let index = kind == .customer ? customers : addresses[kind] ?? KeyIndex()
      rows.formUnion(
        try matches(file, table, [(column, index)]).filter { row in
          types?.string(row).map { $0 == kind.rawValue } ?? true
        })
    }
    return rows.sorted()
  }

  /// The rows in which one of the columns holds one of its values.
  private func matches(
    _ file: any StageFileReader, _ table: TableDescription, _ columns: [(String, KeyIndex)]
  ) throws -> [Int] {
    let wanted = columns.filter { $0.1.count > 0 }
    guard !wanted.isEmpty else { return [] }
    let found = try file.read(table.name, columns: Set(wanted.map(\.0)))
    let texts = wanted.compactMap { name, index -> (TextColumn, KeyIndex)? in
      guard case .text(let column)? = found.column(name)?.values else { return nil }
      return (column, index)
    }
    return (0..<found.rowCount).filter { row in
      texts.contains { column, index in column[row].map { index.find($0) != nil } ?? false }
    }
  }

  /// By source: the rows that a link leads to the customer from. Of a file that was made by other
  /// definitions, the columns that it lacks are empty.
  private func linkedRows(_ file: any StageFileReader) throws -> [String: Set<Int>] {
    guard let people = definition.consent?.people else { return [:] }
    var tables: [String: Table] = [:]
    for (source, columns) in plan.columnsReadByMarts.bySource {
      guard let described = definition.source(source).map({ TableDescription($0) }),
        let found = file.tables.first(where: { $0.name == source })
      else { continue }
      let wanted = described.columns.filter { columns.contains($0.name) }
      let there = wanted.filter { column in
        found.columns.contains { $0.name == column.name && $0.type == column.type }
      }
      tables[source] = try file.read(source, columns: Set(there.map(\.name))).filled(with: wanted)
    }
    // The last day that there is: no row lies in its future, so rows keep their places.
    let day = DayTables(
      cleansed: tables, definition: definition,
      date: CalendarDay.number(year: 9999, month: 12, day: 31))
    guard let keys = tables[people.source]?[people.key].text else { return [:] }
    let own = Set((0..<keys.count).filter { keys[$0].map { customers.find($0) != nil } ?? false })
    guard !own.isEmpty else { return [:] }
    var rows: [String: Set<Int>] = [:]
    for source in definition.sources where tables[source.name] != nil {
      for link in source.links where link.source == people.source {
        let targets = day.link(link.name, of: source.name)
        rows[source.name, default: []].formUnion(
          targets.indices.filter { own.contains(Int(targets[$0])) })
      }
    }
    return rows
  }
}

extension PersonRows {
  /// Rows of what is told of records that could not be read: of their rows, or with their number
  /// or address in the raw text.
  func addAccounts(of file: any StageFileReader, to found: inout Found) throws {
    for name in ["quarantine", "issues"] where file.tables.contains(where: { $0.name == name }) {
      let table = try file.read(name)
      let raw = table["raw"].text
      let keys = table.column("key")?.text
      let sources = table["source"].text
      let rows = (0..<table.rowCount).filter { row in
        if let key = keys?.string(row), let source = sources.string(row),
          found.keys[source]?.contains(ByteText(key)) == true
        {
          return true
        }
        return raw[row].map { words.stand(in: $0) } ?? false
      }
      if !rows.isEmpty { found.rows[name] = rows }
    }
  }

  /// The rows of marts: their own number, or none and an address or a row of theirs. Of a mart that
  /// the definitions no longer have it is not known which source its rows are.
  func derived(_ file: any StageFileReader, keys: [String: Set<ByteText>]) throws -> Found {
    var found = Found()
    for table in file.tables {
      guard !["known", "links", "stage"].contains(table.name), let key = table.key.first else {
        continue
      }
      let mart = plan.mart(table.name)
      let own = mart.map { keys[$0.source] ?? [] } ?? Self.all(keys)
      let addressColumns = table.columns.filter { $0.role?.contains("address") ?? false }.map(
        \.name)
      let read = try file.read(table.name, columns: Set(["customer_id", key] + addressColumns))
      let numbers = read.column("customer_id")?.text
      let texts = addressColumns.compactMap { read.column($0)?.text }
      let rowKeys = read[key].text
      let rows = (0..<read.rowCount).filter { row in
        let isOwnKey = rowKeys.string(row).map { own.contains(ByteText($0)) } ?? false
        if isOwnKey && mart != nil { return true }
        if let number = numbers?[row] { return customers.find(number) != nil }
        if isOwnKey { return true }
        return texts.contains { $0[row].map { allAddresses.find($0) != nil } ?? false }
      }
      found.rows[table.name] = rows
      found.keys[table.name] = Set(rows.compactMap { rowKeys.string($0).map { ByteText($0) } })
    }
    found.rows = found.rows.filter { !$0.value.isEmpty }
    return found
  }

  /// The rows of segments whose subject or row is theirs, of those widened to who missed their day
  /// too.
  ///
  /// - Parameter martKeys: of the rows of marts that are theirs: a mart's key may be put together.
  func segments(
    _ file: any StageFileReader, keys: [String: Set<ByteText>], martKeys: [String: Set<ByteText>]
  ) throws -> Found {
    var found = Found()
    for table in file.tables {
      guard let scenario = Self.scenario(ofSegment: table.name) else { continue }
      // Of a scenario that is gone nobody can tell of which source the row is, but the subject.
      var columnNames = ["subject_key", "row_key"]
      let own: Set<ByteText>
      if let segment = plan.segments.first(where: { ByteText($0.scenario) == ByteText(scenario) }) {
        own = (plan.mart(segment.mart).flatMap { keys[$0.source] } ?? [])
          .union(martKeys[segment.mart] ?? [])
      } else {
        own = Self.all(keys).union(Self.all(martKeys))
        columnNames = ["subject_key"]
      }
      let read = try file.read(table.name)
      let columns = columnNames.map { read[$0].text }
      let rows = (0..<read.rowCount).filter { row in
        columns.contains { column in
          guard let key = column[row] else { return false }
          return customers.find(key) != nil || own.contains(ByteText(key.text))
        }
      }
      if !rows.isEmpty { found.rows[table.name] = rows }
    }
    return found
  }

  /// The scenario whose subjects a table holds, which the definitions may no longer have.
  static func scenario(ofSegment table: String) -> String? {
    for prefix in ["late_segment_", "segment_"] where table.hasPrefix(prefix) {
      return String(table.dropFirst(prefix.count))
    }
    return nil
  }

  private static func all(_ keys: [String: Set<ByteText>]) -> Set<ByteText> {
    keys.values.reduce(into: []) { $0.formUnion($1) }
  }

  /// The rows that say why they were not sent something.
  func excluded(_ file: any StageFileReader) throws -> Found {
    var found = Found()
    for table in file.tables where table.name == "exclusions" {
      let rows = try matches(
        file, table,
        [("send_id", sends), ("customer_id", customers), ("subject_key", customers)])
      if !rows.isEmpty { found.rows[table.name] = rows }
    }
    return found
  }
}

extension Table {
  /// With these columns in this order: those it lacks are null in every row.
  fileprivate func filled(with columns: [ColumnDescription]) -> Table {
    Table(
      name,
      columns.map { wanted in
        if let column = column(wanted.name) { return column }
        return wanted.type == .text
          ? Column(wanted.name, texts: Array(repeating: nil, count: rowCount))
          : Column(wanted.name, wanted.type, numbers: Array(repeating: nil, count: rowCount))
      }, rowCount: rowCount)
  }
}
