import Foundation
import TestSupport
import Testing

/// How a message of the documentation comes about: what is done to a store in which the fixture was
/// run, and the command that then fails.
struct Provocation: CustomTestStringConvertible, Sendable {
  /// The message as the pages have it.
  let message: String
  let command: String
  let arrange: @Sendable (FailureScene) throws -> Void

  init(
    _ message: String, by command: String = run,
    after arrange: @escaping @Sendable (FailureScene) throws -> Void
  ) {
    self.message = message
    self.command = command
    self.arrange = arrange
  }

  var testDescription: String { message }

  static let all = stages + stores + files + expressions + messages + consent

  static let run = "run --pipeline insurance --exports exports \(day)"
  static let check = "check --pipeline insurance"
  static let day = "--store store --date \(Repository.date)"

  private static let scenario = "scenarios/01-document-request-contract.yml"

  private static func nested(_ opening: String, _ count: Int, _ closing: String) -> String {
    String(repeating: opening, count: count) + String(repeating: closing, count: count)
  }

  /// Messages that a definition brings about.
  static func edit(
    _ message: String, in file: String = scenario, _ old: String, _ new: String
  ) -> Provocation {
    Provocation(message, by: check) { try $0.redefine(file, old, new) }
  }

  private static let files = [
    Provocation(
      """
      pipelines/insurance/\(scenario):12:9: error: unknown column 'contract_flg' in mart \
      'document_requests'
        help: did you mean 'contract_flag'?
      meibo: 1 error in the definitions
      """, by: "check --pipeline pipelines/insurance"
    ) { scene in
      try scene.redefine(scenario, "- not contract_flag", "- not contract_flg")
      let folder = scene.store.folder.url.appending(path: "pipelines")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
      try FileManager.default.moveItem(
        at: scene.pipeline, to: folder.appending(path: "insurance"))
    },
    edit("unknown key 'x'", "name: 資料", "nome: 資料"),
    edit("'x' is missing", "mart: document_requests\n", ""),
    edit("'x' must be …", "number: 1\n", "number: one\n"),
    edit("key 'x' is given twice", "number: 1\n", "number: 1\nnumber: 1\n"),
    edit("not readable as YAML: …", "name: 資料", "name: \"資料"),
    edit(
      "source 'x' is already defined in …", in: "sources/quotes.yml", "source: quotes\n",
      "source: contracts\n"),
    edit("nested too deeply", "number: 1\n", "number: \(nested("[", 120, "]"))\n"),
    edit(
      "a file of over 100000 values", "number: 1\n",
      "number: 1\n0: &0 [a]\n"
        + (1...20).map { "\($0): &\($0) [*\($0 - 1), *\($0 - 1)]\n" }.joined()),
    edit("an alias cannot be a key", "number: 1\n", "number: &a 1\n*a : 2\n"),
    edit(
      "'x' cannot be the id of a scenario", "scenario: document_request_contract", "scenario: a/b"),
    edit(
      "'x' is already the name of a column of the source", in: "sources/contracts.yml",
      "conditions:\n", "conditions:\n  status: status = 'active'\n"),
    edit(
      "message 'A' is never sent", "  B: {label", "  C: {label: 余り, channel: email}\n  B: {label"),
    edit("no wait before message 'B'", "      - wait: 1 day after A'\n", ""),
  ]

  private static let expressions = [
    edit("unknown column 'x' in …", "- not contract_flag", "- not contract_flg"),
    edit(
      "cannot compare a number with a text", "days_since_request = 1",
      "days_since_request = 'one'"),
    edit(
      "an expression of over 10000 parts", in: "sources/contracts.yml", "conditions:\n",
      "conditions:\n  c0: status = 'active'\n"
        + (1...20).map { "  c\($0): c\($0 - 1) and c\($0 - 1)\n" }.joined()),
    edit(
      "'catch_up_days' cannot widen the elapsed days of this condition",
      "entry:\n", "catch_up_days: 1\nentry:\n  - days_since_request + 1 = 2\n"),
    edit(
      "all values must be of one type: …", "days_since_request = 1",
      "coalesce(days_since_request, product_name) = 1"),
    edit(
      "'greatest' needs two values or more", "days_since_request = 1",
      "greatest(days_since_request) = 1"),
    edit(
      "'greatest' has no order for true or false", "- not contract_flag",
      "- greatest(contract_flag, email_permission)"),
    Provocation("there are scenarios but no consent.yml", by: check) {
      try FileManager.default.removeItem(at: $0.pipeline.appending(path: "consent.yml"))
    },
    Provocation("e-mail is sent without a sender block", by: check) { scene in
      let file = scene.pipeline.appending(path: "channels.yml")
      let channels = try String(contentsOf: file, encoding: .utf8).prefix { $0 != "特" }
      try Data(channels.utf8).write(to: file)
    },
    Provocation(
      "message 'A' goes by sms, but mart 'm' has no column 'sms_permission'", by: check
    ) { scene in
      try scene.redefine("marts/document_requests.yml", "name: sms_permission", "name: sms_allowed")
      try scene.redefine(scenario, "商品比較のご案内, channel: email", "商品比較のご案内, channel: sms")
    },
    edit(
      "source 's' lacks the column 'x'", in: "sources/suppressions.yml", "{name: subject_type",
      "{name: kind"),
  ]

  private static let texts = "messages/01-document-request-contract.yml"

  private static let messages = [
    edit(
      "unknown field 'x' in scenario 's'", in: texts, "family_name: {fallback: お客}",
      "family_name: {fallback: お客}\n  surname: {fallback: お客}"),
    edit(
      "column 'x' is not among the fields of scenario 's'", in: texts,
      "family_name: {fallback: お客}", "family_name: {fallback: お客}\n  document_name: {fallback: 資料}"),
    edit("scenario 's' has no message 'x'", in: texts, "\n  B:\n", "\n  C:\n"),
    edit("message 'x' of scenario 's' is not among 'messages'", in: texts, "\n  B:\n", "\n  C:\n"),
    edit(
      "the fallback of 'x' must be a whole number, as the field is",
      in: "messages/05-visit-reminder.yml", "fields:\n",
      "fields:\n  days_since_reservation: {fallback: 先日}\n"),
    edit(
      "the sender's 'x' must be a text", in: "messages/05-visit-reminder.yml", "fields:\n",
      "sender: {name: family_name, address: days_since_reservation}\nfields:\n"),
    edit(
      "no message of scenario 's' goes by email", in: "messages/20-email-address-collection.yml",
      "fields:\n", "sender: {name: family_name, address: family_name}\nfields:\n"),
    edit("'x' is not among the message's fields", in: texts, "{{family_name}}様", "{{surname}}様"),
  ]
}
