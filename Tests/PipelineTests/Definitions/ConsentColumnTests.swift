import Testing

@testable import Pipeline

/// What consent.yml names must be read as consent takes it: nothing is found out by a run.
struct ConsentColumnTests {
  private static let addressHelp =
    "  help: else an address is not found again where it is spelt in another way"
  private static let permissionHelp =
    "  help: words that it does not know go into its 'true_words' and 'false_words'"
  private static let timeHelp =
    "  help: of a date, agreements count from its beginning and a no to its end"

  static let columns: [EditCase] = [
    EditCase(
      "a last change that is no time", "consent.yml", "updated_at: updated_at", "updated_at: name",
      "consent.yml:4:15: error: 'updated_at' must be of type date or timestamp, column 'name' is of "
        + "type person", timeHelp),
    EditCase(
      "a form's time that is a number", "consent.yml", "at: ordered_at", "at: amount",
      "consent.yml:12:9: error: 'at' must be of type date or timestamp, column 'amount' is of type "
        + "money", timeHelp),
    EditCase(
      "an e-mail address that is a text", "sources/people.yml", "header: メール, type: email",
      "header: メール, type: text",
      "consent.yml:6:22: error: an address of 'email' must be of type email, column 'email' is of "
        + "type text", addressHelp),
    EditCase(
      "the second of two addresses", "consent.yml", "addresses: {email: email}",
      "addresses: {email: [email, note]}",
      "consent.yml:6:30: error: an address of 'email' must be of type email, column 'note' is of "
        + "type text", addressHelp),
    EditCase(
      "a phone number that is an e-mail address", "consent.yml", "addresses: {email: email}",
      "addresses: {email: email, sms: email}",
      "consent.yml:6:34: error: an address of 'sms' must be of type phone, column 'email' is of "
        + "type email", addressHelp),
    EditCase(
      "a form's address that is a text", "sources/orders.yml", "header: メール, type: email",
      "header: メール, type: id",
      "consent.yml:14:24: error: an address of 'email' must be of type email, column 'order_email' "
        + "is of type id", addressHelp),
    EditCase(
      "a permission that is a text", "sources/people.yml", "header: 許可, type: bool",
      "header: 許可, type: text",
      "consent.yml:7:24: error: the permission of 'email' must be of type bool, column 'email_ok' is "
        + "of type text", permissionHelp),
    EditCase(
      "a permission that is a number", "sources/people.yml", "header: 許可, type: bool",
      "header: 許可, type: int",
      "consent.yml:7:24: error: the permission of 'email' must be of type bool, column 'email_ok' is "
        + "of type int", permissionHelp),
    EditCase(
      "a form's permission that is a number", "consent.yml", "permission: paid",
      "permission: amount",
      "consent.yml:14:49: error: the permission of 'email' must be of type bool, column 'amount' is "
        + "of type money", permissionHelp),
    EditCase(
      "people told apart by something else", "consent.yml", "key: person_id", "key: email",
      "consent.yml:3:8: error: 'key' must be the key of source 'people', column 'email' is not",
      "  help: its rows are told apart by person_id"),
    EditCase(
      "people told apart by less than their key", "sources/people.yml", "key: person_id",
      "key: [person_id, name]",
      "consent.yml:3:8: error: 'key' must be the key of source 'people', column 'person_id' is not",
      "  help: its rows are told apart by person_id, name"),
    EditCase(
      "one kind of address in two columns", "consent.yml", "addresses: {email: email}",
      "addresses: {email: [email], ads: [email, email]}",
      "consent.yml:6:31: error: unknown channel 'ads'",
      "consent.yml:6:37: error: 'email' and 'ads' must have the same address columns",
      "  help: both are reached by columns of type email"),
  ]

  @Test("columns of another type are refused with their place", arguments: columns)
  func refused(_ row: EditCase) throws {
    #expect(try row.reported() == row.errors)
  }

  @Test("a last change and a form's time may be dates")
  func days() throws {
    var folder = DefinitionFolder("consent.yml", "updated_at: updated_at", "updated_at: birth_date")
    folder.replace("consent.yml", "at: ordered_at", "at: due_on")
    #expect(try folder.errors() == [])
  }

  @Test("channels of one kind of address may share their columns")
  func shared() throws {
    let folder = DefinitionFolder(
      "consent.yml", "addresses: {email: email}", "addresses: {email: [email], ads: email}")
    #expect(try folder.errors().filter { $0.contains("same address columns") } == [])
  }

  private static let inverted =
    "add inverted: true to column 'email_ok', or inverted: false if a yes there allows sending"
  private static let mixed =
    "its other headers say yes, and no column can be read both ways: keep those of one kind"

  @Test(
    "a permission under a header that says no is warned of until its column says what a yes is",
    arguments: [
      ("許可, type: bool", nil), ("配信停止, type: bool", inverted),
      ("mail_opt_out, type: bool", inverted),
      ("配信停止, type: bool, true_words: [\"0\"], false_words: [\"1\"]", inverted),
      ("配信停止, header_synonyms: [オプトアウト], type: bool", inverted),
      ("許可, header_synonyms: [配信停止], type: bool", mixed),
      ("配信停止, type: bool, inverted: true", nil), ("配信停止, type: bool, inverted: false", nil),
    ])
  func refusal(_ column: String, _ help: String?) throws {
    let folder = DefinitionFolder("sources/people.yml", "許可, type: bool", column)
    let warnings = try folder.plan().warnings
    #expect(warnings.map(\.help) == [help].compactMap(\.self))
    for warning in warnings {
      #expect(
        warning.rendered.contains(
          "consent.yml:7:24: warning: the permission of 'email' stands under '"))
    }
  }

  @Test("and so is that of the members of a LINE account")
  func lineMembers() throws {
    var folder = DefinitionFolder(
      "consent.yml", "suppress_handling:",
      "line_members: {source: members, link: person}\nsuppress_handling:")
    folder.files["sources/members.yml"] = """
      source: members
      files: members*.csv
      key: line_id
      columns:
        - {name: line_id, header: LINE, type: line_id}
        - {name: person_id, header: ID, type: id}
        - {name: line_permission, header: ブロック, type: bool}
        - {name: joined_at, header: 登録, type: timestamp}
        - {name: blocked_at, header: 日時, type: timestamp}
      links:
        person: {source: people, on: person_id}
      """
    #expect(
      try folder.plan().warnings.map(\.message) == [
        "the permission of 'line' stands under 'ブロック', where a yes is a no"
      ])
  }

  @Test("only a bool can be turned round")
  func invertedText() throws {
    let folder = DefinitionFolder(
      "sources/people.yml", "対応状況, type: text", "対応状況, type: text, inverted: true")
    #expect(
      try folder.errors() == ["sources/people.yml:14:54: error: only a bool column has 'inverted'"])
  }
}
