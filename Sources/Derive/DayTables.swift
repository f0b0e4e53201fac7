public import Pipeline
public import Table

/// Everything that marts of one business date are made of: known rows, links followed.
public struct DayTables: Sendable {
  public let date: Int64
  public let known: [String: KnownRows]
  /// By source, then by link.
  public let links: [String: [String: LinkRows]]
  /// By source, the columns that name a row.
  let keys: [String: [String]]
  /// By source, then by link: the source that it leads to.
  private let targets: [String: [String: String]]

  /// Cuts the cleansed tables to the date and follows every link of every source.
  public init(
    cleansed: [String: Table], definition: PipelineDefinition, date: Int64
  ) {
    self.date = date
    var known: [String: KnownRows] = [:]
    for source in definition.sources {
      guard let table = cleansed[source.name] else { continue }
      known[source.name] = KnownRows(table, of: source, on: date)
    }
    var links: [String: [String: LinkRows]] = [:]
    var targets: [String: [String: String]] = [:]
    for source in definition.sources {
      for link in source.links {
        guard let from = known[source.name]?.table, let to = known[link.source]?.table else {
          continue
        }
        links[source.name, default: [:]][link.name] = LinkRows(
          link, from: from, to: to, key: source.key)
        targets[source.name, default: [:]][link.name] = link.source
      }
    }
    self.known = known
    self.links = links
    keys = Dictionary(
      definition.sources.map { ($0.name, $0.key) }, uniquingKeysWith: { first, _ in first })
    self.targets = targets
  }

  /// A day without tables: enough for conditions over a mart.
  public init(date: Int64) {
    self.date = date
    known = [:]
    links = [:]
    keys = [:]
    targets = [:]
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

  /// The known rows of the source that a link leads to. The plan's check guarantees that it is
  /// there.
  func target(of link: String, from source: String) -> Table {
    guard let name = targets[source]?[link] else { preconditionFailure("no link \(link)") }
    return table(name)
  }
}

/// Effective consent for every row of a source: 1 or 0, in the rows' order.
public protocol PermissionSource: Sendable {
  func permissions(of source: String, channel: String) -> [Int64]
}
