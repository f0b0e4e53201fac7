import Stages
import Store
import Table
import TestSupport
import Testing

/// A club that asks where it has its members from.
@Suite("Permissions whose origin is recorded or not")
struct OriginTests {
  private static let column =
    "  - {name: contact_source, header: 取得経路, type: text, null_words: [購入]}\n"

  /// Members without an origin: of the second it is empty, of the third a word for nothing.
  private func club(asking: Bool = true) throws -> Club {
    let club = try Club()
    let shop = club.shop
    let people = Shop.definitions["sources/people.yml"] ?? ""
    try shop.pipeline.write("sources/people.yml", people + "\n" + Self.column)
    if asking {
      let consent = String(decoding: try shop.pipeline.read("consent.yml"), as: UTF8.self)
      try shop.pipeline.write(
        "consent.yml",
        consent.replacing("  addresses:", with: "  origin: contact_source\n  addresses:"))
    }
    try shop.exports.write(
      "people-1.csv",
      ["店頭", "", "購入", "展示会", "店頭"].enumerated()
        .reduce(into: "会員ID,名前,メール,許可,都道府県,住所,登録日時,更新日時,取得経路\n") {
          let name = "P\($1.offset + 1)"
          $0 += "\(name),山田,p\($1.offset + 1)@example.jp,許可,,,2026-01-01,2026-01-01,\($1.element)\n"
        })
    return club
  }

  private static let agreement = "E1,P2,,email,all,opt_in,2026-11-20 8:00,web,"

  @Test("marts and the gate ask for it alike, and an agreement has an origin of its own")
  func alike() throws {
    let club = try club()
    try club.export(events: [Self.agreement])
    let store = try TemporaryFolder()
    let outcome = try club.run(store, on: Club.days[0])
    #expect(outcome.sent == Set([0, 1, 3, 4].map { Club.members[$0] }))
    let mart = try StageFile.read(store.path + "/2026-11-21/derive.sqlite", table: "orders")
    let permitted = zip(mart.cells("customer_id"), mart.cells("email_permission"))
      .filter { $0.1 == "1" }.compactMap(\.0)
    #expect(Set(permitted) == ["P1", "P2", "P4", "P5"])
    // Without asking everybody has agreed.
    let plain = try self.club(asking: false)
    #expect(try plain.run(try TemporaryFolder(), on: Club.days[0]).sent.count == 5)
  }

  @Test("an origin that is gone from the record ends a journey that waits: no_consent")
  func lost() throws {
    let club = try club()
    let store = try TemporaryFolder()
    #expect(try club.run(store, on: Club.days[0]).sent.count == 3)
    let people = String(decoding: try club.shop.exports.read("people-1.csv"), as: UTF8.self)
    try club.shop.exports.write("people-1.csv", people.replacing("展示会", with: ""))
    _ = try club.run(store, on: Club.days[1])
    let exclusions = try #require(try club.ledger(store).day(Club.days[1])).exclusions
    #expect(exclusions.map(\.reason) == ["no_consent"])
  }

  @Test("a recheck does not take the permission on record for an agreement either")
  func recheck() throws {
    for (asking, withdrawn) in [(true, 1), (false, 0)] {
      let club = try club(asking: asking)
      try club.export(events: [Self.agreement])
      let store = try TemporaryFolder()
      let sent = try club.run(store, on: Club.days[0]).sent.count
      // The newest exports do not have the agreement any more.
      try club.export()
      let report = try club.shop.runner(store, on: Club.days[0]).recheck(asOf: Club.days[1])
      #expect((report.sends, report.withdrawn) == (sent, withdrawn))
      #expect(report.reasons.map(\.reason) == (asking ? ["no_consent"] : []))
    }
  }
}
