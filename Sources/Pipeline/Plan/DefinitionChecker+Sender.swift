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
}
