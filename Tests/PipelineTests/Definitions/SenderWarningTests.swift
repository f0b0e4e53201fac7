import Testing

@testable import Pipeline

struct SenderWarningTests {
  @Test("a sender that is still the drafted one is warned of, value by value")
  func sender() throws {
    let folder = DefinitionFolder(
      "channels.yml", "contact: https://shop.example/contact",
      "contact: https://www.example.jp/contact")
    #expect(
      try folder.plan().warnings.map { [$0.message, $0.help] } == [
        [
          "the sender is still a made-up one",
          "before anything is sent, the law wants yours: 'contact'",
        ]
      ])
  }

  @Test(
    "a sender in a domain that is kept for examples is noted, as that of a copied pipeline is",
    arguments: [
      ("https://shop.example.co.jp/contact", true), ("desk@example.com", true),
      ("https://shop.test.jp/contact", false), ("https://example.co.jp.shop.jp/", false),
      ("https://myexample.com/", false),
    ])
  func examples(_ contact: String, _ isNoted: Bool) throws {
    var folder = DefinitionFolder(
      "channels.yml", "contact: https://shop.example/contact", "contact: \(contact)")
    folder.replace(
      "channels.yml", "unsubscribe_url: https://shop.example/unsubscribe",
      "unsubscribe_url: https://shop.test.jp/unsubscribe")
    let notes = try folder.plan().notes.map(\.message)
    #expect(notes == (isNoted ? ["'contact' is in a domain that is kept for examples"] : []))
  }
}
