import Table

/// Whom a mail comes from.
struct Mailbox: Hashable {
  /// For people, in any script; empty for none.
  let name: String
  let address: String

  /// The person that the send's fields name, if they name both; else the company.
  ///
  /// - Throws: `notDeliverable` for an address that no system would take.
  init(of send: HandedOverSend, _ settings: MailSettings) throws(ManifestError) {
    func text(_ field: String) -> String? {
      let value = send.fields.first { $0.name == field }?.value.string
      return value.flatMap { $0.isEmpty ? nil : $0 }
    }
    guard let sender = settings.senders[send.templateID], let name = text(sender.name),
      let address = text(sender.address)
    else {
      name = settings.fromName
      address = settings.fromAddress
      return
    }
    guard Self.isAddress(address) else {
      throw ManifestError(
        .notDeliverable,
        "field '\(sender.address)' of send '\(send.sendID)' is no mail address to send from",
        hint: "take it from a column of type email")
    }
    self.name = name
    self.address = address
  }

  /// As the head of a mail has it (RFC 5322).
  var text: String { MailAddress.named(name, address) }

  /// ASCII without blanks, and one '@' with something on both sides: what the cleansing of addresses
  /// leaves.
  private static func isAddress(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
      && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}

/// Mails that may share a request: of one file and one sender. In byte order of these.
struct MailGroup: Hashable, Comparable {
  /// The file's name.
  let name: String
  let from: Mailbox

  /// - Throws: `notDeliverable` for a sender whom no system would take.
  init(of send: HandedOverSend, _ settings: MailSettings) throws(ManifestError) {
    name = "\(send.channel).\(send.kind).jsonl"
    from = try Mailbox(of: send, settings)
  }

  static func < (left: MailGroup, right: MailGroup) -> Bool {
    left.order.lexicographicallyPrecedes(right.order)
  }

  /// No address has a zero byte, and no file's name.
  private var order: [UInt8] {
    Array(name.utf8) + [0] + Array(from.address.utf8) + [0] + Array(from.name.utf8)
  }
}
