import Stages
import Store
import Table
import TestSupport
import Testing

/// A club that writes to its five members every day, some of whom want to hear of it less often.
@Suite("How often people want to be written to")
struct FrequencyTests {
  private static let column =
    "  - {name: mail_frequency, header: 頻度, type: choice, "
    + "choices: {daily: [毎日], weekly: [週1回], monthly: [月1回]}}\n"
  private static let consent = """
      frequency:
        email:
          column: mail_frequency
          caps: {weekly: {sends: 1, days: 7}, monthly: [{sends: 2, days: 30}]}
      addresses:
    """

  /// What each of them has chosen: nothing, weekly, monthly, daily and what nobody can read.
  private static let chosen = ["", "週1回", "月1回", "毎日", "たまに"]

  private func club(_ caps: String = "") throws -> Club {
    let club = try Club()
    let shop = club.shop
    let people = Shop.definitions["sources/people.yml"] ?? ""
    try shop.pipeline.write("sources/people.yml", people + "\n" + Self.column)
    for (path, old, new) in [
      ("consent.yml", "  addresses:", Self.consent),
      (
        "channels.yml", "    permission: email_permission\n",
        "    permission: email_permission\n\(caps)"
      ),
    ] {
      let text = String(decoding: try shop.pipeline.read(path), as: UTF8.self)
      try shop.pipeline.write(path, text.replacing(old, with: new))
    }
    try shop.exports.write(
      "people-1.csv",
      Self.chosen.enumerated().reduce(into: "会員ID,名前,メール,許可,都道府県,住所,登録日時,更新日時,頻度\n") {
        let name = "P\($1.offset + 1)"
        $0 += "\(name),山田,p\($1.offset + 1)@example.jp,許可,,,2026-01-01,2026-01-01,\($1.element)\n"
      })
    return club
  }

  /// The addresses of a date's sends, each as often as it was sent to.
  private func sent(_ club: Club, _ store: TemporaryFolder, _ date: Int64) throws -> [String] {
    try #require(try club.ledger(store).day(date)).sends.map(\.address).sorted()
  }

  private func excluded(
    _ club: Club, _ store: TemporaryFolder, _ date: Int64
  ) throws -> [String: Int] {
    try #require(try club.ledger(store).day(date)).exclusions.reduce(into: [:]) {
      $0["\($1.reason) \($1.detail ?? "-")", default: 0] += 1
    }
  }

  @Test("who chose less is sent less, day after day, and the code says why")
  func days() throws {
    let club = try club()
    let store = try TemporaryFolder()
    let all = Club.members
    var reports = try club.shop.run(store, on: Club.days[0])
    #expect(
      reports[1].notes.contains {
        $0.hasPrefix("consent at risk in people: 1 wish in 'mail_frequency' cannot be read")
      })
    #expect(try sent(club, store, Club.days[0]) == all)
    // A second message begins, and the first of the journeys of the day before goes on.
    reports = try club.shop.run(store, on: Club.days[1])
    let free = [all[0], all[3], all[4]]
    #expect(try sent(club, store, Club.days[1]) == (free + free + [all[2]]).sorted())
    #expect(
      try excluded(club, store, Club.days[1]) == [
        "frequency_cap weekly": 2, "frequency_cap monthly": 1,
      ])
    try club.shop.run(store, on: Club.days[2])
    #expect(try sent(club, store, Club.days[2]) == (free + free).sorted())
    #expect(
      try excluded(club, store, Club.days[2]) == [
        "frequency_cap weekly": 2, "frequency_cap monthly": 2,
      ])
    // A week later there is room again.
    let later = Club.days[0] + 7
    try club.shop.exports.write(
      "orders.csv",
      "order,at,person,mail,ok,amount,note\nX,\(CalendarDay.text(later - 1)) 9:00,P2,,,100,\n")
    try club.shop.run(store, on: later)
    #expect(try sent(club, store, later).contains(all[1]))
  }

  @Test("explain and the table of exclusions say so")
  func told() throws {
    let club = try club("    caps: [{sends: 1, days: 1}]\n")
    let store = try TemporaryFolder()
    for date in Club.days.prefix(2) { try club.shop.run(store, on: date) }
    let runner = try club.shop.runner(store, on: Club.days[1])
    let told = try runner.explain(person: "P2", scenario: nil).scenarios.flatMap(\.exclusions)
    #expect(told.map(\.reason) == ["frequency_cap", "frequency_cap"])
    #expect(told.map(\.detail) == ["weekly", "weekly"])
    // Who has chosen nothing is held back by the channel alone.
    let others = try runner.explain(person: "P1", scenario: nil).scenarios.flatMap(\.exclusions)
    #expect(others.map(\.reason) == ["frequency_cap"] && others.map(\.detail) == [nil])
    let table = try StageFile.read(store.path + "/2026-11-22/manifest.sqlite", table: "exclusions")
    #expect(
      table.cells("detail").sorted { ($0 ?? "") < ($1 ?? "") } == [
        nil, nil, nil, nil, "weekly", "weekly",
      ])
  }

  @Test("stages one by one give the same bytes")
  func stages() throws {
    let club = try club("    caps: [{sends: 1, days: 1}]\n")
    let (whole, single) = (try TemporaryFolder(), try TemporaryFolder())
    for date in Club.days.prefix(2) {
      try club.shop.run(whole, on: date)
      try club.shop.run(Stage.allCases, single, on: date)
    }
    let published = try whole.published()
    #expect(try single.published() == published)
    #expect(!published.isEmpty)
  }

  @Test("a recheck asks no caps")
  func recheck() throws {
    let club = try club()
    let store = try TemporaryFolder()
    for date in Club.days.prefix(2) { try club.shop.run(store, on: date) }
    let report = try club.shop.runner(store, on: Club.days[1]).recheck(asOf: Club.days[2])
    #expect((report.sends, report.withdrawn) == (7, 0))
  }
}
