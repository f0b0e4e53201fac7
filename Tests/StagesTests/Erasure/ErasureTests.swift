import Manifest
import Stages
import Store
import Table
import TestSupport
import Testing

@Suite("A person who is erased")
struct ErasureTests {
  @Test("is gone from every file, and everybody else is as before")
  func gone() throws {
    let (club, store) = try Club.refusing()
    let before = try club.ledger(store).day(Club.days[1])
    #expect(try store.files(with: ["P1", "p1@example.jp"]).count >= 7)
    let erasure = try club.erase(store)
    #expect(try store.files(with: ["P1", "p1@example.jp"]) == [])
    #expect(erasure.left == [] && erasure.searched > 12 && erasure.sealed.isEmpty)
    #expect(erasure.refusals == 4 && erasure.sends == 1 && erasure.exclusions == 1)
    #expect(erasure.manifests.map(\.date) == Array(Club.days.prefix(2)))
    #expect(erasure.manifests.map(\.sends) == [1, 0])
    #expect(erasure.manifests.map(\.exclusions) == [0, 1])

    let after = try club.ledger(store).day(Club.days[1])
    #expect(after?.sends == before?.sends)
    #expect(after?.exclusions.count == (before?.exclusions.count ?? 0) - 1)
    let status = try club.shop.runner(store).status(asOf: Club.days[1], checksFiles: true)
    #expect(status.days.allSatisfy { $0.manifest == .whole })
    for day in Club.days.prefix(2).map({ CalendarDay.text($0) }) {
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
    let again = try club.erase(store)
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
    _ = try club.run(store, on: Club.days[0])
    func keys(_ stage: String, _ table: String, _ column: String) throws -> Set<[UInt8]> {
      let path = "\(store.path)/2026-11-21/\(stage).sqlite"
      let texts = try StageFile.read(path, table: table)[column].text
      return Set((0..<texts.count).compactMap { texts[$0].map(Array.init) })
    }
    for isErased in [false, true] {
      if isErased { #expect(try club.erase(store).left == []) }
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
    let (club, store) = try Club.refusing()
    _ = try club.erase(store)
    let runner = try club.shop.runner(store, on: Club.days[1], force: false)
    let reasons = try runner.decisions().map(\.reason)
    #expect(reasons == [.unchanged, .unchanged, .unchanged, .unchanged, .inputs])
    // The secret, which the erasure does not have, is among what the last stage was made of.
    let reports = try club.shop.run(store, on: Club.days[1], force: false)
    #expect(reports.filter { $0.skipped == nil }.map(\.stage) == [.manifest])
    #expect(try store.files(with: ["P1", "p1@example.jp"]) == [])
    _ = try club.run(store, on: Club.days[2])
  }

  @Test("stays in a sealed manifest, which is told")
  func sealed() throws {
    let (club, store) = try Club.refusing()
    try club.ledger(store).seal(Club.days[0])
    let before = try store.files()
    let erasure = try club.erase(store)
    #expect(erasure.sealed.map(\.date) == [Club.days[0]])
    #expect(erasure.sealed.map(\.messages) == [1])
    #expect(erasure.left == [])
    let files = try store.files(with: ["P1", "p1@example.jp"])
    #expect(files == ["manifests/2026-11-21/email.jsonl.gz"])
    let manifest = before.filter { $0.key.hasPrefix("manifests/2026-11-21/") }
    #expect(try store.files().filter { $0.key.hasPrefix("manifests/2026-11-21/") } == manifest)
    _ = try club.run(store, on: Club.days[2])
    // It is not handed over again,
    let out = try TemporaryFolder()
    let adapted = try club.shop.runner(store, on: Club.days[0]).adapt(
      AdaptOptions(.csv), out: out.path)
    #expect(adapted.sends == 4 && adapted.withdrawn == 1)
    #expect(try out.files(with: ["p1@example.jp"]) == [])
    #expect(try out.files(with: ["p2@example.jp"]).count == 1)
    // and what has not gone out yet can be pulled.
    try club.export()
    let recheck = try club.shop.runner(store, on: Club.days[0]).recheck(asOf: Club.days[2])
    #expect(recheck.withdrawn == 2 && recheck.sends == 4)
    #expect(recheck.reasons.map(\.reason) == ["opted_out", "no_consent"])
  }

  @Test("is only counted by a dry run")
  func dry() throws {
    let (club, store) = try Club.refusing()
    let before = try store.files()
    let dry = try club.erase(store, isDry: true, exports: club.shop.exports.path)
    #expect(try store.files() == before)
    #expect(dry.exports == ["events.csv", "orders.csv", "people-1.csv", "suppressions.csv"])
    let erasure = try club.erase(store)
    #expect(dry.stageRows == erasure.stageRows && dry.stageFiles == erasure.stageFiles)
    #expect(dry.stageRows >= 20)
    #expect(dry.journeys == erasure.journeys && dry.sends == erasure.sends)
    #expect(dry.exclusions == erasure.exclusions && dry.refusals == erasure.refusals)
    #expect(dry.manifests.map(\.sends) == erasure.manifests.map(\.sends))
    #expect(dry.manifests.map(\.exclusions) == erasure.manifests.map(\.exclusions))
  }

  @Test("looks into exports of every encoding, and names those that cannot be read whole")
  func exports() throws {
    let (club, store) = try Club.refusing()
    let text = "id,address\n1,p1@example.jp\n"
    try club.shop.exports.write(
      "events-9.csv", [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    let packed = try #require(try store.files().first { $0.key.hasSuffix(".jsonl.gz") }).value
    try club.shop.exports.write("events-8.csv", Array(packed.prefix(packed.count - 9)))
    let erasure = try club.erase(store, exports: club.shop.exports.path)
    #expect(erasure.exports.contains("events-9.csv"))
    #expect(erasure.unreadExports == ["events-8.csv"])
    #expect(erasure.isFound)
  }

  @Test("is found by a form that names a number nobody has, and by a refusal that names another's")
  func otherNumbers() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    let orders = String(decoding: try club.shop.exports.read("orders.csv"), as: UTF8.self)
    try club.shop.exports.write(
      "orders.csv", orders + "O99,2026-11-20 9:00,P999,p1@example.jp,,100,\n")
    try club.export(events: ["E3,P2,p1@example.jp,email,all,opt_out,2026-11-21 8:00,web,"])
    _ = try club.run(store, on: Club.days[0])
    let erasure = try club.erase(store)
    #expect(erasure.left == [])
    #expect(try store.files(with: ["p1@example.jp"]) == [])
    #expect(try club.erase(store).left == [])
    // The other's refusal holds on.
    try club.shop.exports.write("orders.csv", orders)
    try club.export()
    #expect(try !club.run(store, on: Club.days[1]).sent.contains("p2@example.jp"))
  }

  @Test("keeps an address that somebody else has too, who stays as they are")
  func shared() throws {
    let club = try Club()
    let people = String(decoding: try club.shop.exports.read("people-1.csv"), as: UTF8.self)
    try club.shop.exports.write(
      "people-1.csv", people.replacing("p2@example.jp", with: "p1@example.jp"))
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Club.days[0])
    let erasure = try club.erase(store)
    #expect(erasure.sharedAddresses == 1 && erasure.left == [])
    #expect(try store.files(with: ["P1\""]) == [])
    let table = try StageFile.read("\(store.path)/2026-11-21/cleanse.sqlite", table: "people")
    #expect((0..<4).map { table["person_id"].text.string($0) } == ["P2", "P3", "P4", "P5"])
    #expect(table["email"].text.string(0) == "p1@example.jp")
  }

  @Test("a manifest that nobody is taken out of keeps its bytes, one that was changed is refused")
  func untouched() throws {
    let (club, store) = try Club.refusing()
    let before = try store.published()
    let erasure = try club.erase(store, "P77")
    #expect(!erasure.isFound && erasure.left == [])
    #expect(try store.published() == before)
    try store.write("manifests/2026-11-21/email.jsonl.gz", "")
    let files = try store.files()
    #expect(throws: StageError.self) { try club.erase(store) }
    #expect(try store.published() == files.filter { before[$0.key] != nil })
  }
}
