import Store
import Testing

@Suite("A send in the ledger")
struct LedgerSendTests {
  @Test("is found by its id, whatever its date")
  func find() throws {
    let sample = try LedgerSample()
    for date in [LedgerSample.monday, LedgerSample.tuesday] {
      try sample.ledger.replace(date, with: LedgerSample.day(date))
    }
    for date in [LedgerSample.monday, LedgerSample.tuesday] {
      for send in LedgerSample.day(date).sends {
        #expect(try sample.ledger.send(send.sendID) == send)
      }
    }
    #expect(try sample.ledger.send("nobody") == nil)
  }
}
