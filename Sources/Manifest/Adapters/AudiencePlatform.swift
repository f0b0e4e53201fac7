import Table

/// Whose advertising audiences are meant. What they hash differs: a hash of one is of no use to the
/// other.
enum AudiencePlatform {
  /// Customer Match: `AddOfflineUserDataJobOperations` of the Google Ads API.
  case google
  /// Custom Audiences: `POST /<audience>/users` of the Marketing API.
  case meta

  /// What a person is known by.
  enum Kind: String { case email, phone }

  var label: String { self == .google ? "Google Ads" : "Meta" }

  var exampleID: String { self == .google ? "customers/123/userLists/456" : "123456" }

  /// True for what names one of its audiences.
  func isAudience(_ id: String) -> Bool {
    let parts = id.split(separator: "/", omittingEmptySubsequences: false)
    switch self {
    case .google:
      return parts.count == 4 && parts[0] == "customers" && parts[2] == "userLists"
        && Self.isNumber(parts[1]) && Self.isNumber(parts[3])
    case .meta: return Self.isNumber(id[...])
    }
  }

  /// What is hashed of an address: an e-mail address in lower case, a number of E.164 with its `+`
  /// for Google and without it for Meta. Nil if it is neither.
  func identifier(_ address: String) -> (Kind, String)? {
    let text = address.filter { !$0.isWhitespace }
    if text.contains("@") { return (.email, text.lowercased()) }
    let digits = text.dropFirst()
    guard text.first == "+", (8...15).contains(digits.count), Self.isNumber(digits) else {
      return nil
    }
    return (.phone, self == .google ? text : String(digits))
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// The body of a request.
  func request(_ kind: Kind, _ hashes: [String]) -> JSONText {
    func object(_ name: String, _ value: JSONText) -> JSONText {
      .object([.init(name: name, value: value)])
    }
    switch self {
    case .google:
      let field = kind == .email ? "hashedEmail" : "hashedPhoneNumber"
      return object(
        "operations",
        .list(
          hashes.map { hash in
            object(
              "create", object("userIdentifiers", .list([object(field, .text(hash))])))
          }))
    case .meta:
      return object(
        "payload",
        .object([
          .init(
            name: "schema", value: .text(kind == .email ? "EMAIL_SHA256" : "PHONE_SHA256")),
          .init(name: "data", value: .list(hashes.map { .text($0) })),
        ]))
    }
  }

  /// The hashes of a request; something else than a text counts as one that is none.
  func hashes(of request: JSONText) -> [String] {
    switch self {
    case .google:
      (request["operations"]?.elements ?? []).flatMap { operation in
        (operation["create"]?["userIdentifiers"]?.elements ?? [.null]).map {
          $0.members?.first?.value.string ?? ""
        }
      }
    case .meta: (request["payload"]?["data"]?.elements ?? []).map { $0.string ?? "" }
    }
  }
}
