import Stages
import Store
import TestSupport
import Testing

@Suite("A customer who is not in the exports any more")
struct GoneCustomerTests {
  @Test("leaves the messages of their journeys without a destination, and the day goes on")
  func gone() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    #expect(try club.run(store, on: Club.days[0]).sent == Set(Club.members))
    let people = String(decoding: try club.shop.exports.read("people-1.csv"), as: UTF8.self)
    let others = people.split(separator: "\n").filter { !$0.hasPrefix("P1,") }
    try club.shop.exports.write("people-1.csv", others.map { $0 + "\n" }.joined())
    #expect(try club.run(store, on: Club.days[1]).sent == Set(Club.members.dropFirst()))
    let day = try #require(try club.ledger(store).day(Club.days[1]))
    #expect(day.exclusions.map(\.reason) == ["no_destination"])
    // The journey is not ended by it: it is over because its last message was reached.
    let ended = day.journeys.filter { $0.progress == .ended }
    #expect(ended.count == Club.members.count)
    #expect(Set(ended.compactMap(\.outcome)) == ["done"])
  }
}
