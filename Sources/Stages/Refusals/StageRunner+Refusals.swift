import Consent
import Derive
import Pipeline
import Store
import Table

extension StageRunner {
  /// What the store remembers of refusals, as it was when this process first asked.
  func refusalMemory(_ day: DayTables) throws -> RefusalMemory {
    if let memory = handedOn.refusals { return memory }
    let definition = definition
    let reading = try handedOn.storedRefusals ?? readingRefusals()
    let deliveries = definition.consent?.deliveryEvents.flatMap { day.known[$0]?.table }
    let memory: RefusalMemory
    do {
      memory = try RefusalMemory(try reading.value(), deliveries: deliveries) {
        definition.consent?.columns(naming: $0, in: day) ?? []
      }
    } catch let error as ConsentError {
      throw StageError(.definition, "\(error)")
    }
    handedOn.storedRefusals = nil
    handedOn.refusals = memory
    return memory
  }

  /// Begins to read from the ledger what the record of consent asks of it, beside the day's sources:
  /// for them mostly the disk is waited for.
  func beginReadingRefusals() throws {
    if handedOn.refusals == nil { handedOn.storedRefusals = try readingRefusals() }
  }

  private func readingRefusals() throws -> Workers.Errand<RefusalMemory.Stored> {
    Workers.Errand(threads: options.threads) { [ledger = try ledger(), date = options.date] in
      try RefusalMemory.Stored(ledger, on: date)
    }
  }

  /// The refusals in the date's exports that the store does not remember yet.
  ///
  /// Those that lie after the date are among them: the exports of the next day may begin after them.
  /// Nothing else of a run asks for them before the end, so they are looked for beside it.
  func refusalsToRemember(_ day: DayTables) throws -> Workers.Errand<[Refusals]> {
    let memory = try refusalMemory(day)
    var sources: [(kind: RefusalKind, runs: TableRuns?, table: Table)] = []
    for kind in RefusalKind.allCases {
      guard let source = definition.consent?.source(of: kind) else { continue }
      let columns = Set(kind.columns.map(\.name))
      let hasFuture = (day.known[source]?.future ?? 0) > 0
      sources.append(
        (
          kind,
          hasFuture ? try open(.cleanse).runs(of: source, columns: columns, rows: 32768) : nil,
          day.table(source)
        ))
    }
    return Workers.Errand(threads: options.threads) { [sources] in
      try sources.compactMap { kind, runs, table in
        let found = try runs.map { try kind.refusals(in: $0) }
        let table = found ?? table
        let rows = try found?.allRows ?? kind.refusals(in: table)
        let news = try memory.news(of: kind, in: table, rows: rows)
        return news.table.rowCount > 0 ? news : nil
      }
    }
  }
}

extension StageRunner {
  /// Remembers the refusals in tables of the sources, as the date's exports hold them, without a run
  /// of the date.
  func remember(refusalsIn tables: [String: Table], _ day: DayTables) throws {
    let memory = try refusalMemory(day)
    var news: [Refusals] = []
    for kind in RefusalKind.allCases {
      guard let table = definition.consent?.source(of: kind).flatMap({ tables[$0] }) else {
        continue
      }
      let found = try memory.news(of: kind, in: table, rows: try kind.refusals(in: table))
      if found.table.rowCount > 0 { news.append(found) }
    }
    try ledger().remember(news, on: options.date)
  }
}

extension ConsentDefinition {
  /// The columns of the day's tables that name customers, or hold addresses of a kind.
  fileprivate func columns(naming kind: ErasureMark.Kind, in day: DayTables) -> [TextColumn] {
    var places: [(source: String, column: String)] = []
    let channels = Channel.allCases.filter { $0.addressKinds.first?.mark == kind }.map(\.rawValue)
    switch kind {
    case .customer: places.append((people.source, people.key))
    case .key, .send: return []
    case .email, .phone, .line, .token:
      for addresses in people.addresses where channels.contains(addresses.channel) {
        places += addresses.columns.map { (people.source, $0) }
      }
      for form in forms {
        places += form.answers.filter { channels.contains($0.channel) }
          .map { (form.source, $0.address) }
      }
      if kind == .line, let members = lineMembers { places.append((members.source, "line_id")) }
    }
    let name = kind == .customer ? "customer_id" : kind.rawValue
    let prefix = kind == .customer ? "" : "address_"
    if let events { places.append((events, prefix + name)) }
    if let suppressions { places.append((suppressions, "subject_" + name)) }
    return places.compactMap { place in
      guard case .text(let column)? = day.known[place.source]?.table.column(place.column)?.values
      else { return nil }
      return column
    }
  }

  /// The source that refusals of a kind are read from.
  fileprivate func source(of kind: RefusalKind) -> String? {
    switch kind {
    case .consentEvents: events
    case .deliveryEvents: deliveryEvents
    case .suppressions: suppressions
    }
  }
}

extension RefusalKind {
  /// The rows of a source that are refusals.
  fileprivate func refusals(in table: Table) throws -> [Int32] {
    do {
      switch self {
      case .consentEvents: return try ConsentSources.refusals(among: table)
      case .deliveryEvents: return try ConsentSources.refusals(amongDeliveries: table)
      case .suppressions: return table.allRows
      }
    } catch {
      throw StageError(.definition, "\(error)")
    }
  }

  /// The refusals of a source that is read a run of rows at a time: of the others nothing is kept.
  fileprivate func refusals(in runs: TableRuns) throws -> Table {
    var found: Table?
    for run in 0..<runs.count {
      let table = try runs.table(run)
      let refusals = table.gather(try refusals(in: table))
      if found == nil { found = refusals } else { found?.append(contentsOf: refusals) }
    }
    return found ?? Table(table, [])
  }
}

extension Table {
  /// The numbers of all rows.
  fileprivate var allRows: [Int32] { Array(0..<Int32(rowCount)) }
}

extension AddressKind {
  /// As what the store knows an address of the kind.
  var mark: ErasureMark.Kind {
    switch self {
    case .email: .email
    case .phone: .phone
    case .line: .line
    case .token: .token
    }
  }
}
