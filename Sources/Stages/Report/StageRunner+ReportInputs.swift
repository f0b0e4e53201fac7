import Pipeline
import Report
import Store
import Table

extension StageRunner {
  /// What was read and how well: the tables of ingest, cleanse and derive.
  func addInputs(to report: inout DayReport) throws {
    let cleanse = try open(.cleanse)
    let derive = try open(.derive)
    let files = try FilesTable(try cleanse.read("files"))
    report.files = files.rows
    report.quarantineReasons = files.reasons
    let issues = try issueCounts(cleanse)
    report.issues = ordered(issues)
    report.sources = try sourceParts(files.rows, issues, try derive.read("known"))
    report.links = try linkParts(try derive.read("links"))
    let atRisk = try cleanse.read("consent_at_risk")
    let sources = try atRisk.reportTexts("source")
    let quarantined = try atRisk.reportNumbers("quarantined")
    let unreadable = try atRisk.reportNumbers("unreadable_subjects")
    report.atRisk = (0..<atRisk.rowCount).map { row in
      DayReport.AtRisk(
        source: sources.string(row) ?? "", quarantined: Int(quarantined[row]),
        unreadableSubjects: Int(unreadable[row]))
    }
  }

  private func sourceParts(
    _ files: [DayReport.File], _ issues: [DayReport.IssueKey: Int], _ known: Table
  ) throws -> [DayReport.Source] {
    let names = try known.reportTexts("source")
    let numbers = try ["known", "future"].map { try known.reportNumbers($0) }
    let rows = Dictionary(
      (0..<known.rowCount).map { (names.string($0) ?? "", $0) },
      uniquingKeysWith: { first, _ in first })
    let consent = plan.columnsReadByConsent.bySource
    let read = plan.columnsReadByMarts.bySource
    return definition.sources.map { source in
      let mine = files.filter { $0.source == source.name }
      func sum(_ count: (DayReport.File) -> Int) -> Int { mine.reduce(0) { $0 + count($1) } }
      // Keys and times steer what is loaded, whoever reads them later.
      let structure = Set(source.key + [source.newestBy, source.eventTime].compactMap { $0 })
        .union(source.links.flatMap(\.columnsCompared))
        .intersection((read[source.name] ?? []).union(source.key + [source.newestBy ?? ""]))
      return DayReport.Source(
        name: source.name, label: source.label, files: mine.count, read: sum(\.read),
        loaded: sum(\.loaded), superseded: sum(\.superseded), quarantined: sum(\.quarantined),
        maxQuarantined: source.maxQuarantined,
        known: rows[source.name].map { Int(numbers[0][$0]) },
        future: rows[source.name].map { Int(numbers[1][$0]) },
        issues: issues.filter { $0.key.source == source.name }.reduce(0) { $0 + $1.value },
        columns: source.columns.map { column in
          DayReport.SourceColumn(
            name: column.name, header: column.header, type: column.type.rawValue,
            isReadByConsent: consent[source.name]?.contains(column.name) ?? false,
            isStructural: structure.contains(column.name))
        })
    }
  }

  /// Issues in the order of the definition.
  private func ordered(_ counts: [DayReport.IssueKey: Int]) -> [DayReport.Issue] {
    let places = Dictionary(
      definition.sources.enumerated().flatMap { number, source in
        source.columns.enumerated().map { ([source.name, $1.name], number * 10_000 + $0) }
      }, uniquingKeysWith: { first, _ in first })
    func place(_ key: DayReport.IssueKey) -> Int { places[[key.source, key.column]] ?? Int.max }
    return counts.map { DayReport.Issue(key: $0.key, count: $0.value) }.sorted {
      (place($0.key), $0.key.source, $0.key.column, $0.key.reason)
        < (place($1.key), $1.key.source, $1.key.column, $1.key.reason)
    }
  }

  private func linkParts(_ table: Table) throws -> [DayReport.Link] {
    let texts = try ["source", "link", "equal"].map { try table.reportTexts($0) }
    let numbers = try ["matched", "ambiguous", "unmatched"].map { try table.reportNumbers($0) }
    var links: [DayReport.Link] = []
    for row in 0..<table.rowCount {
      let (source, name) = (texts[0].string(row) ?? "", texts[1].string(row) ?? "")
      let step = DayReport.LinkStep(
        equal: texts[2].string(row) ?? "", matched: Int(numbers[0][row]),
        ambiguous: Int(numbers[1][row]))
      if links.last?.source != source || links.last?.name != name {
        links.append(DayReport.Link(source: source, name: name, steps: [], unmatched: 0))
      }
      links[links.count - 1].steps.append(step)
      // Of the last step it is that of the link.
      links[links.count - 1].unmatched = Int(numbers[2][row])
    }
    return links
  }
}

/// How often each kind of issue is in a cleanse stage's file. The values are left where they are.
func issueCounts(_ cleanse: any StageFileReader) throws -> [DayReport.IssueKey: Int] {
  let table = try cleanse.read("issues", columns: ["source", "column", "reason"])
  let texts = try ["source", "column", "reason"].map { try table.reportTexts($0) }
  return counted(texts, table.rowCount)
}

/// Rows with equal texts, counted; texts become strings once a kind and not once a row.
private func counted(_ texts: [TextColumn], _ rowCount: Int) -> [DayReport.IssueKey: Int] {
  var index = KeyIndex(capacity: 64)
  var firsts: [Int] = []
  var counts: [Int] = []
  let key = ByteBuffer(capacity: 128)
  for row in 0..<rowCount {
    key.removeAll()
    for text in texts {
      if let value = text[row] { key.append(value) }
      key.append(0)
    }
    let (id, isNew) = index.insert(key.view)
    if isNew {
      firsts.append(row)
      counts.append(0)
    }
    counts[id] += 1
  }
  return Dictionary(
    zip(firsts, counts).map { row, count in
      (
        DayReport.IssueKey(
          source: texts[0].string(row) ?? "", column: texts[1].string(row) ?? "",
          reason: texts[2].string(row) ?? ""), count
      )
    }, uniquingKeysWith: +)
}

/// The table of files as cleanse publishes it.
struct FilesTable {
  let reasons: [String]
  let rows: [DayReport.File]

  init(_ table: Table) throws {
    let texts = try ["source", "file", "encoding"].map { try table.reportTexts($0) }
    let numbers = try [
      "bytes", "gzipped", "read", "loaded", "superseded", "quarantined", "unknown_columns",
      "repeated_columns",
    ].map { try table.reportNumbers($0) }
    // The reasons stand behind their sum.
    let after = (table.index(of: "quarantined") ?? table.columns.count - 1) + 1
    let columns = table.columns[after...].filter { $0.type == .int }
    let counts = columns.map(\.numbers)
    reasons = columns.map(\.name)
    rows = (0..<table.rowCount).map { row in
      let number = numbers.map { Int($0[row]) }
      return DayReport.File(
        source: texts[0].string(row) ?? "", name: texts[1].string(row) ?? "", bytes: number[0],
        isGzipped: number[1] == 1, encoding: texts[2].string(row) ?? "", read: number[2],
        loaded: number[3], superseded: number[4], quarantined: number[5],
        reasons: counts.map { Int($0[row]) }, unknownColumns: number[6],
        repeatedColumns: number[7])
    }
  }
}

extension LinkDefinition {
  /// The columns of its own source that it looks at.
  fileprivate var columnsCompared: [String] {
    steps.flatMap { step in
      [step.column] + (step.unlessDiffer + step.andEqual).map(\.own)
        + (step.carried.map { [$0.within] + $0.latestBy } ?? [])
    }
  }
}
