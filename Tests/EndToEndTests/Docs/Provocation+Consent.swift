import Foundation

/// What consent cannot be read from.
extension Provocation {
  private static let file = "consent.yml"
  private static let handling = "  handling: handling_status\n"

  static let consent = [
    edit(
      "the key of source 's' must be 'x'", in: "sources/suppressions.yml", "key: [suppression_id]",
      "key: [suppression_id, reason]"),
    edit(
      "column 'x' must be of type timestamp: consent is read from it",
      in: "sources/consent_events.yml", "header: 発生日時, type: timestamp", "header: 発生日時, type: date"),
    edit(
      "column 'x' has the unknown code 'c'", in: "sources/delivery_events.yml", "[delivered, ",
      "[arrived, "),
    edit(
      "'updated_at' must be of type date or timestamp, column 'x' is of type person", in: file,
      "updated_at: updated_at", "updated_at: family_name"),
    edit(
      "an address of 'email' must be of type email, column 'x' is of type text",
      in: "sources/customers.yml", "header: メールアドレス, type: email", "header: メールアドレス, type: text"),
    edit(
      "the permission of 'email' must be of type bool, column 'x' is of type text",
      in: "sources/customers.yml", "header: メルマガ許可, type: bool", "header: メルマガ許可, type: text"),
    edit(
      "'key' must be the key of source 's', column 'x' is not", in: file, "key: customer_id",
      "key: line_id"),
    edit(
      "'email' and 'ads' must have the same address columns", in: file, "    push: [fcm_token]\n",
      "    push: [fcm_token]\n    ads: [email]\n"),
    edit(
      "the frequency of 'email' must be of type choice, column 'x' is of type text", in: file,
      handling,
      handling + "  frequency: {email: {column: department, caps: {a: {sends: 1, days: 7}}}}\n"
    ),
    edit(
      "'x' is never 'y'", in: file, handling,
      handling + "  frequency: {email: {column: gender, caps: {weekly: {sends: 1, days: 7}}}}\n"),
    edit(
      "'origin' must be a text, column 'x' is of type bool", in: file, handling,
      handling + "  origin: email_permission\n"),
    edit(
      "'handling' needs 'suppress_handling'", in: file, "suppress_handling: [クレーム, 対応中]\n", ""),
    edit(
      "'suppress_handling' needs 'handling' of the people", in: file,
      "  handling: handling_status\n", ""),
    edit(
      "word 'x' of 'suppress_handling' can never stand there", in: file, "[クレーム, 対応中]",
      "[ｸﾚｰﾑ, 対応中]"),
    Provocation("definitions in 'x' are not read", by: check) { scene in
      try FileManager.default.moveItem(
        at: scene.pipeline.appending(path: "messages"),
        to: scene.pipeline.appending(path: "message"))
    },
    Provocation("definition files end in .yml", by: check) { scene in
      try FileManager.default.moveItem(
        at: scene.pipeline.appending(path: file), to: scene.pipeline.appending(path: "consent.yaml")
      )
    },
    edit(
      "'files' must name files inside the exports folder: not with '..', '.' or an empty name",
      in: "sources/quotes.yml", "files: \"quotes", "files: \"../quotes"),
    edit(
      "'files' has a '[' that no ']' ends", in: "sources/quotes.yml", "files: \"quotes",
      "files: \"[quotes"),
    edit(
      "'[z-a]' of 'files' stands for no character", in: "sources/quotes.yml", "files: \"quotes",
      "files: \"[z-a]quotes"),
  ]
}
