import Table
import TestSupport
import Testing

@testable import Stages
@testable import Store

@Suite("A person who is erased by address")
struct ErasedProspectTests {
  private static let address = "q@example.jp"
  private static let form = "O98,2026-11-20 9:00,,Q@Example.jp,yes,100,\n"

  private static let forms = """
    forms:
      - source: orders
        link: person
        key: order_id
        at: ordered_at
        answers:
          email: {address: order_email, permission: order_ok}
    """

  /// A club to which somebody who is no member has sent a form.
  private static func visited() throws -> Club {
    let club = try Club()
    let orders = String(decoding: try club.shop.exports.read("orders.csv"), as: UTF8.self)
    try club.shop.exports.write("orders.csv", orders + form)
    let consent = String(decoding: try club.shop.pipeline.read("consent.yml"), as: UTF8.self)
    try club.shop.pipeline.write("consent.yml", consent + "\n" + forms)
    return club
  }

  /// The files of a store that hold a text; manifests are searched by erasing itself.
  private static func files(_ store: TemporaryFolder, with text: String) throws -> [String] {
    try store.files().filter { !$0.key.hasSuffix(".gz") && $0.value.contains(Array(text.utf8)) }
      .keys.sorted()
  }

  @Test("and is no customer is gone from every file, everybody else is as before")
  func gone() throws {
    let club = try Self.visited()
    let store = try TemporaryFolder()
    #expect(try club.run(store, on: Club.days[0]).sent == Set(Club.members + [Self.address]))
    #expect(try Self.files(store, with: Self.address).count >= 3)
    let person = ErasedPerson(emails: [" Ｑ@EXAMPLE.jp "])
    let dry = try club.erase(store, person, isDry: true, exports: club.shop.exports.path)
    let erasure = try club.erase(store, person)
    for counted in [dry, erasure] {
      #expect(counted.sends == 1 && counted.journeys == 1 && counted.stageRows == 3)
      #expect(counted.manifests.map(\.sends) == [1])
    }
    // There it stands in letters of another case.
    #expect(dry.exports == ["orders.csv"])
    #expect(erasure.left == [] && erasure.searched > 5)
    #expect(try Self.files(store, with: Self.address) == [])
    #expect(try Self.files(store, with: "O98") == [])
    let sends = try club.ledger(store).day(Club.days[0])?.sends ?? []
    #expect(Set(sends.map(\.address)) == Set(Club.members))
    #expect(try !club.erase(store, person).isFound)
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var events: [String] = []
    var reports: [String] = []
    var isRefused = true
  }

  static let refusals = [
    Refusal(
      testDescription: "an opt-out", events: ["E1,,q@example.jp,email,all,opt_out,2026-11-21,web,"]
    ),
    Refusal(
      testDescription: "an unsubscription", reports: ["R1,@,unsubscribe,2026-11-21 20:00"]),
    Refusal(testDescription: "nothing", isRefused: false),
  ]

