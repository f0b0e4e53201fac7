/// Which columns of which sources somebody reads, so that nothing else need be kept or read.
public struct ColumnsRead: Sendable, Equatable {
  /// The names of the columns by source; a source that is not in it is not read at all.
  public private(set) var bySource: [String: Set<String>] = [:]

  /// True if everything that the other names is in it.
  public func covers(_ other: ColumnsRead) -> Bool {
    other.bySource.allSatisfy { source, columns in
      bySource[source].map(columns.isSubset) ?? false
    }
  }

  fileprivate mutating func add(_ columns: some Sequence<String>, of source: String) {
    bySource[source, default: []].formUnion(columns)
  }
}

extension Plan {
  /// What the record of consent needs: its sources with their keys, and the links between them.
  public var columnsReadByConsent: ColumnsRead {
    var reads = columnsNamedByConsent
    addStructure(to: &reads)
    return reads
  }

  /// What the record of consent is asked with once its links have been followed.
  public var columnsReadByConsentOnceLinked: ColumnsRead {
    var reads = columnsNamedByConsent
    addEnds(to: &reads) { _ in true }
    return reads
  }

  /// What the record of consent names itself.
  private var columnsNamedByConsent: ColumnsRead {
    var reads = ColumnsRead()
    guard let consent = definition.consent else { return reads }
    let people = consent.people
    reads.add(
      [people.key] + people.addresses.flatMap(\.columns) + people.permissions.map(\.column)
        + people.frequency.map(\.column)
        + [people.updatedAt, people.handling, people.origin].compactMap { $0 }, of: people.source)
    for form in consent.forms {
      reads.add(
        [form.key, form.at] + form.answers.flatMap { [$0.address, $0.permission] }, of: form.source)
    }
    for (source, columns) in consent.columnsOfFixedNames where definition.source(source) != nil {
      reads.add(columns, of: source)
    }
    return reads
  }

  /// What the marts and the record of consent need.
  public var columnsReadByMarts: ColumnsRead {
    var reads = columnsReadByConsent
    for mart in marts {
      reads.add([], of: mart.source)
      for column in mart.columns { add(column.formula, of: mart.source, to: &reads) }
    }
    // A link may lead to a source that nothing else needs.
    for source in definition.sources where reads.bySource[source.name] != nil {
      for link in source.links { reads.add([], of: link.source) }
    }
    addStructure(to: &reads)
    return reads
  }

  /// What is read by the record of consent and the marts once the links have been followed.
  public var columnsReadOnceLinked: ColumnsRead {
    var reads = columnsNamedByConsent
    for mart in marts {
      reads.add([], of: mart.source)
      for column in mart.columns { add(column.formula, of: mart.source, to: &reads) }
    }
    addEnds(to: &reads) { _ in true }
    return reads
  }

  /// Keys, event times and what links compare, of all sources that the marts and the record of
  /// consent read: what is needed to know the rows and to follow their links.
  public var columnsReadByLinks: ColumnsRead {
    var reads = ColumnsRead()
    for source in columnsReadByMarts.bySource.keys { reads.add([], of: source) }
    addStructure(to: &reads)
    return reads
  }

  /// What rows of marts are made of, from the mart of that number on, once the links have been
  /// followed, consent is known and the aggregates are folded: columns of their own sources and of
  /// those that their links lead to. An aggregate that asks for permission is folded with its mart.
  public func columnsReadByRows(from mart: Int) -> ColumnsRead {
    var reads = ColumnsRead()
    var own: Set<String> = []
    for mart in marts[mart...] {
      reads.add([], of: mart.source)
      own.insert(mart.source)
      for column in mart.columns {
        add(column.formula, of: mart.source, to: &reads) { $0.asksPermission }
        own.formUnion(column.formula.sourcesFolded)
      }
    }
    addEnds(to: &reads, ofLinksFrom: own.contains)
    return reads
  }

  /// The sources that links of some of the sources that are read lead to, and the keys of all.
  private func addEnds(to reads: inout ColumnsRead, ofLinksFrom isOwn: (String) -> Bool) {
    let own = definition.sources.filter { reads.bySource[$0.name] != nil && isOwn($0.name) }
    for link in own.flatMap(\.links) { reads.add([], of: link.source) }
    for source in definition.sources where reads.bySource[source.name] != nil {
      reads.add(source.key, of: source.name)
    }
  }

