public import Pipeline
public import Table

/// Everything that marts of one business date are made of: known rows, links followed.
///
/// Sources come and go: each is added before it is first read and let go of after it was last read.
public struct DayTables: Sendable {
  /// The business date, in days since 1970-01-01.
  public let date: Int64
  /// By source, the rows known at the end of the date; of those that were added and not let go of.
  public private(set) var known: [String: KnownRows] = [:]
  /// By source, then by link.
  public private(set) var links: [String: [String: LinkRows]] = [:]
  /// What could not be made of them.
  public let overlong = OverlongTexts()
  private let sources: [SourceDefinition]
  /// By source and column: what links look up that are followed later.
  private var indexes: [String: [String: RowIndex]] = [:]

  /// A day without rows. It is enough for conditions over a mart.
  public init(date: Int64, sources: [SourceDefinition] = []) {
    self.date = date
    self.sources = sources
  }

  /// Cuts the cleansed tables to the date and follows every link of every source.
  public init(cleansed: [String: Table], definition: PipelineDefinition, date: Int64) {
    self.init(date: date, sources: definition.sources)
    add(
      Dictionary(
        uniqueKeysWithValues: sources.compactMap { source in
          cleansed[source.name].map { (source.name, KnownRows($0, of: source, on: date)) }
        }), threads: 1)
  }

  /// Adds the known rows of some sources, and follows every link that has both its ends now.
  public mutating func add(_ rows: [String: KnownRows], threads: Int) {
    known.merge(rows) { $1 }
    let followed = sources.flatMap { source in
      source.links.compactMap { link -> FollowedLink? in
        guard links[source.name]?[link.name] == nil, let from = known[source.name]?.table,
          let to = known[link.source]?.table
        else { return nil }
        return FollowedLink(source: source, link: link, from: from, to: to)
      }
    }
    // Those of the most rows take longest and come first.
    .sorted { $0.from.rowCount > $1.from.rowCount }
    addIndexes(for: followed, threads: threads)
    // One link alone is followed by all threads.
    let each = followed.count == 1 ? threads : 1
    let found = Workers.map(followed.count, threads: threads) { [indexes] number in
      followed[number].rows(indexes, threads: each)
    }
    for (followed, rows) in zip(followed, found) {
      links[followed.source.name, default: [:]][followed.link.name] = rows
    }
    letGoOfIndexes()
  }

  /// The links of a source, to be followed while its rows come a run at a time; nil if one of them
  /// cannot be, or leads to rows that are not there.
  ///
  /// - Parameter capacity: about how many rows will come.
  public func linksInPassing(of source: String, capacity: Int) -> [LinkInPassing]? {
    guard let source = sources.first(where: { $0.name == source }) else { return nil }
    var links: [LinkInPassing] = []
    for link in source.links {
      guard link.source != source.name, let target = known[link.source]?.table,
        let followed = LinkInPassing(
          link.name, link.steps, to: target, key: source.key, indexes: indexes[link.source] ?? [:],
          capacity: capacity)
      else { return nil }
      links.append(followed)
    }
    return links
  }

  /// Adds a source the rows of which are not kept, with where its links lead.
  public mutating func add(
    _ source: String, count: Int, future: Int, links found: [LinkInPassing]
  ) {
    known[source] = KnownRows(of: source, count: count, future: future)
    for link in found { links[source, default: [:]][link.name] = link.linked() }
    letGoOfIndexes()
  }

  /// Makes the indexes of all columns that the links look up: each is made once.
  private mutating func addIndexes(for links: [FollowedLink], threads: Int) {
    var wanted: [(target: Table, source: String, column: String)] = []
    for link in links {
      for column in link.link.steps.map(\.target)
      where indexes[link.link.source]?[column] == nil
        && !wanted.contains(where: { $0.source == link.link.source && $0.column == column })
      {
        wanted.append((link.to, link.link.source, column))
      }
    }
    let columns = wanted
    let made = Workers.map(columns.count, threads: threads) { number in
      RowIndex(of: columns[number].target[columns[number].column].text)
    }
    for (column, index) in zip(columns, made) {
      indexes[column.source, default: [:]][column.column] = index
    }
  }

  /// Keeps only the indexes that links look up which are still to be followed.
  private mutating func letGoOfIndexes() {
    var wanted: [String: Set<String>] = [:]
    for source in sources {
      for link in source.links where links[source.name]?[link.name] == nil {
        wanted[link.source, default: []].formUnion(link.steps.map(\.target))
      }
    }
    for (source, columns) in indexes {
      indexes[source] = columns.filter { wanted[source]?.contains($0.key) ?? false }
    }
  }

  /// Lets go of all that is not read any more: columns, and sources with where their links lead. How
  /// many rows there were stays known, and what links look up that are still to be followed is kept.
  public mutating func keep(only reads: ColumnsRead) {
    var wanted = reads.bySource
    for source in sources {
      for link in source.links where links[source.name]?[link.name] == nil {
        for step in link.steps {
          let others = (step.unlessDiffer + step.andEqual).map(\.other)
          wanted[link.source]?.formUnion([step.target] + others)
        }
      }
    }
    for source in Array(known.keys) {
      if let columns = wanted[source] {
        known[source]?.keep(only: columns)
      } else {
        letGo(of: source)
      }
    }
  }

  /// Lets go of the rows of a source and of where its links lead, which nobody reads any more. How
  /// many there were stays known.
  private mutating func letGo(of source: String) {
    known[source]?.letGo()
    indexes[source] = nil
    for link in links[source, default: [:]].keys { links[source]?[link]?.letGo() }
  }

  /// The known rows of a source. The plan's check guarantees that it is there.
  public func table(_ source: String) -> Table {
    guard let rows = known[source] else { preconditionFailure("no source \(source)") }
    return rows.table
  }

  /// The target rows of a link. The plan's check guarantees that it is there.
  public func link(_ name: String, of source: String) -> [Int32] {
    guard let rows = links[source]?[name] else { preconditionFailure("no link \(name)") }
    return rows.rows
  }

  /// The columns that name a row of a source.
  func key(of source: String) -> [String] { sources.first { $0.name == source }?.key ?? [] }

  /// The known rows of the source that a link leads to. The plan's check guarantees that it is
  /// there.
  func target(of link: String, from source: String) -> Table {
    let definition = sources.first { $0.name == source }
    guard let name = definition?.link(link)?.source else { preconditionFailure("no link \(link)") }
    return table(name)
  }
}

/// A link with the tables that it leads from and to.
private struct FollowedLink: Sendable {
  let source: SourceDefinition
  let link: LinkDefinition
  let from: Table
  let to: Table

  func rows(_ indexes: [String: [String: RowIndex]], threads: Int) -> LinkRows {
    LinkRows(
      link.steps, from: from, to: to, key: source.key, indexes: indexes[link.source] ?? [:],
      threads: threads)
  }
}

/// Effective consent for every row of a source: 1 or 0.
public protocol PermissionSource: Sendable {
  /// - Parameter link: leads to the person; nil where the rows stand for people themselves.
  func permissions(
    of source: String, channel: String, link: String?, on day: DayTables
  ) -> SharedValues
}
