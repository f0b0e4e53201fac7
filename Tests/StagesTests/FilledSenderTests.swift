import Table
import Testing

@testable import Pipeline
@testable import Stages

/// From whom a message is shown to come is whom the files for delivery systems have it from.
@Suite("From whom a filled message comes")
struct FilledSenderTests {
  private func sender(
    _ values: [String: String], fallback: String? = nil, hasSender: Bool = true
  ) -> FilledMessage.Sender? {
    let message = MessagePlan(
      scenario: "follow", step: "A",
      fields: [
        MessageFieldPlan(name: "owner", type: .text, fallback: fallback, isRequired: false)
      ], preview: nil,
      sender: hasSender ? MessageSenderPlan(name: "owner", address: "owner_email") : nil)
    return FilledMessage(
      message, rowKey: "R1", values: values, showingValues: false, company: "見本"
    ).sender
  }

  private let address = "sato@example.jp"

  @Test("a name and an address that a mail can come from are a person")
  func person() {
    #expect(
      sender(["owner": "佐藤", "owner_email": address]) == .person(name: "佐藤", address: address))
    #expect(
      sender(["owner_email": address], fallback: "営業部")
        == .person(name: "営業部", address: address))
  }

  @Test(
    "anything else is the company",
    arguments: [
      [:], ["owner": "佐藤"], ["owner_email": "sato@example.jp"],
      ["owner": "", "owner_email": "sato@example.jp"], ["owner": "佐藤", "owner_email": "営業部"],
      ["owner": "佐\n藤", "owner_email": "sato@example.jp"],
    ] as [[String: String]])
  func company(_ values: [String: String]) {
    #expect(sender(values) == .company(name: "見本"))
  }

  @Test("without 'sender' nothing is said")
  func none() {
    #expect(sender(["owner": "佐藤", "owner_email": address], hasSender: false) == nil)
  }
}
