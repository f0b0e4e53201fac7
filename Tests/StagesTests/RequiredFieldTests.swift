import Foundation
import Stages
import Store
import Table
import TestSupport
import Testing

/// Messages that cannot go out without a field.
@Suite("Required fields")
struct RequiredFieldTests {
  private static let dates = [Shop.date - 1, Shop.date]

  /// What was sent and not sent, by subject and step, on two days of the shop.
  private struct Outcome: Equatable {
    var sent: Set<String> = []
    var excluded: [String: String] = [:]
  }

  private func outcome(_ messages: String?, _ store: TemporaryFolder) throws -> Outcome {
    let shop = try Shop()
    if let messages {
      try shop.pipeline.write("messages/thanks.yml", "scenario: thanks\n" + messages)
    }
    var outcome = Outcome()
    for date in Self.dates {
      try shop.run(store, on: date)
      let day = try #require(try Ledger(path: store.path + "/ledger.sqlite").day(date))
      for send in day.sends { outcome.sent.insert("\(send.subjectKey)/\(send.step)") }
      for exclusion in day.exclusions {
        outcome.excluded[exclusion.sendID] =
          "\(exclusion.reason)(\(exclusion.detail ?? ""))"
      }
    }
    return outcome
  }

  @Test("a fallback and a field that need not be there exclude nobody")
  func nobody() throws {
    let plain = try outcome(nil, try TemporaryFolder())
    #expect(plain.sent.count > 20)
    for field in ["{fallback: お近く}", "{required: false}"] {
      let store = try TemporaryFolder()
      let found = try outcome("fields: {prefecture: \(field)}\nmessages: {A: {}, B: {}}", store)
      #expect(found == plain)
    }
  }

  @Test("without it the message is not sent, with its name as the detail; the journey goes on")
  func missing() throws {
    let store = try TemporaryFolder()
    let plain = try outcome(nil, try TemporaryFolder())
    let found = try outcome(
      "messages:\n  A: {fields: {amount: {}, prefecture: {}}}\n  B: {}", store)
    let orders = try StageFile.read(
      "\(store.path)/\(CalendarDay.text(Shop.date))/derive.sqlite", table: "orders")
    let known = zip(orders.cells("order_id"), orders.cells("prefecture"))
      .filter { $0.1 != nil && $0.1 != "" }.compactMap(\.0)
    let expected = plain.sent.filter {
      !$0.hasSuffix("/A") || known.contains(String($0.dropLast(2)))
    }
    #expect(expected.count < plain.sent.count)
    #expect(found.sent.isSuperset(of: expected))
    // Who now is first of an address, or has had less, may be sent what was held back.
    #expect(found.sent.allSatisfy { $0.hasSuffix("/B") || known.contains(String($0.dropLast(2))) })
    let reasons = Set(found.excluded.values)
    #expect(reasons.contains("missing_field(prefecture)"))
    #expect(!reasons.contains("missing_field(amount)"))
    // B goes to those whose A was not sent, too.
    #expect(plain.sent.filter { $0.hasSuffix("/B") }.isSubset(of: found.sent))
  }
}
