/// Writes the files of one source, or one part of them.
struct Export: Sendable {
  let world: World
  let source: Source
  let shapes: [FileShape]
  let folder: String
  /// Gives each worker's dirt its own numbers.
  let part: Int

  /// Every piece of work of a world, the longest first; each is independent of the others.
  static func all(of world: World, sources: [Source], folder: String) -> [Export] {
    let webParts = world.dense ? 4 : 8
    return sources.sorted { world.count($0) > world.count($1) }.flatMap { source in
      let shapes = source.shapes(webParts: webParts)
      guard source == .webAccess else {
        return [Export(world: world, source: source, shapes: shapes, folder: folder, part: 0)]
      }
      return shapes.enumerated().map { part, shape in
        Export(world: world, source: source, shapes: [shape], folder: folder, part: part)
      }
    }
  }

  func run() throws(OutputError) {
    let place = Source.allCases.firstIndex(of: source) ?? 0
    var dirt = Dirt(
      perMille: world.dense ? 150 : 2, isCP932: source.isCP932, seed: world.seed,
      part: place * 5 + part)
    var record = Record()
    var next = 0
    for shape in shapes {
      let path = folder + "/" + shape.fileName(source)
      var writer = try RecordWriter(path: path, source: source, shape: shape)
      try writer.writeHeader()
      switch shape.content {
      case .headerOnly: break
      case .share(let tenths):
        let end = next + tenths
        try write(range(next, end, of: 10), to: &writer, &record, &dirt)
        next = end
      case .part(let part, let parts):
        try write(range(part, part + 1, of: parts), to: &writer, &record, &dirt)
      case .again(let every):
        for (turn, index) in stride(from: 3, to: count, by: every).enumerated() {
          make(index, Version.allCases[turn % 4], &record, &dirt)
          try writer.write(record)
        }
      case .tooLong:
        try writeTooLong(to: &writer, &record)
      }
      try writer.close()
    }
  }

  private var count: Int { world.count(source) }

  private func range(_ start: Int, _ end: Int, of parts: Int) -> Range<Int> {
    count * start / parts..<count * end / parts
  }

  private func write(
    _ indices: Range<Int>, to writer: inout RecordWriter, _ record: inout Record,
    _ dirt: inout Dirt
  ) throws(OutputError) {
    let cast = world.cast.rows(source)
    let limit = (count + cast.count) / 100
    if indices.lowerBound == 0 {
      for cells in cast { try writer.write(cells, through: &record) }
    }
    for index in indices {
      make(index, .original, &record, &dirt)
      try writer.write(record)
      if index % 1000 == 77 { try writer.writeEmptyLine() }
      guard
        let breakage = source.breakage(after: index, of: count, limit: limit, dense: world.dense)
      else { continue }
      var clean = Dirt.none(isCP932: source.isCP932)
      make(count + 2 * index, .original, &record, &clean)
      try writer.write(record, breakage)
      if breakage == .unterminatedQuote {
        make(count + 2 * index + 1, .original, &record, &clean)
        try writer.write(record)
      }
    }
  }

  /// A record whose last cell is longer than a record may be, and one that follows it.
  private func writeTooLong(to writer: inout RecordWriter, _ record: inout Record)
    throws(OutputError)
  {
    var clean = Dirt.none(isCP932: source.isCP932)
    make(count, .original, &record, &clean)
    record.lengthenLast(to: 1 << 21)
    try writer.write(record)
    make(count + 1, .original, &record, &clean)
    try writer.write(record)
  }

  private func make(
    _ index: Int, _ version: Version, _ record: inout Record, _ dirt: inout Dirt
  ) {
    record.clear()
    switch source {
    case .customers: world.customer(index, version, &record, &dirt)
    case .contracts: world.contract(index, version, &record, &dirt)
    case .documentRequests: world.documentRequest(index, version, &record, &dirt)
    case .quotes: world.quote(index, version, &record, &dirt)
    case .reservations: world.reservation(index, version, &record, &dirt)
    case .webAccess: world.pageView(index, version, &record, &dirt)
    case .campaignGrants: world.campaignGrant(index, version, &record, &dirt)
    case .lineMembers: world.lineMember(index, version, &record, &dirt)
    case .consentEvents: world.consentEvent(index, version, &record, &dirt)
    case .suppressions: world.suppression(index, version, &record, &dirt)
    case .deliveryEvents: world.deliveryEvent(index, version, &record, &dirt)
    case .deals: world.deal(index, version, &record, &dirt)
    case .activities: world.activity(index, version, &record, &dirt)
    }
  }
}