  @Test("and comes back is refused by what they had said", arguments: refusals)
  func comesBack(_ test: Refusal) throws {
    let club = try Self.visited()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Club.days[0])
    let send = try club.sendID(store, to: Self.address, on: Club.days[0])
    try club.export(
      events: test.events, reports: test.reports.map { $0.replacing("@", with: send) })
    _ = try club.run(store, on: Club.days[1])
    let erasure = try club.erase(store, ErasedPerson(emails: [Self.address]))
    #expect(erasure.refusals == (test.isRefused ? 1 : 0) && erasure.left == [])
    try club.export()
    let orders = String(decoding: try club.shop.exports.read("orders.csv"), as: UTF8.self)
    try club.shop.exports.write(
      "orders.csv", orders.replacing(Self.form, with: "O99,2026-11-22 9:00,,q@example.jp,yes,1,\n"))
    let sent = try club.run(store, on: Club.days[2]).sent
    #expect(sent.contains(Self.address) == !test.isRefused)
  }

  @Test(
    "is refused if the address is another customer's or none",
    arguments: [
      (ErasedPerson(emails: ["p1@example.jp"]), StageError.Kind.data),
      (ErasedPerson(customer: "P1", emails: ["p2@example.jp"]), .data),
      (ErasedPerson(emails: ["at home"]), .usage), (ErasedPerson(phones: ["1"]), .usage),
      (ErasedPerson(lineIDs: ["U1"]), .usage),
    ])
  func refused(_ person: ErasedPerson, _ kind: StageError.Kind) throws {
    let club = try Self.visited()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Club.days[0])
    let before = try store.files()
    let error = #expect(throws: StageError.self) { try club.erase(store, person) }
    #expect(error?.kind == kind)
    for text in person.emails + person.phones + person.lineIDs {
      #expect(error?.description.contains("'\(text)'") == false)
    }
    #expect(try store.files() == before)
  }

  @Test("and is a customer is erased with the addresses that only the caller knew")
  func both() throws {
    let club = try Self.visited()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Club.days[0])
    let person = ErasedPerson(customer: "P1", emails: [Self.address, "p1@example.jp"])
    let erasure = try club.erase(store, person)
    #expect(erasure.sends == 2 && erasure.left == [])
    #expect(try Self.files(store, with: Self.address) == [])
    #expect(try Self.files(store, with: "p1@example.jp") == [])
  }

  /// A store of two days, of the first of which the stage files are gone. On it the second member had
  /// the address that is the first one's on the second day.
  private static func moved() throws -> (Club, TemporaryFolder, send: String) {
    let club = try Club()
    let store = try TemporaryFolder()
    let people = String(decoding: try club.shop.exports.read("people-1.csv"), as: UTF8.self)
    func export(_ first: String, _ second: String) throws {
      try club.shop.exports.write(
        "people-1.csv",
        people.replacing("p1@example.jp", with: first).replacing("p2@example.jp", with: second))
    }
    try export("p1@example.jp", address)
    _ = try club.run(store, on: Club.days[0])
    let send = try club.sendID(store, to: address, on: Club.days[0])
    try export(address, "p2@example.jp")
    _ = try club.run(store, on: Club.days[1])
    for stage in Stage.allCases { try store.remove("2026-11-21/\(stage.rawValue).sqlite") }
    return (club, store, send)
  }

  @Test("that messages to another customer went to stays with that customer, as do the messages")
  func shared() throws {
    let (club, store, send) = try Self.moved()
    let erasure = try club.erase(store, ErasedPerson(customer: "P1"))
    #expect(erasure.left == [] && erasure.sharedAddresses == 1)
    let sends = try club.ledger(store).day(Club.days[0])?.sends ?? []
    #expect(sends.contains { $0.sendID == send && $0.customerID == "P2" })
    // Who unsubscribes in answer is the other.
    try club.export(reports: ["R1,\(send),unsubscribe,2026-11-23 20:00"])
    #expect(try !club.run(store, on: Club.days[2]).sent.contains("p2@example.jp"))
  }

  @Test("that was a customer's when messages went there is refused")
  func earlier() throws {
    let (club, store, _) = try Self.moved()
    // On the only day with stage files it is the first member's; then nobody's.
    for stage in Stage.allCases { try store.remove("2026-11-22/\(stage.rawValue).sqlite") }
    let before = try store.files()
    let error = #expect(throws: StageError.self) {
      try club.erase(store, ErasedPerson(emails: [Self.address]))
    }
    #expect(error?.message == "an address that was given is another customer's")
    #expect(try store.files() == before)
  }

  @Test("is gone from marts whose columns have no roles")
  func noRoles() throws {
    let club = try Self.visited()
    try club.shop.pipeline.write(
      "marts/analysis.yml",
      """
      mart: analysis
      rows: orders
      key: order_id
      columns:
        - {name: order_id, type: text}
        - {name: mail, type: text, value: order_email}
      """)
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Club.days[0])
    let path = "\(store.path)/2026-11-21/derive.sqlite"
    #expect(try StageFile.read(path, table: "analysis").rowCount == 11)
    #expect(try club.erase(store, ErasedPerson(emails: [Self.address])).left == [])
    #expect(try StageFile.read(path, table: "analysis").rowCount == 10)
  }

  @Test("takes no journey of a customer along whose key is the same, of a scenario that is gone")
  func sameKey() throws {
    let club = try Self.visited()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Club.days[0])
    // A visit of the first member has the key of the stranger's form.
    let journey = JourneyState(
      scenarioID: "visits", subjectKey: "O98", enteredOn: Club.days[0], rowKey: "O98",
      customerID: "P1", progress: .waiting, position: "1", waitDate: Club.days[1])
    let ledger = try club.ledger(store)
    var record = try #require(try ledger.day(Club.days[0]))
    record.journeys.append(journey)
    try ledger.replace(Club.days[0], with: record)
    #expect(try club.erase(store, ErasedPerson(emails: [Self.address])).journeys == 1)
    #expect(try club.ledger(store).day(Club.days[0])?.journeys.contains(journey) == true)
  }

  @Test("keeps apart from others what answers are heard of, while something of them is left")
  func apart() throws {
    let club = try Self.visited()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Club.days[0])
    let send = try club.sendID(store, to: Self.address, on: Club.days[0])
    try store.write("2026-11-21/notes.txt", "P1 has called")
    #expect(try !club.erase(store, ErasedPerson(customer: "P1")).left.isEmpty)
    #expect(try !club.erase(store, ErasedPerson(emails: [Self.address])).left.isEmpty)
    #expect(try club.ledger(store).unfinishedErasure().count == 2)
    // The first member is still in the exports, and has refused nothing.
    try club.export(reports: ["R1,\(send),unsubscribe,2026-11-22 8:00"])
    let outcome = try club.run(store, on: Club.days[1])
    #expect(outcome.sent == Set(Club.members) && outcome.remembered == [:])
    try store.remove("2026-11-21/notes.txt")
    #expect(try club.erase(store, ErasedPerson(customer: "P77")).left == [])
    #expect(try club.ledger(store).unfinishedErasure().isEmpty)
  }

  @Test("is found in marts, segments and journeys that the definitions no longer have")
  func renamed() throws {
    let club = try Self.visited()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Club.days[0])
    let pipeline = club.shop.pipeline
    for (file, old, new) in [
      ("marts/orders.yml", "mart: orders", "mart: purchases"),
      ("scenarios/thanks.yml", "scenario: thanks", "scenario: gratitude"),
      ("scenarios/thanks.yml", "mart: orders", "mart: purchases"),
      (
        "sources/people.yml", "columns:\n",
        "columns:\n  - {name: age, header: 年齢, type: int, optional: true}\n"
      ),
    ] {
      let text = String(decoding: try pipeline.read(file), as: UTF8.self)
      #expect(text.contains(old))
      try pipeline.write(file, text.replacing(old, with: new))
    }
    // The form of nobody, and one that is matched by its address to a customer.
    for person in [ErasedPerson(emails: [Self.address]), ErasedPerson(customer: "P1")] {
      let erasure = try club.erase(store, person)
      #expect(erasure.left == [] && erasure.sends == 1 && erasure.journeys == 1)
    }
    #expect(try Self.files(store, with: Self.address) == [])
    for (stage, name, rows) in [("derive", "orders", 8), ("segment", "segment_thanks", 4)] {
      let table = try StageFile.read("\(store.path)/2026-11-21/\(stage).sqlite", table: name)
      #expect(table.rowCount == rows)
    }
  }
}
