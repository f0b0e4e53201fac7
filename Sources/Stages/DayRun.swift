import Consent
import Derive
import Gate
import Pipeline
import Scenario
import Table

/// Every scenario's journeys on one business date, and the messages they came to.
struct DayRun {
  /// One a message reached, in the order of the scenarios and their messages.
  let candidates: [Candidate]
  /// By scenario: the mart that fills its messages and the columns they get.
  let fieldSets: [(table: Table, columns: [String])]
  private var days: [(id: String, day: ScenarioDay)]

  init(_ runner: StageRunner, day: DayTables, consent: ConsentIndex, past: PastDays) throws {
    let definition = runner.plan.definition
    let people = definition.consent.map {
      KeyIndex(of: day.table($0.people.source)[$0.people.key].text)
    }
    let responses = Responses(definition.consent?.deliveryEvents.map(day.table))
    var candidates: [Candidate] = []
    var fieldSets: [(table: Table, columns: [String])] = []
    var days: [(id: String, day: ScenarioDay)] = []
    let marts = try DayMarts(runner, past)
    let work = runner.progress.begin("journeys", .scenarios, of: definition.scenarios.count)
    defer { runner.progress.end(work) }
    for (number, scenario) in definition.scenarios.enumerated() {
      defer { work.add(1) }
      work.turn(to: "journeys of \(scenario.id)")
      guard let plan = runner.plan.segment(scenario.id), let mart = runner.plan.mart(plan.mart)
      else { continue }
      let rows = try marts.rows(of: mart)
      let table = rows.table
      let facts = MartFacts(
        plan, table, scenario, keys: rows.keys, past: past, responses: responses,
        date: runner.options.date)
      var entrants = facts.entrants(try runner.segmentTable(scenario.id))
      if let late = try runner.lateSegmentTable(scenario.id) {
        entrants += facts.entrants(late, isCatchUp: true)
      }
      let scenarioDay = ScenarioDay.run(
        scenario, on: runner.options.date, parameters: definition.parameters,
        running: past.running[scenario.id] ?? [], lastEnded: past.lastEnded[scenario.id] ?? [:],
        entrants: entrants, facts: facts)
      let messages = Dictionary(
        scenario.messages.map { ($0.step, Message(scenario, $0, fieldSet: number)) },
        uniquingKeysWith: { first, _ in first })
      let required = RequiredFields(runner.plan, scenario, table)
      let subjects = RowSubjects(
        mart: table, numbers: rows.numbers, source: mart.source,
        populations: definition.consentPopulations, people: people)
      for reached in scenarioDay.messages {
        guard let message = messages[reached.step], let row = facts.row(withKey: reached.rowKey),
          let subject = subjects.subject(ofRow: row)
        else {
          throw StageError(
            .data, "scenario '\(scenario.id)': a message was reached for nobody who is known")
        }
        candidates.append(
          Candidate(
            message: message, subjectKey: reached.subject, subject: subject,
            enteredOn: reached.enteredOn, sendAt: reached.sendAt, row: row,
            missingField: required.missing(for: reached.step, inRow: row)))
      }
      fieldSets.append((table, runner.plan.fields(of: scenario)))
      days.append((scenario.id, scenarioDay))
    }
    self.candidates = candidates
    self.fieldSets = fieldSets
    self.days = days
  }

  /// The journeys after the gate: some exclusions end one.
  func settled(_ result: GateResult) -> [(id: String, day: ScenarioDay)] {
    var next = 0
    return days.map { id, day in
      var day = day
      let outcomes = result.outcomes[next..<(next + day.messages.count)]
      next += day.messages.count
      day.settle(
        outcomes.enumerated().compactMap { position, outcome in
          outcome.endOfJourney.map { (message: position, reason: $0.code) }
        })
      return (id, day)
    }
  }
}

extension Message {
  /// A message of a scenario, as the gate asks about it.
  convenience init(
    _ scenario: ScenarioDefinition, _ message: ScenarioDefinition.Message, fieldSet: Int
  ) {
    self.init(
      scenarioID: scenario.id, priority: scenario.number, step: message.step,
      templateID: "\(scenario.id)/\(message.step)",
      channels: message.channels.compactMap(Channel.init(rawValue:)), topic: scenario.topic,
      isTransactional: scenario.isTransactional, holdoutShare: scenario.holdout,
      fieldSet: fieldSet)
  }
}

