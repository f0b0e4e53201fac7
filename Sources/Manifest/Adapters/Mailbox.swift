import Table

/// Whom a mail comes from.
struct Mailbox: Hashable {
  /// For people, in any script; empty for none.
  let name: String
  let address: String
  /// True if it is the company's, although mails of its template come from people.
  let standsIn: Bool

  /// The person whom the send's fields name, if a mail can come from there; else the company.
  init(of send: HandedOverSend, _ settings: MailSettings) {
    func text(_ field: String) -> String? {
      send.fields.first { $0.name == field }?.value.string
    }
    let sender = settings.senders[send.templateID]
    if let sender, let name = text(sender.name), let address = text(sender.address),
      MailSettings.Sender.canSend(name: name, address: address)
    {
      (self.name, self.address, standsIn) = (name, address, false)
    } else {
      (name, address, standsIn) = (settings.fromName, settings.fromAddress, sender != nil)
    }
  }

  /// As the head of a mail has it (RFC 5322).
  var text: String { MailAddress.named(name, address) }
}

extension MailSettings.Sender {
  /// True if a mail can come from there: a name without control characters and line breaks, and an
  /// address that is more strictly checked than one that mail is sent to (RFC 5321).
  public static func canSend(name: String, address: String) -> Bool {
    isName(name) && isAddress(address)
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && !text.unicodeScalars.contains { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
      }
  }

  /// ASCII without blanks, at most 64 bytes before the one '@', no dots at its ends or together.
  private static func isAddress(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && parts[0].count <= 64
      && text.utf8.count <= 254 && !MailAddress.isLegacy(text)
      && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}

/// Mails that may share a request: of one file and one sender. In byte order of these.
struct MailGroup: Hashable, Comparable {
  /// The file's name.
  let name: String
  let from: Mailbox

  init(of send: HandedOverSend, _ settings: MailSettings) {
    name = "\(send.channel).\(send.kind).jsonl"
    from = Mailbox(of: send, settings)
  }

  static func < (left: MailGroup, right: MailGroup) -> Bool {
    left.order.lexicographicallyPrecedes(right.order)
  }

  /// No address has a zero byte, and no file's name.
  private var order: [UInt8] {
    Array(name.utf8) + [0] + Array(from.address.utf8) + [0] + Array(from.name.utf8)
      + [0, from.standsIn ? 1 : 0]
  }
}
