import Consent
import Foundation
import Gate
import Pipeline
import Scenario
import Store
import Table

@testable import Stages

/// Ninety business dates of three thousand customers, run once for all tests that look at them.
struct Quarter {
  /// Another one can be given in the environment, to look for what this one does not show.
  static let seed =
    ProcessInfo.processInfo.environment["MEIBO_QUARTER_SEED"].flatMap(UInt64.init) ?? 20_271_201
  /// Past the ends of four months, of a year, and over a leap day.
  static let dates = day("2027-12-01")...day("2028-03-03")
  /// Nothing is run on these.
  static let missed = Set(["2027-12-31", "2028-01-10", "2028-01-11", "2028-02-12"].map(day))
  static let campaign = ["2027-12-24", "2028-02-29"]
  /// Sends that the ledger holds from the start under the ids of sends to come.
  static let planted = 12

  /// A control group, and a message that cannot do without a name: the insurer's own have none.
  static let edits: [Insurance.Edit] = [
    ("scenarios/15-accessory-purchase.yml", "reentry:", "holdout: 0.1\nreentry:"),
    (
      "messages/17-campaign-benefit-use.yml", "family_name: {fallback: お客}",
      "family_name: {required: true}"
    ),
  ]

  /// A day of the quarter, and what the models say of it.
  struct Day {
    let date: Int64
    let candidates: Int
    let sends: [LedgerSend]
    let exclusions: [Exclusion]
    let conservation: [ConservationRow]
    /// Sends that the slow model of consent objects to.
    let unlawful: [String]
    /// People who were refused although the slow model has no objection.
    let withheld: [String]
  }

  let days: [Day]
  let journeys: [JourneyState]
  let facts: QuarterFacts
  let plan: Plan

  static let whole = Result { try Quarter() }

  private init() throws {
    plan = try Insurance.plan(campaign: Self.campaign, replacing: Self.edits)
      .only { _ in true }
    let world = QuarterWorld(plan, seed: Self.seed)
    let first = Self.dates.lowerBound
    world.settle(3000, before: first)
    let driver = DayDriver(plan, sends: Self.plant(world, on: first))
    var days: [Day] = []
    for date in Self.dates {
      world.live(date)
      if Self.missed.contains(date) { continue }
      let decided = try driver.run(date, world.rows)
      let sends = try decided.record(on: date, threads: 1).sends
      days.append(Self.judged(date, decided, sends, world.facts))
      world.answer(sends, on: date)
    }
    self.days = days
    journeys = driver.ledger.journeys
    facts = world.facts
  }

  /// Sends of an earlier date with the ids that the members' service will have on the first.
  private static func plant(_ world: QuarterWorld, on first: Int64) -> [LedgerSend] {
    world.people.filter { world.contracts[$0] != nil }.prefix(planted).map { customer in
      LedgerSend(
        sendID: SendID(
          scenarioID: "member_service_use", step: "A", channel: "email", subjectKey: customer,
          enteredOn: first
        ).description, businessDate: first - 40, scenarioID: "member_service_use", step: "A",
        channel: "email", address: "old@example.jp", subjectKey: customer, customerID: customer,
        enteredOn: first, sendAt: (first - 40) * 86400, isTransactional: false, topic: "campaign")
    }
  }

  private static func judged(
    _ date: Int64, _ decided: DecidedDay, _ sends: [LedgerSend], _ facts: QuarterFacts
  ) -> Day {
    let model = PlainConsent(facts, on: date)
    let unlawful = sends.compactMap { send in
      model.objection(
        customer: send.customerID, subject: send.subjectKey, to: send.address,
        channel: send.channel, topic: send.topic
      ).map { "\($0): \(send.scenarioID) \(send.step) to \(send.subjectKey)" }
    }
    let refused: Set<Reason> = [.suppressed, .optedOut, .noConsent, .bounced]
    let withheld = decided.result.exclusions.compactMap { exclusion -> String? in
      guard refused.contains(exclusion.reason), let customer = exclusion.customerID,
        let person = facts.people[customer]
      else { return nil }
      let addresses = person.addresses(exclusion.channel.rawValue)
      let isOpen = addresses.contains { address in
        model.objection(
          customer: customer, subject: exclusion.subjectKey, to: address,
          channel: exclusion.channel.rawValue, topic: exclusion.message.topic) == nil
      }
      return isOpen ? "\(exclusion.reason.code): \(exclusion.id)" : nil
    }
    return Day(
      date: date, candidates: decided.candidates.count, sends: sends,
      exclusions: decided.result.exclusions, conservation: decided.result.conservation,
      unlawful: unlawful, withheld: withheld)
  }
}
