import Foundation
import Ingest
import Table
import TestSupport
import Testing

@testable import Stages
@testable import Store

@Suite("Somebody who is erased, in texts, names and a store in use")
struct ErasureSearchTests {
  /// A store of a day on which the first member was suppressed.
  private static func club() throws -> (Club, TemporaryFolder) {
    let club = try Club()
    let store = try TemporaryFolder()
    try club.export(suppressions: ["S1,customer,P1,all,legal,,"])
    _ = try club.run(store, on: Club.days[0])
    return (club, store)
  }

  @Test("is counted by a dry run while another program is about to write, and by nothing written")
  func dryBesideOthers() throws {
    let (club, store) = try Self.club()
    let database = try SQLDatabase("\(store.path)/ledger.sqlite")
    try database.execute("BEGIN IMMEDIATE")
    #expect(try club.erase(store, isDry: true).refusals == 1)
    try database.execute("ROLLBACK")
  }

  @Test("is found in raw texts in other spellings, also where a piece of an export ends")
  func otherSpellings() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    let orders = String(decoding: try club.shop.exports.read("orders.csv"), as: UTF8.self)
    try club.shop.exports.write(
      "orders.csv",
      orders + (0..<120).map { "N\($0),2026-01-01 9:00,,,,,\n" }.joined()
        + "O98,2026-11-20 9:00,,,,＜ｐ１＠ＥＸＡＭＰＬＥ.jp＞,\nO99,2026-11-20 9:00,,,,,,Ｐ１ is one too many\n")
    _ = try club.run(store, on: Club.days[0])
    let erasure = try club.erase(store)
    #expect(erasure.left == [])
    for stage in ["ingest", "cleanse"] {
      let raws = try StageFile.read(
        "\(store.path)/2026-11-21/\(stage).sqlite", table: "quarantine")
      #expect(raws.rowCount == 0)
    }
    let issues = try StageFile.read("\(store.path)/2026-11-21/cleanse.sqlite", table: "issues")
    #expect(
      (0..<issues.rowCount).allSatisfy { issues["raw"].text.string($0)?.contains("ｐ１") != true })
    // The first piece ends between the letters of the number, and after either half of one in CP932.
    var pairs: [UInt8] = []
    try #require(CP932Encoder().encode("山田，Ｐ１，") { pairs.append($0) })
    for start in (1 << 18) - 9...(1 << 18) - 7 {
      try club.shop.exports.write(
        "orders.csv", Array(repeating: UInt8(ascii: "\n"), count: start) + pairs)
      #expect(
        try club.erase(store, exports: club.shop.exports.path).exports.contains("orders.csv"))
    }
  }

  @Test("is not said to be gone where a file has a name that is no text")
  func unnamed() throws {
    let (club, store) = try Self.club()
    let path =
      Array("\(store.path)/2026-11-21/".utf8CString.dropLast()) + [CChar(bitPattern: 0xFF), 0]
    try #require(fopen(path, "w").map { fclose($0) } == 0)
    let error = #expect(throws: StoreError.self) { try club.erase(store) }
    #expect(error?.code == .damaged)
    #expect(try !club.ledger(store).unfinishedErasure().isEmpty)
    try #require(unlink(path) == 0)
    #expect(try club.erase(store).left == [])
    #expect(try club.ledger(store).unfinishedErasure().isEmpty)
  }
}
