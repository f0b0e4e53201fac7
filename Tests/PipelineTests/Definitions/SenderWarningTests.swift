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
}
