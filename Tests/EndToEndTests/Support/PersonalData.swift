import Foundation
import TestSupport

/// What stands for people in a store: nothing of it may be in a message.
struct PersonalData {
  private let values: [String]

  /// Reads the addresses and names of everybody in the cleansed tables.
  init(_ store: TestStore) throws {
    let database = try StageDatabase(store.stageFile("cleanse"))
    values = try database.texts(
      """
      WITH people (value) AS (
        SELECT email FROM customers UNION SELECT email_sub FROM customers
        UNION SELECT phone FROM customers UNION SELECT line_id FROM customers
        UNION SELECT fcm_token FROM customers UNION SELECT address FROM customers
        UNION SELECT customer_id FROM customers
        UNION SELECT family_name FROM customers UNION SELECT given_name FROM customers
        UNION SELECT form_email FROM document_requests UNION SELECT request_id FROM document_requests
        UNION SELECT form_phone FROM reservations UNION SELECT address FROM consent_events
        UNION SELECT subject FROM suppressions)
      SELECT value FROM people WHERE length(value) > 1
      """)
  }

  /// The values that a text holds; a failing test prints them, so this is for synthetic data.
  func found(in text: String) -> [String] { values.filter { text.contains($0) } }

  /// The same for a long file: values of over three characters, which cannot be there by chance.
  func found(inFile file: URL) throws -> [String] {
    let folder = try TemporaryFolder()
    let list = folder.url.appending(path: "values")
    let lines = values.filter { $0.count > 3 }.joined(separator: "\n") + "\n"
    try Data(lines.utf8).write(to: list)
    return try BuiltCommand.system("grep", ["-aoFf", list.file, file.file], in: folder.url).lines
  }

  var count: Int { values.count }
}
