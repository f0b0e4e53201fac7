import Foundation
import Report
import TestSupport
import Testing

@Suite("The page of a report")
struct ReportPageTests {
  @Test("is what is on record for a small day")
  func golden() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/small-day.html")
    try GoldenFile.check(ReportPage(SmallDay.report()).html(), file)
  }

  @Test("is sound markup with every id once", arguments: ReportLanguage.allCases)
  func sound(_ language: ReportLanguage) throws {
    let page = ReportPage(SmallDay.report(), language: language).html()
    let tags = try Tags(page)
    let ids = tags.attributes("id")
    #expect(Set(ids).count == ids.count)
    for label in tags.attributes("aria-labelledby").flatMap({ $0.split(separator: " ") }) {
      #expect(ids.contains(String(label)))
    }
    for link in tags.attributes("href") {
      #expect(link.hasPrefix("#") && ids.contains(String(link.dropFirst())))
    }
    #expect(tags.names.count { $0 == "table" } == tags.names.count { $0 == "caption" })
    #expect(!tags.names.contains { ["script", "img", "link", "iframe", "object"].contains($0) })
  }

  @Test(
    "holds no markup of a definition's",
    arguments: [
      "<script>alert(1)</script>", "\"><svg onload=alert(1)>", "</style><b>", "-->", "&#60;b&#62;",
    ])
  func hostile(_ text: String) throws {
    let plain = try Tags(ReportPage(SmallDay.report { "x" + $0 }).html())
    let page = ReportPage(SmallDay.report { text + $0 }).html()
    let tags = try Tags(page)
    // The same elements as with harmless words, and none more.
    #expect(tags.names == plain.names)
    #expect(!page.contains(text))
  }

  @Test("tells whom the wishes of people held back beside the caps, each message once")
  func choices() throws {
    var report = SmallDay.report()
    report.channels[0].choices = [
      DayReport.Choice(
        code: "weekly", limits: [DayReport.Limit(sends: 1, days: 7)], heldBack: 2),
      DayReport.Choice(
        code: "sparing",
        limits: [DayReport.Limit(sends: 1, days: 1), DayReport.Limit(sends: 2, days: 30)],
        heldBack: 0),
    ]
    func table(_ report: DayReport) throws -> Substring {
      let page = ReportPage(report, language: .en).html()
      _ = try Tags(page)
      let parts = page.split(separator: "<table id=\"cap-use\"")
      return try #require(parts.last?.split(separator: "</table>").first)
    }
    let page = try table(report)
    #expect(page.contains("rowspan=\"3\""))
    #expect(page.contains("people's own weekly: 1 in 7 days"))
    #expect(page.contains("people's own sparing: 1 in 1 day, 2 in 30 days"))
    // Of three that were held back, two by a wish alone.
    let counts = page.matches(of: /<td class="number[^>]*>([0-9]+)</).map(\.output.1)
    #expect(counts == ["4", "1", "1", "2", "0"])
    // A channel without caps of its own.
    report.channels[0].caps = []
    #expect(try table(report).contains("rowspan=\"2\""))
  }

  @Test("needs no network and lets nothing run")
  func closed() {
    let page = ReportPage(SmallDay.report()).html()
    #expect(page.contains("default-src 'none'; style-src 'unsafe-inline'"))
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("url("))
  }

  @Test("in English says nothing of its own in Japanese, and the other way round")
  func languages() {
    func ascii(_ word: String) -> String {
      String(word.unicodeScalars.map { $0.isASCII ? Character($0) : "x" })
    }
    let english = ReportPage(SmallDay.report(ascii), language: .en).html()
    let body = english.drop { $0 != ">" }
    let japanese = body.unicodeScalars.filter { (0x3040...0x9FFF).contains($0.value) }
    // The name of the program is 名簿.
    #expect(String(String.UnicodeScalarView(japanese)) == "名簿")
    #expect(english.contains("<html lang=\"en\">"))
    let only = ReportPage(SmallDay.report(), language: .ja).html()
    #expect(!only.contains("lang=\"en\""))
  }

  @Test("of equal reports is equal")
  func deterministic() {
    let pages = (0..<5).map { _ in ReportPage(SmallDay.report()).html() }
    #expect(Set(pages).count == 1)
  }

  @Test("of a day on which nothing was read or sent is a page all the same")
  func empty() throws {
    let page = ReportPage(
      DayReport(
        pipeline: "p", label: "p", date: 0, definitionDigest: "", software: "",
        manifestDigest: "", isSealed: true)
    ).html()
    _ = try Tags(page)
    #expect(page.contains("1970-01-01"))
  }
}
