import Pipeline
public import Report
import Scenario
import Store
import Table

extension StageRunner {
  /// What is told of the published date. Reads stage files and the ledger, changes nothing, and
  /// takes nothing of a person out of them. The same store gives an equal report, whatever was run
  /// for later dates.
  ///
  /// - Throws: `StageError` if the date has not been run whole, or with other definitions.
  public func dayReport() throws -> DayReport {
    let manifest = try open(.manifest)
    _ = try fingerprint(of: .segment)
    guard let made = Fingerprint(try manifest.read("stage")) else {
      throw StageError(
        .data, "stage 'manifest' says nothing of what it was made of", help: "run it again")
    }
    guard made.definition == definitionDigest else { throw try madeByOthers(made) }
    guard let digest = try ledger().manifestDigest(of: options.date) else {
      throw StageError(
        .data, "the ledger does not hold \(businessDate)", help: "run 'meibo manifest' again")
    }
    var report = DayReport(
      pipeline: definition.name, label: definition.label, date: options.date,
      definitionDigest: definitionDigest, software: made.software, manifestDigest: digest,
      isSealed: try ledger().isSealed(options.date))
    try addInputs(to: &report)
    report.days = try keptDays()
    report.marts = try martParts()
    let balance = try ConservationTable(try manifest.read("conservation"))
    report.reasons = balance.reasons
    report.conservation = balance.rows
    report.scenarios = try scenarioParts()
    report.channels = try channelParts(heldBack: ChosenCount(in: manifest, of: definition))
    return report
  }

  /// Writes the report where the store keeps it, or to `path`.
  ///
  /// - Returns: where it is.
  /// - Throws: `StoreError`; `locked` while a run writes the store that it is to be put in.
  public func publish(_ page: ReportPage, to path: String?) throws -> String {
    if let path {
      try StoreFolder.write(page.html(), to: path)
      return path
    }
    let lock = try store.lock()
    let path = store.report(on: options.date)
    try StoreFolder.write(page.html(), to: path)
    withExtendedLifetime(lock) {}
    return path
  }

  private func channelParts(heldBack: ChosenCount) throws -> [DayReport.Channel] {
    let wishes = definition.consent?.people.frequency ?? []
    return try definition.channels.map { channel in
      let choices = wishes.first { $0.channel == channel.name }?.caps ?? []
      return DayReport.Channel(
        name: channel.name, label: channel.label,
        caps: try channel.caps.map { cap in
          let people = try ledger().peopleCounts(
            channel: channel.name, from: options.date - Int64(cap.days) + 1, through: options.date)
          return DayReport.Cap(
            sends: cap.sends, days: cap.days,
            people: people.map { DayReport.People(sends: $0.sends, count: $0.people) })
        },
        choices: choices.map { code, caps in
          DayReport.Choice(
            code: code.value, limits: caps.map { DayReport.Limit(sends: $0.sends, days: $0.days) },
            heldBack: heldBack.count(channel: channel.name, code: code.value))
        })
    }
  }
}

/// How many messages of a date were held back by what people have chosen alone.
struct ChosenCount {
  private var counts: [[ByteText]: Int] = [:]

  /// Reads the exclusions if people can choose anything. O(exclusions).
  init(in manifest: any StageFileReader, of definition: PipelineDefinition) throws {
    guard definition.consent?.people.frequency.isEmpty == false else { return }
    let table = try manifest.read("exclusions")
    let columns = try ["channel", "reason", "detail"].map { try table.reportTexts($0) }
    for row in 0..<table.rowCount where columns[1].string(row) == "frequency_cap" {
      guard let channel = columns[0].string(row), let code = columns[2].string(row) else {
        continue
      }
      counts[[ByteText(channel), ByteText(code)], default: 0] += 1
    }
  }

  func count(channel: String, code: String) -> Int {
    counts[[ByteText(channel), ByteText(code)]] ?? 0
  }
}

/// The conservation table as it is published.
struct ConservationTable {
  let reasons: [String]
  let rows: [DayReport.Conservation]

  init(_ table: Table) throws {
    let fixed = ["scenario_id", "step", "channel", "candidates", "sends"]
    let columns = table.columns.filter { !fixed.contains($0.name) && $0.type == .int }
    let counts = columns.map(\.numbers)
    let texts = try fixed.prefix(3).map { try table.reportTexts($0) }
    let numbers = try fixed.suffix(2).map { try table.reportNumbers($0) }
    reasons = columns.map(\.name)
    rows = (0..<table.rowCount).map { row in
      DayReport.Conservation(
        scenario: texts[0].string(row) ?? "", step: texts[1].string(row) ?? "",
        channel: texts[2].string(row) ?? "", candidates: Int(numbers[0][row]),
        sends: Int(numbers[1][row]), exclusions: counts.map { Int($0[row]) })
    }
  }
}

extension Table {
  /// A column of text of a stage file, which somebody may have changed by hand.
  func reportTexts(_ name: String) throws -> TextColumn {
    guard case .text(let texts)? = column(name)?.values else { throw lacks(name) }
    return texts
  }

  /// A column of numbers of a stage file.
  func reportNumbers(_ name: String) throws -> [Int64] {
    guard case .numbers(let numbers)? = column(name)?.values else { throw lacks(name) }
    return numbers
  }

  private func lacks(_ column: String) -> StageError {
    StageError(
      .data, "table '\(name)' has no column '\(column)' as a run writes it",
      help: "run the stage again")
  }
}
