import Consent
import Derive
import Gate
import Pipeline
import Scenario
public import Store
import Table

/// Why a person was sent what they were on a business date, or was not.
public struct Explanation: Sendable {
  /// The digest of the definitions and parameters that made the date, if they are not the given ones.
  /// Then only what was published is told, and nothing of rows and conditions.
  public var madeBy: String? = nil
  /// One a scenario, in their order; if the definitions are others, those that had anything to do
  /// with the person, in the byte order of their ids.
  public let scenarios: [ScenarioPart]

  /// What became of the person in one scenario.
  public struct ScenarioPart: Sendable {
    /// The scenario's id, under which the ledger keeps its journeys.
    public let id: String
    /// Empty if the definitions do not have the scenario.
    public let name: String
    /// True if people enter on the date at all; nil if other definitions made it.
    public let isTriggered: Bool?
    /// One a row of the scenario's mart that is about the person.
    public let rows: [RowPart]
    /// All that the person ever had, ended ones too, as they stood after the date; by subject and
    /// day of entry.
    public let journeys: [JourneyState]
    /// What was handed over on the date.
    public let sends: [LedgerSend]
    /// What was reached on the date and not sent.
    public let exclusions: [ExclusionPart]
  }

  /// A row of a mart and why it may enter or not.
  public struct RowPart: Sendable {
    /// The value of the mart's key column; empty if it is null. Personal data.
    public let key: String
    /// True if the row is in the segment or `isLate`. Of several rows of one subject one alone is.
    /// Whether a journey began is in `journeys`.
    public let isEntrant: Bool
    /// True if it enters only because `catch_up_days` makes up for a missed day.
    public let isLate: Bool
    /// True if another row of the mart has the same key: then neither of them lets anybody in.
    public let sharesKey: Bool
    /// The first condition that does not hold, as it is written; nil if all hold.
    public let failure: String?
    /// What the columns of that condition hold: personal data.
    public let values: [(column: String, value: String?)]
  }

  /// A message that was not sent.
  public struct ExclusionPart: Sendable {
    /// The key of the journey's subject: personal data.
    public let subjectKey: String
    /// The message's name in the flow of the scenario.
    public let step: String
    /// One entry a channel: of a step with several there may be more than one.
    public let channel: String
    /// The first reason that held, as manifests write it (docs/consent.md).
    public let reason: String
    /// As in the manifest: the suppression's reason, the missing field, the send that was kept or the
    /// frequency that the person has chosen; nil for other reasons.
    public let detail: String?
    /// The other reasons that held, as manifests write them.
    public let also: [String]
  }
}

extension StageRunner {
  /// Explains the published date. Reads the marts and the ledger; changes nothing.
  ///
  /// - Parameters:
  ///   - person: a customer id, or the key of a row for somebody who is no customer, or the subject of
  ///     a scenario.
  ///   - scenario: only that scenario; nil: all.
  /// - Throws: `StageError` if the date has not been run, the scenario is unknown, or nobody has
  ///   that key.
  public func explain(person: String, scenario: String?) throws -> Explanation {
    _ = try open(.manifest)
    if let made = published(.segment)?.definition, made != definitionDigest {
      return try explain(person: person, scenario: scenario, madeBy: made)
    }
    let chosen = definition.scenarios.filter { scenario == nil || $0.id == scenario }
    if chosen.isEmpty, let scenario {
      throw StageError(
        .usage, "there is no scenario '\(scenario)'",
        help: definition.scenarios.map(\.id).joined(separator: ", "))
    }
    _ = try fingerprint(of: .segment)
    let history = try ledger().history(ofPerson: person, through: options.date)
    var found: [String: Table] = [:]
    var isKnown = !history.journeys.isEmpty
    let also = try otherReasons()
    var parts: [Explanation.ScenarioPart] = []
    for scenario in chosen {
      guard let plan = plan.segment(scenario.id) else { continue }
      let rows =
        try found[plan.mart]
        ?? self.rows(
          of: person, in: plan, columns: self.plan.martColumnsReadByEntries[plan.mart] ?? [])
      found[plan.mart] = rows
      isKnown = isKnown || rows.rowCount > 0
      let journeys = history.journeys.filter { $0.scenarioID == scenario.id }
      parts.append(
        Explanation.ScenarioPart(
          id: scenario.id, name: scenario.name,
          isTriggered: scenario.trigger.fires(on: options.date, parameters: definition.parameters),
          rows: try explain(
            rows, plan, unique: keysOfOneRow(rows, plan),
            before: Set(
              journeys.filter { $0.enteredOn < options.date }.map { ByteText($0.subjectKey) })),
          journeys: journeys,
          sends: history.sends.filter {
            $0.scenarioID == scenario.id && $0.businessDate == options.date
          }, exclusions: try exclusions(scenario.id, scenario, journeys, also: also)))
    }
    guard isKnown else {
      throw StageError(
        .data, "no mart of \(businessDate) and no journey has that key",
        help:
          "give a customer id, or the key of a mart's row; a record that could not be read is in "
          + "'meibo show quarantine'")
    }
    return Explanation(scenarios: parts)
  }

