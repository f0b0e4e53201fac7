import Consent
import Derive
import Pipeline
import Table

/// Effective consent for the rows of the sources that marts are made of.
///
/// Worked out for all of them when it is made: the record of consent is not needed after that.
struct MartPermissions: PermissionSource {
  private let channels: [Channel]
  /// By population: a column a channel.
  private var columns: [ConsentIndex.Population: [[Int64]]]
  private let populations: [String: ConsentIndex.Population]

  /// - Parameter marts: what asks for permissions.
  init(
    _ index: ConsentIndex, of marts: [MartPlan], _ definition: PipelineDefinition, threads: Int
  ) {
    let known = definition.consentPopulations
    let asked = marts.flatMap(\.permissions)
    let names = Set(asked.map(\.channel))
    let channels = Channel.allCases.filter { names.contains($0.rawValue) }
    columns =
      channels.isEmpty
      ? [:]
      : index.permissions(
        of: Set(asked.map { known[$0.source] ?? .people }), channels: channels, threads: threads)
    populations = known
    self.channels = channels
  }

  /// Lets go of what the marts do not ask for.
  mutating func keep(for marts: some Collection<MartPlan>) {
    let asked = Set(marts.flatMap(\.permissions).map { populations[$0.source] ?? .people })
    columns = columns.filter { asked.contains($0.key) }
  }

  /// A row with nobody behind it has no permission.
  func permissions(
    of source: String, channel: String, link: String?, on day: DayTables
  ) -> SharedValues {
    guard let channel = Channel(rawValue: channel), let place = channels.firstIndex(of: channel),
      let columns = columns[populations[source] ?? .people]
    else { return SharedValues(.numbers([])) }
    let values = ColumnValues.numbers(columns[place])
    guard let link else { return SharedValues(values) }
    return SharedValues(values, at: day.link(link, of: source), none: 0)
  }
}

extension MartPlan {
  /// The permissions that it asks for: on which channel, of whom the rows of which source stand for.
  fileprivate var permissions: [(source: String, channel: String)] {
    columns.flatMap { $0.formula.permissions(of: source) }
  }
}

extension Formula {
  /// The permissions that it asks for over a row of a source, wherever in it: also those of the rows
  /// that it folds.
  fileprivate func permissions(of source: String) -> [(source: String, channel: String)] {
    all.flatMap { part -> [(source: String, channel: String)] in
      switch part {
      case .permission(let channel, _): [(source, channel)]
      case .aggregate(let aggregate):
        ([aggregate.value, aggregate.filter].compactMap { $0 } + aggregate.order)
          .flatMap { $0.permissions(of: aggregate.source) }
      default: []
      }
    }
  }
}
