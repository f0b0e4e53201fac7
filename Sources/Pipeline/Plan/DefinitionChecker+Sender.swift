extension DefinitionChecker {
  /// Warns of what still stands in the sender block as 'meibo new pipeline' drafted it: mails must
  /// show who sends them, and a link that leads nowhere takes no refusal.
  func checkSender() {
    guard let sender = definition.sender else { return }
    let written = [
      ("name", sender.name, SenderDefinition.Placeholder.name),
      ("postal_address", sender.postalAddress, SenderDefinition.Placeholder.postalAddress),
      ("contact", sender.contact, SenderDefinition.Placeholder.contact),
      ("unsubscribe_url", sender.unsubscribeURL, SenderDefinition.Placeholder.unsubscribeURL),
    ]
    for (key, value, _) in written where value.contains("{{") {
      sink.error(
        at: sender.places.value(key), "'\(key)' goes out as it is written, and is no template",
        help: "all mails have one sender; who wrote one is a field of its message")
    }
    let drafted = written.filter { $0.1 == $0.2 }.map(\.0)
    guard let first = drafted.first else { return }
    sink.warning(
      at: sender.places.value(first), "the sender is still a made-up one",
      help: "before anything is sent, the law wants yours: "
        + drafted.map { "'\($0)'" }.joined(separator: ", "))
  }

  /// The pipelines that come with the program have made-up senders of their own, and so has whoever
  /// copies one.
  func noteExampleSender() {
    guard let sender = definition.sender,
      sender.unsubscribeURL != SenderDefinition.Placeholder.unsubscribeURL
    else { return }
    let places = [("contact", sender.contact), ("unsubscribe_url", sender.unsubscribeURL)]
    guard let (key, _) = places.first(where: { Self.namesExample($0.1) }) else { return }
    sink.note(
      at: sender.places.value(key), "'\(key)' is in a domain that is kept for examples",
      help: "the sender of a copied pipeline is made up: the law wants yours in all its four parts")
  }

  /// True if a text names a host under one of the domains of RFC 2606, or of those that JPRS keeps for
  /// examples.
  private static func namesExample(_ text: String) -> Bool {
    text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }
      .contains { host in
        examples.contains { host == $0 || host.hasSuffix(".\($0)") }
      }
  }

  private static let examples = [
    "example", "example.com", "example.net", "example.org", "example.jp", "example.co.jp",
  ]
}
