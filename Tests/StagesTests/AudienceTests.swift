import Stages
import Store
import TestSupport
import Testing

@Suite("Advertising audiences")
struct AudienceTests {
  /// Two people who agreed: one with a mail address, one with a telephone number alone.
  private func shop(addresses: String) throws -> Shop {
    let shop = try Shop()
    for path in ["marts/orders.yml", "scenarios/thanks.yml"] { try shop.pipeline.remove(path) }
    try shop.pipeline.write(
      "channels.yml",
      """
      channels:
        ads: {addresses: [email], permission: ads_permission}
        email: {addresses: [email], permission: ads_permission}
        sms: {addresses: [phone], permission: ads_permission}
      """)
    try shop.pipeline.write(
      "consent.yml",
      """
      people:
        source: people
        key: person_id
        updated_at: updated_at
        addresses: {\(addresses)}
        permissions: {ads: ads_ok}
      """)
    try shop.pipeline.write(
      "sources/people.yml",
      """
      source: people
      files: people*.csv
      key: person_id
      columns:
        - {name: person_id, header: id, type: id}
        - {name: email, header: mail, type: email}
        - {name: phone, header: phone, type: phone}
        - {name: ads_ok, header: ok, type: bool}
        - {name: updated_at, header: at, type: timestamp}
      """)
    try shop.pipeline.write(
      "marts/people.yml",
      """
      mart: people
      rows: people
      key: person_id
      columns:
        - {name: person_id, type: text, roles: [key]}
        - {name: email, type: text, roles: [address]}
        - {name: phone, type: text, roles: [address]}
        - {name: ads_permission, type: bool, roles: [segment], value: permission(ads)}
      helpers:
        - {name: customer_id, type: text, value: person_id}
      """)
    try shop.pipeline.write(
      "scenarios/audience.yml",
      """
      scenario: audience
      number: 1
      mart: people
      topic: campaign
      trigger: {every: day, at: "19:00"}
      reentry: never
      entry: [ads_permission]
      messages:
        A: {label: 広告, channel: ads}
      flow: [{send: A}]
      """)
    for number in [2, 10] { try shop.exports.remove("people-\(number).csv") }
    try shop.exports.write(
      "people-1.csv",
      "id,mail,phone,ok,at\nP1,p1@example.jp,090-1234-5671,yes,2026-11-01 10:00:00\n"
        + "P2,,090-1234-5672,yes,2026-11-01 10:00:00\n")
    return shop
  }

  @Test(
    "go by the addresses that 'ads' names; where it names none, by mail, else by telephone",
    arguments: [
      ("email: [email], sms: [phone], ads: [email]", ["P1": "p1@example.jp"]),
      ("ads: [email], sms: [phone]", ["P1": "p1@example.jp"]),
      ("email: [email], sms: [phone]", ["P1": "p1@example.jp", "P2": "+819012345672"]),
    ])
  func addresses(_ addresses: String, _ expected: [String: String]) throws {
    let shop = try shop(addresses: addresses)
    let store = try TemporaryFolder()
    try shop.run(store)
    let day = try #require(try Ledger(path: store.path + "/ledger.sqlite").day(Shop.date))
    #expect(
      Dictionary(uniqueKeysWithValues: day.sends.map { ($0.subjectKey, $0.address) }) == expected)
  }
}
