import Consent
import Derive
import Gate
import Pipeline
import Scenario
import Table

/// One scenario on the date, with all that it is run on. Scenarios know nothing of each other, so
/// several can be run at a time.
struct ScenarioRun: Sendable {
  /// Its number among all scenarios.
  let number: Int
  let scenario: ScenarioDefinition
  let plan: Plan
  let segment: SegmentPlan
  let rows: DayMarts.Rows
  /// Nil if it lets nobody in on the date.
  let entering: DayMarts.Entering?
  /// Of the mart.
  let source: String
  let people: KeyIndex?
  let past: PastDays
  let responses: Responses
  let date: Int64

  /// Its journeys and the messages they came to.
  var made: (day: ScenarioDay, candidates: [Candidate]) {
    get throws {
      let facts = MartFacts(
        segment, rows.table, scenario, keys: rows.keys, past: past, responses: responses,
        date: date)
      var entrants = entering.map { facts.entrants($0.segment) } ?? []
      if let late = entering?.late { entrants += facts.entrants(late, isCatchUp: true) }
      let day = ScenarioDay.run(
        scenario, on: date, parameters: plan.definition.parameters,
        running: past.journeys.running[scenario.id] ?? [],
        lastEnded: past.journeys.lastEnded[scenario.id] ?? [:],
        entrants: entrants, facts: facts)
      return (day, try candidates(of: day, facts))
    }
  }

  private func candidates(of day: ScenarioDay, _ facts: MartFacts) throws -> [Candidate] {
    let messages = Dictionary(
      scenario.messages.map { ($0.step, Message(scenario, $0, fieldSet: number)) },
      uniquingKeysWith: { first, _ in first })
    let required = RequiredFields(plan, scenario, rows.table)
    let subjects = RowSubjects(
      mart: rows.table, numbers: rows.numbers, source: source,
      populations: plan.definition.consentPopulations, people: people)
    return try day.messages.map { reached in
      guard let message = messages[reached.step], let row = facts.row(withKey: reached.rowKey)
      else {
        throw StageError(
          .data, "scenario '\(scenario.id)': a message was reached by nobody's row")
      }
      return Candidate(
        message: message, subjectKey: reached.subject, subject: subjects.subject(ofRow: row),
        enteredOn: reached.enteredOn, sendAt: reached.sendAt, row: row,
        missingField: required.missing(for: reached.step, inRow: row))
    }
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

  /// A mart has one row a known row of its source, in the source's order. A row that is about a
  /// customer may be left when the customer is not among the people any more.
  func subject(ofRow row: Int) -> Subject {
    switch population {
    case .people: .customer(Int(numbers[row]))
    case .form(let number): .form(number, row: Int(numbers[row]))
    case .members: .member(Int(numbers[row]))
    case nil: customers?[row].flatMap { people?.find($0) }.map { .customer($0) } ?? .nobody
    }
  }
}
