import Foundation
import Manifest
import Table
import TestSupport
import Testing

@testable import Stages
@testable import Store

@Suite("A person who is erased")
struct ErasureTests {
  private static let days = Club.days

  private static func erase(
    _ club: Club, _ store: TemporaryFolder, _ customer: String = "P1", isDry: Bool = false,
    exports: String? = nil
  ) throws -> Erasure {
    try StageRunner(
      RunOptions(
        pipeline: club.shop.pipeline.path, exports: exports, store: store.path, date: days[0])
    ).erase(ErasedPerson(customer: customer), isDry: isDry)
  }

  /// The files, unpacked, in which one of the texts stands; read by other means than the product's.
  private static func files(_ store: TemporaryFolder, with texts: [String]) throws -> [String] {
    try store.files().filter { name, bytes in
      var content = Data(bytes)
      if name.hasSuffix(".gz") {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-cd", "\(store.path)/\(name)"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        content = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
      }
      return texts.contains { content.range(of: Data($0.utf8)) != nil }
    }.keys.sorted()
  }

  /// A store of two days, in which the first member refused in every way.
  private static func refusing() throws -> (Club, TemporaryFolder) {
    let club = try Club()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: days[0])
    let send = try club.sendID(store, to: Club.members[0], on: days[0])
    try club.export(
      events: [
        "E1,P1,,email,all,opt_out,2026-11-21 8:00,web,", "E2,P2,,email,,opt_out,2026-11-21,,",
      ],
      suppressions: ["S1,customer,P1,all,legal,2026-01-01,", "S2,email,p1@example.jp,all,legal,,"],
      reports: ["R1,\(send),unsubscribe,2026-11-21 20:00"])
    _ = try club.run(store, on: days[1])
    return (club, store)
  }

  @Test("is gone from every file, and everybody else is as before")
  func gone() throws {
    let (club, store) = try Self.refusing()
    let before = try club.ledger(store).day(Self.days[1])
    #expect(try Self.files(store, with: ["P1", "p1@example.jp"]).count >= 7)
    let erasure = try Self.erase(club, store)
    #expect(try Self.files(store, with: ["P1", "p1@example.jp"]) == [])
    #expect(erasure.left == [] && erasure.searched > 12 && erasure.sealed.isEmpty)
    #expect(erasure.refusals == 4 && erasure.sends == 1 && erasure.exclusions == 1)
    #expect(erasure.manifests.map(\.date) == Array(Self.days.prefix(2)))
    #expect(erasure.manifests.map(\.sends) == [1, 0])
    #expect(erasure.manifests.map(\.exclusions) == [0, 1])

    let after = try club.ledger(store).day(Self.days[1])
    #expect(after?.sends == before?.sends)
    #expect(after?.exclusions.count == (before?.exclusions.count ?? 0) - 1)
    let status = try club.shop.runner(store).status(asOf: Self.days[1], checksFiles: true)
    #expect(status.days.allSatisfy { $0.manifest == .whole })
    for day in Self.days.prefix(2).map({ CalendarDay.text($0) }) {
      let people = try StageFile.read("\(store.path)/\(day)/cleanse.sqlite", table: "people")
      #expect(people["person_id"].text.string(0) == "P2" && people.rowCount == 4)
      let orders = try StageFile.read("\(store.path)/\(day)/cleanse.sqlite", table: "orders")
      #expect(orders.rowCount == 16)
    }
    // The counts of the index are those of the files.
    let text = String(decoding: try store.read("manifests/2026-11-22/manifest.json"), as: UTF8.self)
    #expect(text.contains("\"candidates\": 4, \"sends\": 3, \"exclusions\": {\"opted_out\": 1}"))
    // A second time there is nothing to be found.
    let files = try store.published()
    let again = try Self.erase(club, store)
    #expect(!again.isFound && again.left == [])
    #expect(try store.published() == files)
  }

  @Test("takes nobody along whose keys only look the same")
  func sameLooks() throws {
    let club = try Club()
    // 福 twice: strings take them for equal, files do not. The first order is that of P1, the second
    // that of P2.
    let (own, other) = ("\u{FA1B}1", "\u{798F}1")
    let orders = String(decoding: try club.shop.exports.read("orders.csv"), as: UTF8.self)
      .replacing("\nO0,", with: "\n\(own),").replacing("\nO1,", with: "\n\(other),")
    try club.shop.exports.write("orders.csv", orders)
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Self.days[0])
    func keys(_ stage: String, _ table: String, _ column: String) throws -> Set<[UInt8]> {
      let path = "\(store.path)/2026-11-21/\(stage).sqlite"
      let texts = try StageFile.read(path, table: table)[column].text
      return Set((0..<texts.count).compactMap { texts[$0].map(Array.init) })
    }
    for isErased in [false, true] {
      if isErased { #expect(try Self.erase(club, store).left == []) }
      for (stage, table, column) in [
        ("cleanse", "orders", "order_id"), ("derive", "orders", "order_id"),
        ("segment", "segment_thanks", "row_key"),
      ] {
        let found = try keys(stage, table, column)
        #expect(found.contains(Array(other.utf8)), "\(stage), erased: \(isErased)")
        #expect(found.contains(Array(own.utf8)) != isErased, "\(stage), erased: \(isErased)")
      }
    }
  }

  @Test("is not missed by what comes after: nothing is refused, and early stages need not run")
  func after() throws {
    let (club, store) = try Self.refusing()
    _ = try Self.erase(club, store)
    let runner = try club.shop.runner(store, on: Self.days[1], force: false)
    let reasons = try runner.decisions().map(\.reason)
    #expect(reasons == [.unchanged, .unchanged, .unchanged, .unchanged, .inputs])
    // The secret, which the erasure does not have, is among what the last stage was made of.
    let reports = try club.shop.run(store, on: Self.days[1], force: false)
    #expect(reports.filter { $0.skipped == nil }.map(\.stage) == [.manifest])
    #expect(try Self.files(store, with: ["P1", "p1@example.jp"]) == [])
    _ = try club.run(store, on: Self.days[2])
  }

  struct Return: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var events: [String] = []
    var suppressions: [String] = []
    var reports: [String] = []
    /// The number and address under which the person comes back.
    var person = ("P1", "p1@example.jp")
    var isRefused = true
  }

  static let returns = [
    Return(
      testDescription: "an opt-out of the number",
      events: ["E1,P1,,email,all,opt_out,2026-11-20 8:00,web,"]),
    Return(
      testDescription: "an opt-out of the number, back under another",
      events: ["E1,P1,,email,all,opt_out,2026-11-20 8:00,web,"], person: ("P9", "p1@example.jp")),
    Return(
      testDescription: "an opt-out of the number, back with another address",
      events: ["E1,P1,,email,all,opt_out,2026-11-20 8:00,web,"], person: ("P1", "p9@example.jp")),
    Return(
      testDescription: "an opt-out of the address, back with another",
      events: ["E1,,P1@example.jp,all,,opt_out,,,"], person: ("P1", "p9@example.jp")),
    Return(
      testDescription: "a suppression of the number, back under another",
      suppressions: ["S1,customer,P1,all,legal,2026-01-01,"], person: ("P9", "p1@example.jp")),
    Return(
      testDescription: "a suppression of the address, back with another",
      suppressions: ["S1,email,p1@example.jp,all,legal,,"], person: ("P1", "p9@example.jp")),
    Return(
      testDescription: "an unsubscription, back under another number",
      reports: ["R1,@,unsubscribe,2026-11-21 20:00"], person: ("P9", "p1@example.jp")),
    Return(testDescription: "a hard bounce", reports: ["R1,@,hard_bounce,2026-11-21 20:00"]),
    Return(
      testDescription: "a hard bounce, back with another address",
      reports: ["R1,@,hard_bounce,2026-11-21 20:00"], person: ("P1", "p9@example.jp"),
      isRefused: false),
    Return(testDescription: "no refusal", isRefused: false),
    Return(
      testDescription: "an opt-out that was over by then",
      events: ["E1,P1,,email,all,opt_out,2026-11-20 8:00,web,2026-11-22"], isRefused: false),
    Return(
      testDescription: "nobody: a stranger", events: ["E1,P1,,email,all,opt_out,2026-11-20 8:00,,"],
      person: ("P9", "p9@example.jp"), isRefused: false),
  ]

  @Test("and comes back is refused by what they had said, under whichever name", arguments: returns)
  func comesBack(_ test: Return) throws {
    let club = try Club()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Self.days[0])
    let send = try club.sendID(store, to: Club.members[0], on: Self.days[0])
    try club.export(
      events: test.events, suppressions: test.suppressions,
      reports: test.reports.map { $0.replacing("@", with: send) })
    _ = try club.run(store, on: Self.days[1])
    _ = try Self.erase(club, store)
    #expect(try Self.files(store, with: ["P1", "p1@example.jp"]) == [])

    try club.export()
    for file in ["people-1.csv", "orders.csv"] {
      let text = String(decoding: try club.shop.exports.read(file), as: UTF8.self)
      try club.shop.exports.write(
        file,
        text.replacing("P1,", with: test.person.0 + ",")
          .replacing("p1@example.jp", with: test.person.1))
    }
    let outcome = try club.run(store, on: Self.days[2])
    #expect(outcome.sent.contains(test.person.1) == !test.isRefused)
    #expect(outcome.sent.subtracting([test.person.1]) == Set(Club.members.dropFirst()))
  }

  struct Answer: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let kind: String
    /// The number and address under which the person is still in the exports.
    var person = ("P1", "p1@example.jp")
    var isRefused = true
  }

  static let answers = [
    Answer(testDescription: "an unsubscription", kind: "unsubscribe"),
    Answer(testDescription: "a complaint", kind: "complaint"),
    Answer(testDescription: "a hard bounce", kind: "hard_bounce"),
    Answer(
      testDescription: "an unsubscription, back under another number", kind: "unsubscribe",
      person: ("P9", "p1@example.jp")),
    Answer(
      testDescription: "an unsubscription, back with another address", kind: "unsubscribe",
      person: ("P1", "p9@example.jp")),
    Answer(
      testDescription: "a hard bounce, back with another address", kind: "hard_bounce",
      person: ("P1", "p9@example.jp"), isRefused: false),
    Answer(testDescription: "that it was opened", kind: "open", isRefused: false),
    Answer(
      testDescription: "of a stranger", kind: "unsubscribe", person: ("P9", "p9@example.jp"),
      isRefused: false),
  ]

  @Test(
    "is heard in answer to a message of before, on the day that it comes in and after",
    arguments: answers, [false, true])
  func answersLate(_ test: Answer, _ isSealed: Bool) throws {
    let club = try Club()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Self.days[0])
    let send = try club.sendID(store, to: Club.members[0], on: Self.days[0])
    if isSealed { try club.ledger(store).seal(Self.days[0]) }
    #expect(try Self.erase(club, store).left == [])
    for file in ["people-1.csv", "orders.csv"] {
      let text = String(decoding: try club.shop.exports.read(file), as: UTF8.self)
      try club.shop.exports.write(
        file,
        text.replacing("P1,", with: test.person.0 + ",")
          .replacing("p1@example.jp", with: test.person.1))
    }
    try club.export(reports: ["R1,\(send),\(test.kind),2026-11-22 8:00"])
    let others = Set(Club.members.dropFirst())
    let first = try club.run(store, on: Self.days[1])
    #expect(first.sent.contains(test.person.1) == !test.isRefused)
    #expect(first.sent.subtracting([test.person.1]) == others)
    // Exports may forget it.
    try club.export()
    #expect(try club.run(store, on: Self.days[2]).sent.contains(test.person.1) == !test.isRefused)
  }

  @Test("who agrees anew after coming back is written to")
  func agreesAnew() throws {
    let (club, store) = try Self.refusing()
    _ = try Self.erase(club, store)
    try club.export(events: ["E9,P1,,email,,opt_in,2026-11-23 8:00,,"])
    let refused = try club.run(store, on: Self.days[2])
    // Suppressions have no end by themselves.
    #expect(!refused.sent.contains("p1@example.jp"))
    let other = try Club()
    let fresh = try TemporaryFolder()
    try other.export(events: ["E1,P1,,email,all,opt_out,2026-11-20 8:00,web,"])
    _ = try other.run(fresh, on: Self.days[0])
    _ = try Self.erase(other, fresh)
    try other.export(events: ["E9,P1,,email,,opt_in,2026-11-22 8:00,,"])
    #expect(try other.run(fresh, on: Self.days[1]).sent.contains("p1@example.jp"))
  }

  @Test("stays in a sealed manifest, which is told")
  func sealed() throws {
    let (club, store) = try Self.refusing()
    try club.ledger(store).seal(Self.days[0])
    let before = try store.files()
    let erasure = try Self.erase(club, store)
    #expect(erasure.sealed.map(\.date) == [Self.days[0]])
    #expect(erasure.sealed.map(\.messages) == [1])
    #expect(erasure.left == [])
    let files = try Self.files(store, with: ["P1", "p1@example.jp"])
    #expect(files == ["manifests/2026-11-21/email.jsonl.gz"])
    let manifest = before.filter { $0.key.hasPrefix("manifests/2026-11-21/") }
    #expect(try store.files().filter { $0.key.hasPrefix("manifests/2026-11-21/") } == manifest)
    _ = try club.run(store, on: Self.days[2])
    // It is not handed over again,
    let out = try TemporaryFolder()
    let adapted = try club.shop.runner(store, on: Self.days[0]).adapt(
      AdaptOptions(.csv), out: out.path)
    #expect(adapted.sends == 4 && adapted.withdrawn == 1)
    #expect(try Self.files(out, with: ["p1@example.jp"]) == [])
    #expect(try Self.files(out, with: ["p2@example.jp"]).count == 1)
    // and what has not gone out yet can be pulled.
    try club.export()
    let recheck = try club.shop.runner(store, on: Self.days[0]).recheck(asOf: Self.days[2])
    #expect(recheck.withdrawn == 2 && recheck.sends == 4)
    #expect(recheck.reasons.map(\.reason) == ["opted_out", "no_consent"])
  }

  @Test("is only counted by a dry run")
  func dry() throws {
    let (club, store) = try Self.refusing()
    let before = try store.files()
    let dry = try Self.erase(club, store, isDry: true, exports: club.shop.exports.path)
    #expect(try store.files() == before)
    #expect(dry.exports == ["events.csv", "orders.csv", "people-1.csv", "suppressions.csv"])
    let erasure = try Self.erase(club, store)
    #expect(dry.stageRows == erasure.stageRows && dry.stageFiles == erasure.stageFiles)
    #expect(dry.stageRows >= 20)
    #expect(dry.journeys == erasure.journeys && dry.sends == erasure.sends)
    #expect(dry.exclusions == erasure.exclusions && dry.refusals == erasure.refusals)
    #expect(dry.manifests.map(\.sends) == erasure.manifests.map(\.sends))
    #expect(dry.manifests.map(\.exclusions) == erasure.manifests.map(\.exclusions))
  }

  @Test("looks into exports of every encoding, and names those that cannot be read whole")
  func exports() throws {
    let (club, store) = try Self.refusing()
    let text = "id,address\n1,p1@example.jp\n"
    try club.shop.exports.write(
      "events-9.csv", [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    let packed = try #require(try store.files().first { $0.key.hasSuffix(".jsonl.gz") }).value
    try club.shop.exports.write("events-8.csv", Array(packed.prefix(packed.count - 9)))
    let erasure = try Self.erase(club, store, exports: club.shop.exports.path)
    #expect(erasure.exports.contains("events-9.csv"))
    #expect(erasure.unreadExports == ["events-8.csv"])
    #expect(erasure.isFound)
  }

  @Test(
    "halfway is erased to the end by the next attempt, and a run between the two is not refused",
    arguments: [
      // Where the ledger refuses: the second date's manifest, the rows, the stage files, the end.
      "UPDATE ON days WHEN NEW.business_date = '2026-11-22'", "DELETE ON sends",
      "INSERT ON runs WHEN NEW.business_date = '2026-11-22'", "DELETE ON erasing_digests",
    ], [false, true])
  func halfway(_ place: String, _ runsBetween: Bool) throws {
    let (club, store) = try Self.refusing()
    let other = try TemporaryFolder()
    for (name, bytes) in try store.files() { try other.write(name, bytes) }
    _ = try Self.erase(club, other)

    let database = try SQLDatabase("\(store.path)/ledger.sqlite")
    try database.execute("CREATE TRIGGER stop BEFORE \(place) BEGIN SELECT RAISE(ABORT, ''); END")
    #expect(throws: (any Error).self) { try Self.erase(club, store) }
    #expect(try club.shop.runner(store).status(asOf: Self.days[1]).needsAttention)
    try database.execute("DROP TRIGGER stop")
    if runsBetween {
      _ = try club.run(other, on: Self.days[2])
      _ = try club.run(store, on: Self.days[2])
      _ = try Self.erase(club, other)
    }
    let erasure = try Self.erase(club, store)
    #expect(erasure.left == [])
    #expect(try Self.files(store, with: ["P1", "p1@example.jp"]) == [])
    // What a run between the two read of them is found by what is known of them then.
    let earlier: (String) -> Bool = { !$0.contains("2026-11-23") }
    let resumed = try store.published().filter { earlier($0.key) }
    let whole = try other.published().filter { earlier($0.key) }
    #expect(resumed.keys.sorted() == whole.keys.sorted())
    let differing: [String] = resumed.filter { whole[$0.key] != $0.value }.keys.sorted()
    #expect(differing.isEmpty, "\(differing)")
    #expect(try club.ledger(store).unfinishedErasure().isEmpty)
  }

  @Test("is found by a form that names a number nobody has, and by a refusal that names another's")
  func otherNumbers() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    let orders = String(decoding: try club.shop.exports.read("orders.csv"), as: UTF8.self)
    try club.shop.exports.write(
      "orders.csv", orders + "O99,2026-11-20 9:00,P999,p1@example.jp,,100,\n")
    try club.export(events: ["E3,P2,p1@example.jp,email,all,opt_out,2026-11-21 8:00,web,"])
    _ = try club.run(store, on: Self.days[0])
    let erasure = try Self.erase(club, store)
    #expect(erasure.left == [])
    #expect(try Self.files(store, with: ["p1@example.jp"]) == [])
    #expect(try Self.erase(club, store).left == [])
    // The other's refusal holds on.
    try club.shop.exports.write("orders.csv", orders)
    try club.export()
    #expect(try !club.run(store, on: Self.days[1]).sent.contains("p2@example.jp"))
  }

  @Test("is looked for again while something of them is left")
  func left() throws {
    let (club, store) = try Self.refusing()
    try store.write("2026-11-21/notes.txt", "p1@example.jp has called")
    #expect(try Self.erase(club, store).left == ["2026-11-21/notes.txt"])
    #expect(try club.shop.runner(store).status(asOf: Self.days[1]).needsAttention)
    #expect(try Self.erase(club, store).left == ["2026-11-21/notes.txt"])
    try store.remove("2026-11-21/notes.txt")
    #expect(try Self.erase(club, store).left == [])
    #expect(try club.ledger(store).unfinishedErasure().isEmpty)
    #expect(try Self.files(store, with: ["P1\"", "p1@example.jp"]) == [])
  }

  @Test("keeps an address that somebody else has too, who stays as they are")
  func shared() throws {
    let club = try Club()
    let people = String(decoding: try club.shop.exports.read("people-1.csv"), as: UTF8.self)
    try club.shop.exports.write(
      "people-1.csv", people.replacing("p2@example.jp", with: "p1@example.jp"))
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Self.days[0])
    let erasure = try Self.erase(club, store)
    #expect(erasure.sharedAddresses == 1 && erasure.left == [])
    #expect(try Self.files(store, with: ["P1\""]) == [])
    let table = try StageFile.read("\(store.path)/2026-11-21/cleanse.sqlite", table: "people")
    #expect((0..<4).map { table["person_id"].text.string($0) } == ["P2", "P3", "P4", "P5"])
    #expect(table["email"].text.string(0) == "p1@example.jp")
  }

  @Test("a manifest that nobody is taken out of keeps its bytes, one that was changed is refused")
  func untouched() throws {
    let (club, store) = try Self.refusing()
    let before = try store.published()
    let erasure = try Self.erase(club, store, "P77")
    #expect(!erasure.isFound && erasure.left == [])
    #expect(try store.published() == before)
    try store.write("manifests/2026-11-21/email.jsonl.gz", "")
    let files = try store.files()
    #expect(throws: StageError.self) { try Self.erase(club, store) }
    #expect(try store.published() == files.filter { before[$0.key] != nil })
  }
}
