import Cleanse
import Pipeline
import Store
import Table

/// By what a person who is to be forgotten is named: a customer number, addresses, or both. Who is no
/// customer, and has filled in a form or added the LINE account, has addresses only.
public struct ErasedPerson: Sendable {
  /// Compared byte by byte with the key of the people, not cleansed; nil for somebody who is none.
  public var customer: String?
  /// E-mail addresses, as the type `email` reads them (docs/cleansing.md).
  public var emails: [String]
  /// Telephone numbers, as the type `phone` reads them: with `+81` or 0, with hyphens or without.
  public var phones: [String]
  /// User ids of the LINE account, as the type `line_id` reads them.
  public var lineIDs: [String]
  /// Push tokens of the app, as the type `token` reads them.
  public var tokens: [String]

  /// Addresses as they are written: they are read by the rules of their type.
  public init(
    customer: String? = nil, emails: [String] = [], phones: [String] = [], lineIDs: [String] = [],
    tokens: [String] = []
  ) {
    self.customer = customer
    self.emails = emails
    self.phones = phones
    self.lineIDs = lineIDs
    self.tokens = tokens
  }

  /// The addresses, cleansed.
  ///
  /// - Throws: `StageError` for one that its type cannot read. It does not repeat the address.
  func addresses() throws -> Set<ErasureMark> {
    var marks: Set<ErasureMark> = []
    for (kind, texts) in [
      (ErasureMark.Kind.email, emails), (.phone, phones), (.line, lineIDs), (.token, tokens),
    ] {
      guard let type = FieldType(rawValue: kind.rawValue) else { continue }
      let cleanser = Cleanser(type: type)
      let (out, scratch) = (ByteBuffer(), CleanseScratch())
      for text in texts {
        var text = text
        let address: String? = text.withUTF8 { bytes in
          let outcome = cleanser.cleanse(bytes, into: out, scratch: scratch)
          return if case .text(let text) = outcome { text.text } else { nil }
        }
        guard let address else {
          throw StageError(
            .usage, "what was given as \(kind.word) cannot be read as one",
            help: "try it with 'meibo cleanse-values --type \(kind.rawValue)'")
        }
        marks.insert(ErasureMark(kind, address))
      }
    }
    return marks
  }
}

extension ErasureMark.Kind {
  fileprivate var word: String {
    switch self {
    case .email: "an e-mail address"
    case .phone: "a telephone number"
    case .line: "a LINE ID"
    case .token: "a push token"
    case .customer, .key, .send: "a number"
    }
  }
}
