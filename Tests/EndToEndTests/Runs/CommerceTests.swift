import Foundation
import TestSupport
import Testing

/// The days that the shop's fixture has something to tell of; 28 February is the last of its month.
private let sevenDays =
  [24, 25, 26, 27, 28].map { "2026-02-\($0)" } + ["2026-03-01", "2026-03-02"]

/// The shop's fixture run day after day in one store.
@Suite("The shop's pipeline", .preparedStore(of: "commerce", on: sevenDays))
struct CommerceTests {
  @Test("has no errors and nothing to warn of; its sender is made up")
  func check() throws {
    let result = try BuiltCommand.meibo.run(["check", "--pipeline", "pipelines/commerce"])
    #expect(result.errors == "")
    #expect(
      result.lines == [
        "pipelines/commerce/channels.yml:21:12: note: 'contact' is in a domain that is kept for examples",
        "  help: the sender of a copied pipeline is made up: the law wants yours in all its four parts",
        "pipeline 'commerce': 17 sources, 6 marts, 12 scenarios, no errors",
      ])
  }

  /// The record is not what a run printed: a second program, which reads the exports by itself and
  /// knows the documents alone, says the same of every line.
  @Test("each day sends and leaves out whom it must, for the reason on record")
  func golden() throws {
    try GoldenFile.check(
      DecidedDays(PreparedStore.store, on: sevenDays).table,
      Repository.golden.appending(path: "commerce.tsv"))
  }

  @Test("who gets a message, who does not and why", arguments: sevenDays)
  func stories(_ date: String) throws {
    let messages = try DecidedDays(PreparedStore.store, on: [date]).messages
    for story in CommerceStory.all where story.date == date {
      let found = messages.filter {
        $0.scenario == story.scenario && $0.step == story.step && $0.subject == story.subject
      }
      #expect(found.map(\.result) == (story.result.map { [$0] } ?? []), "\(story)")
    }
  }

  @Test("messages insert cleansed values")
  func fields() throws {
    let follow = try Self.fields(of: "download_follow", "M0040", on: "2026-02-25")
    #expect(follow.text("company_name") == "株式会社ヤマダ商店")
    // The later of two downloads.
    #expect(follow.text("document_name") == "送料・納期のご案内")
    #expect(follow.text("owner_name") == "田村健一")
    #expect(follow.text("owner_email") == "k.tamura@shop.example.jp")
    let cart = try Self.fields(of: "cart_abandoned", "C001", on: "2026-02-24")
    #expect(cart.text("family_name") == "中村")
    // Without what is sold out.
    #expect(cart.text("product_names") == "リネンシャツ・オーガニック珈琲豆 200g")
    // Looked at four times, another product three times.
    let viewed = try Self.fields(of: "viewed_not_bought", "M0034", on: "2026-02-27")
    #expect(viewed.text("product_name") == "革の名刺入れ")
    // Joined on 29 February 2024.
    let years = try Self.fields(of: "joining_day", "M0024", on: "2026-02-28")
    #expect(years.number("years_as_member") == 2)
    // To the thirtieth day after a birthday on the last of a month.
    let birthday = try Self.fields(of: "birthday", "M0023", on: "2026-02-28")
    #expect(birthday.text("coupon_until") == "2026-03-30")
    // Delivered on 14 February, asked after 10 days, with 7 days to answer.
    let review = try Self.fields(of: "review_request", "O005", on: "2026-02-24")
    #expect(review.text("review_until") == "2026-03-03")
  }

  /// Nobody is told what was seen of them when.
  @Test("no message has a time of day among its fields, nor a field about views or logins")
  func noSurveillance() throws {
    var names: Set<String> = []
    for date in sevenDays {
      for send in try Self.sends(on: date) {
        let fields = send["fields"]?.object ?? [:]
        names.formUnion(fields.keys)
        #expect(!fields.values.contains { $0.text?.contains(/\d:\d\d/) ?? false })
      }
    }
    #expect(
      names == [
        "family_name", "given_name", "years_as_member", "company_name", "document_name",
        "owner_name", "owner_email", "product_name", "product_names", "review_until",
        "survey_until", "coupon_until",
      ])
  }

  @Test("records that cannot be read are kept with their reason")
  func quarantine() throws {
    let database = try StageDatabase(PreparedStore.store.stageFile("ingest", on: "2026-02-24"))
    let records = try database.texts(
      "SELECT source || ' ' || reason FROM quarantine ORDER BY source, reason")
    #expect(
      records == [
        "consent_events field_count", "members field_count", "orders stray_quote",
        "page_views stray_quote", "view_pairs stray_quote",
      ])
  }

  private static func sends(on date: String) throws -> [JSONObject] {
    try ["email", "line"].flatMap {
      try JSONObject.lines(PreparedStore.store.unpacked("\($0).jsonl", on: date))
    }
  }

  private static func fields(
    of scenario: String, _ subject: String, on date: String
  ) throws -> JSONObject {
    let send = try sends(on: date).first {
      $0.text("scenario_id") == scenario && $0.text("subject_key") == subject
    }
    return try #require(send?["fields"]?.object)
  }
}