  /// What was published of a person on a date that other definitions made. Its marts are not looked
  /// at: what their columns mean and who enters is said by definitions that are not there.
  private func explain(
    person: String, scenario: String?, madeBy digest: String
  ) throws -> Explanation {
    let history = try ledger().history(ofPerson: person, through: options.date)
    let also = try otherReasons()
    let ids = Set(history.journeys.map(\.scenarioID)).filter { scenario == nil || $0 == scenario }
    guard !ids.isEmpty else {
      throw StageError(
        .data,
        "no journey up to \(businessDate) has that key"
          + (scenario.map { " in scenario '\($0)'" } ?? ""),
        help:
          "the date was made by other definitions or parameters, and without them nothing is told "
          + "of who is in no journey (docs/operating.md)")
    }
    let parts = try ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { id in
      let journeys = history.journeys.filter { $0.scenarioID == id }
      return Explanation.ScenarioPart(
        id: id, name: definition.scenario(id)?.name ?? "", isTriggered: nil, rows: [],
        journeys: journeys,
        sends: history.sends.filter { $0.scenarioID == id && $0.businessDate == options.date },
        exclusions: try exclusions(id, nil, journeys, also: also))
    }
    return Explanation(madeBy: digest, scenarios: parts)
  }

  /// The rows of a segment's mart that are about a person, with at least the columns named.
  func rows(of person: String, in segment: SegmentPlan, columns: Set<String>) throws -> Table {
    let named = ["customer_id", segment.key, segment.subject]
    let mart = try mart(segment.mart, columns: columns.union(named))
    let keys = named.compactMap { mart.column($0)?.text }
    let wanted = Array(person.utf8)
    return wanted.withUnsafeBufferPointer { wanted in
      mart.gather(
        (0..<mart.rowCount).filter { row in
          keys.contains { $0[row].map { Bytes.equal($0, wanted) } ?? false }
        }.map { Int32($0) })
    }
  }

  /// Those keys of some rows of a mart that no other row of it holds.
  private func keysOfOneRow(_ rows: Table, _ plan: SegmentPlan) throws -> KeyIndex {
    guard let mart = self.plan.mart(plan.mart) else { return KeyIndex() }
    let keys = KeyIndex(of: rows[plan.key].text)
    let found = try martSelection(mart, columns: [plan.key], keys: keys).rows()
    return KeyIndex(of: found.table[plan.key].text)
  }

  /// - Parameters:
  ///   - unique: the keys that one row of the mart has alone.
  ///   - before: the subjects that entered on earlier dates: they do not enter late.
  private func explain(
    _ rows: Table, _ plan: SegmentPlan, unique: KeyIndex, before: Set<ByteText>
  ) throws -> [Explanation.RowPart] {
    let failures = Segment.firstFailures(plan, over: rows, day: DayTables(date: options.date))
    let entrants = try segmentTable(plan.scenario)["row_key"].text
    let entered = KeyIndex(of: entrants)
    let late = KeyIndex(of: try lateSegmentTable(plan.scenario)?["row_key"].text ?? TextColumn())
    let keys = rows[plan.key].text
    let subjects = rows[plan.subject].text
    return (0..<rows.rowCount).map { row in
      let sharesKey = keys[row].map { unique.find($0) == nil } ?? false
      let hasEntered = subjects.string(row).map { before.contains(ByteText($0)) } ?? false
      let isLate =
        !sharesKey && !hasEntered && keys[row].map { late.find($0) != nil } ?? false
      let failure = isLate ? nil : failures[row].map { plan.conditions[$0] }
      let names = failure?.formula.ownColumns ?? []
      return Explanation.RowPart(
        key: keys.string(row) ?? "",
        isEntrant: isLate
          || !sharesKey && (keys[row].map { entered.find($0) != nil } ?? false),
        isLate: isLate, sharesKey: sharesKey,
        failure: failure?.written,
        values: names.enumerated().filter { names.firstIndex(of: $1) == $0 }.compactMap { item in
          rows.column(item.element).map { (item.element, $0.shown(row)) }
        })
    }
  }

  /// The messages of journeys that were reached on the date and not sent. Without the definition
  /// they may have been for any channel.
  private func exclusions(
    _ scenarioID: String, _ scenario: ScenarioDefinition?, _ journeys: [JourneyState],
    also: [String: [String]]
  ) throws -> [Explanation.ExclusionPart] {
    var parts: [Explanation.ExclusionPart] = []
    for journey in journeys {
      for reached in journey.reached where reached.date == options.date {
        let message = scenario?.messages.first { $0.step == reached.step }
        for channel in message?.channels ?? Channel.allCases.map(\.rawValue) {
          let id = SendID(
            scenarioID: scenarioID, step: reached.step, channel: channel,
            subjectKey: journey.subjectKey, enteredOn: journey.enteredOn
          ).description
          for exclusion in try ledger().exclusions(of: [id], on: options.date) {
            parts.append(
              Explanation.ExclusionPart(
                subjectKey: journey.subjectKey, step: reached.step, channel: channel,
                reason: exclusion.reason,
                detail: exclusion.detail, also: also[id] ?? []))
          }
        }
      }
    }
    return parts
  }
}

extension StageRunner {
  /// By send id, the reasons beside the deciding one for which the date's messages were not sent.
  private func otherReasons() throws -> [String: [String]] {
    let table = try open(.manifest).read("exclusions")
    let (ids, lists) = (table["send_id"].text, table["also"].text)
    var reasons: [String: [String]] = [:]
    for row in 0..<table.rowCount {
      guard let id = ids.string(row), let list = lists[row] else { continue }
      reasons[id] = JSONText(list)?.elements?.compactMap(\.string)
    }
    return reasons
  }
}

extension Column {
  /// A value as published tables write it; nil for null.
  fileprivate func shown(_ row: Int) -> String? {
    switch values {
    case .text(let text): return text.string(row)
    case .numbers(let numbers):
      let number = numbers[row]
      if number == nullNumber { return nil }
      switch type {
      case .date: return CalendarDay.text(number)
      case .timestamp:
        let buffer = ByteBuffer()
        buffer.append(timestamp: number)
        return buffer.text
      case .bool: return number == 1 ? "true" : "false"
      default: return String(number)
      }
    }
  }
}
