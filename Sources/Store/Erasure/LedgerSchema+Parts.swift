import GRDB

extension LedgerSchema {
  /// What is made of a refusal has a key of its own: of which source its id is, and which part of
  /// the refusal it is. Before, `delivery:` before an id and `#1` after it told that, which may as
  /// well be the id of another refusal.
  ///
  /// Rows that are surely made become parts: those with hashes that say the same as the row without
  /// `#1` of the same reading, and opt-outs with the origin of an answer that are hashed or whose
  /// answer is remembered. All others stay under the id that they have, and nothing is lost.
  static func divideRefusals(_ database: Database) throws {
    let events = (
      subjects: ["customer_id"] + addresses("address"),
      others: ["channel", "topic", "action", "origin", "occurred_at", "until_on"]
    )
    let suppressions = (
      subjects: addresses("subject") + ["subject_customer_id", "subject_domain"],
      others: ["subject_type", "channel", "reason", "from_on", "until_on"]
    )
    try database.execute(
      sql: """
        ALTER TABLE remembered_consent_events RENAME TO undivided;
        CREATE TABLE remembered_consent_events (
          source TEXT NOT NULL DEFAULT 'consent_events'
            CHECK (source IN ('consent_events', 'delivery_events')),
          consent_id TEXT NOT NULL,
          part INTEGER NOT NULL DEFAULT 0,
          seen_on TEXT NOT NULL,
          number INTEGER NOT NULL,
          \((events.subjects + events.others).map { "\($0) TEXT" }.joined(separator: ", ")),
          PRIMARY KEY (source, consent_id, part, seen_on, number)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO remembered_consent_events (source, consent_id, part, seen_on, number,
            \((events.subjects + events.others).joined(separator: ", ")))
          SELECT iif(is_answer, 'delivery_events', 'consent_events'),
            substr(id, iif(is_answer, \(prefix.utf8.count + 1), 1)), part, seen_on, number,
            \((events.subjects + events.others).joined(separator: ", "))
          FROM (
            SELECT *, iif(id >= '\(prefix)' AND id < 'delivery;' AND action IS 'opt_out'
              AND origin >= '\(prefix)' AND origin < 'delivery;'
              AND topic IS NULL AND until_on IS NULL
              AND (\(isHashed("parts", events.subjects))
                OR EXISTS (SELECT 1 FROM remembered_delivery_events
                  WHERE event_id = substr(id, \(prefix.utf8.count + 1)))), 1, 0) AS is_answer
            FROM (\(parts("consent_id", events.subjects, events.others))) AS parts);
        DROP TABLE undivided;

        ALTER TABLE remembered_suppressions RENAME TO undivided;
        CREATE TABLE remembered_suppressions (
          suppression_id TEXT NOT NULL,
          part INTEGER NOT NULL DEFAULT 0,
          seen_on TEXT NOT NULL,
          number INTEGER NOT NULL,
          \((suppressions.others + suppressions.subjects).map { "\($0) TEXT" }
            .joined(separator: ", ")),
          PRIMARY KEY (suppression_id, part, seen_on, number)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO remembered_suppressions (suppression_id, part, seen_on, number,
            \((suppressions.others + suppressions.subjects).joined(separator: ", ")))
          SELECT id, part, seen_on, number,
            \((suppressions.others + suppressions.subjects).joined(separator: ", "))
          FROM (\(parts(
            "suppression_id", suppressions.subjects,
            suppressions.others.filter { $0 != "subject_type" })));
        DROP TABLE undivided;
        """)
  }

  private static let prefix = "delivery:"

  private static func addresses(_ prefix: String) -> [String] {
    ["email", "phone", "line_id", "token"].map { "\(prefix)_\($0)" }
  }

  /// The rows of the old table with `id` and `part` beside their columns.
  private static func parts(_ id: String, _ subjects: [String], _ others: [String]) -> String {
    // What stands before the last `#` of an id that ends in `#` and a number.
    let head = "rtrim(row.\(id), '0123456789')"
    let same = others.map { "base.\($0) IS row.\($0)" }.joined(separator: " AND ")
    return """
      SELECT coalesce(base.\(id), row.\(id)) AS id,
        CASE WHEN base.\(id) IS NULL THEN 0
          ELSE CAST(substr(row.\(id), length(\(head)) + 1) AS INTEGER) END AS part,
        row.*
      FROM undivided AS row LEFT JOIN undivided AS base
        ON base.\(id) = substr(\(head), 1, length(\(head)) - 1)
        AND base.seen_on = row.seen_on AND base.number = row.number
        AND substr(\(head), -1) = '#' AND substr(row.\(id), length(\(head)) + 1, 1) <> '0'
        AND length(row.\(id)) - length(\(head)) BETWEEN 1 AND 9
        AND \(isHashed("row", subjects)) AND \(isHashed("base", subjects)) AND \(same)
      """
  }

  /// True of a row that names somebody and nobody but by a hash.
  private static func isHashed(_ row: String, _ subjects: [String]) -> String {
    let columns = subjects.map { "\(row).\($0)" }
    return "(coalesce(\(columns.joined(separator: ", "))) IS NOT NULL AND "
      + columns.map { "coalesce(\($0), 'erased:') GLOB 'erased:*'" }.joined(separator: " AND ")
      + ")"
  }
}