/// Who a mart's row stands for in the record of consent.
private struct RowSubjects {
  private let population: ConsentIndex.Population?
  private let numbers: [Int32]
  private let customers: TextColumn?
  private let people: KeyIndex?

  init(
    mart: Table, numbers: [Int32], source: String,
    populations: [String: ConsentIndex.Population], people: KeyIndex?
  ) {
    self.numbers = numbers
    population = populations[source]
    customers = mart.column("customer_id")?.text
    self.people = people
  }

  /// A mart has one row a known row of its source, in the source's order.
  func subject(ofRow row: Int) -> Subject? {
    switch population {
    case .people: .customer(Int(numbers[row]))
    case .form(let number): .form(number, row: Int(numbers[row]))
    case .members: .member(Int(numbers[row]))
    case nil: customers?[row].flatMap { people?.find($0) }.map { .customer($0) }
    }
  }
}

/// How people answered to sends, by the end of the date.
struct Responses {
  private let sends: KeyIndex
  private var best: [MessageResponse]

  /// `events` has the columns send_id and kind; nil without delivery events.
  init(_ events: Table?) {
    guard let events else {
      sends = KeyIndex()
      best = []
      return
    }
    let ids = events["send_id"].text
    let kinds = events["kind"].text
    sends = KeyIndex(of: ids)
    best = Array(repeating: .none, count: events.rowCount)
    for row in 0..<events.rowCount {
      guard let id = ids[row], let first = sends.find(id) else { continue }
      let response: MessageResponse =
        switch kinds.string(row) {
        case "click": .clicked
        case "open": .opened
        default: .none
        }
      best[first] = max(best[first], response)
    }
  }

  func response(to sendID: String) -> MessageResponse {
    var sendID = sendID
    return sendID.withUTF8 { sends.find($0) }.map { best[$0] } ?? .none
  }
}

/// What a scenario's journeys ask of the day: its mart, its guards, the ledger and the answers.
private struct MartFacts: DayFacts {
  private let keys: KeyIndex
  private let keyColumn: TextColumn
  private let subjects: TextColumn
  private let customers: TextColumn?
  private let guards: [[Bool]]
  private let past: PastDays
  private let responses: Responses
  private let channels: [String: [String]]

  init(
    _ plan: SegmentPlan, _ mart: Table, _ scenario: ScenarioDefinition, keys: KeyIndex,
    past: PastDays, responses: Responses, date: Int64
  ) {
    self.keys = keys
    keyColumn = mart[plan.key].text
    subjects = mart[plan.subject].text
    customers = mart.column("customer_id")?.text
    guards = Segment.guards(plan, over: mart, day: DayTables(date: date))
    self.past = past
    self.responses = responses
    channels = Dictionary(
      scenario.messages.map { ($0.step, $0.channels) }, uniquingKeysWith: { first, _ in first })
  }

  /// The entry segment with the customers of its rows.
  func entrants(_ segment: Table, isCatchUp: Bool = false) -> [ScenarioDay.Entrant] {
    let subjects = segment["subject_key"].text
    let rows = segment["row_key"].text
    return (0..<segment.rowCount).compactMap { position in
      guard let subject = subjects.string(position), let key = rows[position] else { return nil }
      let row = keys.find(key)
      return ScenarioDay.Entrant(
        subject: subject, rowKey: key.text,
        customerID: row.flatMap { customers?.string($0) }, isCatchUp: isCatchUp)
    }
  }

  func row(withKey key: String) -> Int? {
    var key = key
    return key.withUTF8 { keys.find($0) }
  }

  func subject(ofRow row: Int) -> String? { subjects.string(row) }

  func holds(guardAt index: Int, row: Int) -> Bool { guards[index][row] }

  func fate(of step: String, in journey: Journey) -> MessageFate? {
    past.fate(of: step, in: journey, channels: channels[step] ?? [])
  }

  func response(toSend sendID: String) -> MessageResponse { responses.response(to: sendID) }
}
