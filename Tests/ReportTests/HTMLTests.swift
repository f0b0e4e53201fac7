import Testing

@testable import Report

@Suite("Markup")
struct HTMLTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let inText: String
    let inAttribute: String
    var testDescription: String { name }
  }

  @Test(
    "escapes what is written into it",
    arguments: [
      Case(name: "plain", text: "資料 A", inText: "資料 A", inAttribute: "資料 A"),
      Case(
        name: "an element", text: "<script>alert('1')</script>",
        inText: "&lt;script&gt;alert('1')&lt;/script&gt;",
        inAttribute: "&lt;script&gt;alert('1')&lt;/script&gt;"),
      Case(
        name: "a quote", text: "\" onload=\"x", inText: "\" onload=\"x",
        inAttribute: "&quot; onload=&quot;x"),
      Case(name: "an entity", text: "&lt;", inText: "&amp;lt;", inAttribute: "&amp;lt;"),
      Case(
        name: "control characters", text: "a\u{0}b\u{1B}[31m\u{85}",
        inText: "a\u{FFFD}b\u{FFFD}[31m\u{FFFD}",
        inAttribute: "a\u{FFFD}b\u{FFFD}[31m\u{FFFD}"),
      Case(
        name: "marks that turn the direction of text", text: "\u{202E}cba\u{2066}",
        inText: "\u{FFFD}cba\u{FFFD}", inAttribute: "\u{FFFD}cba\u{FFFD}"),
      Case(name: "a line break", text: "a\nb", inText: "a\nb", inAttribute: "a\nb"),
    ])
  func escapes(_ item: Case) {
    var html = HTML(.ja)
    html.element("p", Attribute("title", item.text), text: item.text)
    #expect(html.text == "<p title=\"\(item.inAttribute)\">\(item.inText)</p>")
  }

  @Test(
    "writes words in one language or both",
    arguments: [
      (ReportLanguage.ja, "<p>送信</p>"), (.en, "<p>sends</p>"),
      (.both, "<p>送信 <span class=\"en\" lang=\"en\">sends</span></p>"),
    ])
  func languages(_ language: ReportLanguage, _ expected: String) {
    var html = HTML(language)
    html.element("p", phrase: Phrase("送信", "sends"))
    #expect(html.text == expected)
  }

  @Test(
    "says a word of a definition once, whatever the language", arguments: ReportLanguage.allCases)
  func definitions(_ language: ReportLanguage) {
    var html = HTML(language)
    html.element("p", phrase: Phrase("A"))
    #expect(html.text == "<p>A</p>")
    #expect(Phrase("A").plain(language) == "A")
  }

  @Test("leaves an attribute out that is nil")
  func absent() {
    var html = HTML(.en)
    html.element("p", nil, .id("x"), nil)
    #expect(html.text == "<p id=\"x\"></p>")
  }
}