  /// Keys, event times, and what links compare, of the sources that are read.
  private func addStructure(to reads: inout ColumnsRead) {
    for source in definition.sources where reads.bySource[source.name] != nil {
      reads.add(source.key + [source.eventTime].compactMap { $0 }, of: source.name)
      for link in source.links where reads.bySource[link.source] != nil {
        for step in link.steps {
          let pairs = step.unlessDiffer + step.andEqual
          reads.add(
            [step.column] + pairs.map(\.own)
              + (step.carried.map { [$0.within] + $0.latestBy } ?? []), of: source.name)
          reads.add([step.target] + pairs.map(\.other), of: link.source)
        }
      }
    }
  }

  private func add(
    _ formula: Formula, of source: String, to reads: inout ColumnsRead,
    where isFolded: (Aggregate) -> Bool = { _ in true }
  ) {
    for part in formula.all {
      switch part {
      case .field(let name, _): reads.add([name], of: source)
      case .linked(let link, let column, _):
        if let target = definition.source(source)?.link(link)?.source {
          reads.add([column], of: target)
        }
      case .aggregate(let aggregate) where isFolded(aggregate):
        reads.add([], of: aggregate.source)
        for inner in [aggregate.value, aggregate.filter].compactMap({ $0 }) + aggregate.order {
          add(inner, of: aggregate.source, to: &reads)
        }
      default: break
      }
    }
  }
}

extension SegmentPlan {
  /// The mart's columns that decide who enters.
  public var columnsReadByEntry: Set<String> {
    conditions.reduce(into: Set([key, subject] + latestBy)) {
      $0.formUnion($1.formula.ownColumns)
    }
  }

  /// The mart's columns that steer journeys.
  public var columnsReadByJourneys: Set<String> {
    guards.reduce(into: [key, subject]) { $0.formUnion($1.condition.formula.ownColumns) }
  }
}

extension Plan {
  /// Sources that nothing but the rows of marts are made of: neither consent nor an aggregate reads
  /// them, and no link leads to them. Often the largest, they need be there for their marts alone.
  public var sourcesReadByRowsAlone: Set<String> {
    var sources = Set(marts.map(\.source)).subtracting(columnsReadByConsent.bySource.keys)
    for column in marts.flatMap(\.columns) { sources.subtract(column.formula.sourcesFolded) }
    return sources.subtracting(definition.sources.flatMap(\.links).map(\.source))
  }
}

extension Plan {
  /// True if the rows of a mart can be made while those of its source are read, once their links
  /// have been followed: nobody else reads the source, and no row looks at another one of it.
  public func isMadeInPassing(_ mart: MartPlan) -> Bool {
    sourcesReadByRowsAlone.contains(mart.source)
      && marts.count { $0.source == mart.source } == 1
      && !mart.columns.flatMap(\.formula.all).contains(where: \.looksAtRowsBeside)
  }

  /// What the rows of a mart that is made in passing are read from: columns of its source.
  public func columnsReadInPassing(by mart: MartPlan) -> Set<String> {
    var reads = ColumnsRead()
    for column in mart.columns { add(column.formula, of: mart.source, to: &reads) }
    reads.add(
      [definition.source(mart.source)?.eventTime].compactMap { $0 }, of: mart.source)
    return reads.bySource[mart.source] ?? []
  }
}

extension Formula {
  /// True if it compares a row with others of the same source.
  fileprivate var looksAtRowsBeside: Bool {
    switch self {
    case .isLatest, .earliestAfter: true
    default: false
    }
  }

  /// The sources whose rows its aggregates fold, and those inside them.
  fileprivate var sourcesFolded: Set<String> {
    var sources: Set<String> = []
    for part in all {
      guard case .aggregate(let aggregate) = part else { continue }
      sources.insert(aggregate.source)
      for inner in [aggregate.value, aggregate.filter].compactMap({ $0 }) + aggregate.order {
        sources.formUnion(inner.sourcesFolded)
      }
    }
    return sources
  }
}
