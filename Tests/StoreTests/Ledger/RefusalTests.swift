import Store
import Testing

@Suite("Refusals in the ledger")
struct RefusalTests {
  private static func refusal(
    _ payload: String, seen: Int64, until: Int64? = nil, kind: String = "opt_out"
  ) -> Refusal {
    Refusal(kind: kind, id: "1", payload: payload, until: until, seenOn: seen)
  }

  @Test("outlive the day that read them, and hold for earlier days too")
  func outlive() throws {
    let sample = try LedgerSample()
    let refusals = [
      Self.refusal("{}", seen: 20_001, kind: "bounce"), Self.refusal("{}", seen: 20_001, until: 3),
    ]
    try sample.ledger.remember(refusals.reversed())
    try sample.ledger.replace(20_001, with: LedgerSample.day(20_001))
    try sample.ledger.replace(
      20_000, with: LedgerSample.day(20_000), discardingLater: true)
    #expect(try sample.ledger.past(before: 19_000).refusals == refusals)
    try sample.ledger.remember([])
    #expect(try sample.ledger.past(before: 20_001).refusals == refusals)
  }

  @Test("take the content of the latest business date, in whichever order they are read")
  func latest() throws {
    let readings = [
      Self.refusal("first", seen: 20_000, until: 20_005), Self.refusal("second", seen: 20_001),
      Self.refusal("third", seen: 20_002, until: 20_009),
    ]
    var expected = readings[2]
    expected.firstSeenOn = 20_000
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
      let sample = try LedgerSample()
      for index in order { try sample.ledger.remember([readings[index]]) }
      #expect(try sample.ledger.past(before: 20_000).refusals == [expected], "\(order)")
    }
  }

  @Test("read again on the same date take the newer reading")
  func sameDate() throws {
    let sample = try LedgerSample()
    try sample.ledger.remember([Self.refusal("first", seen: 20_000, until: 20_001)])
    try sample.ledger.remember([Self.refusal("second", seen: 20_000)])
    #expect(
      try sample.ledger.past(before: 20_000).refusals == [Self.refusal("second", seen: 20_000)])
  }
}
