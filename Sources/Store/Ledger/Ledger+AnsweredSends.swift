import GRDB
import Table

/// A refusal in answer to a message names only the message. When dates are run again the message
/// may not be sent any more; whoever has read the refusal must still obey it.
extension Ledger {
  /// A refusal that was read, with the message that it answers.
  struct AnsweredSend {
    let eventID: String
    let seenOn: String
    let kind: String?
    let occurredAt: String?
    let sendID: String
    let channel: String
    let address: String
    let customer: String?
  }

  /// The refusals that answer messages of a date and those after it. O(refusals ever read).
  func answeredSends(since date: Int64, _ database: Database) throws -> [AnsweredSend] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT event_id, seen_on, kind, occurred_at, send_id, channel, to_address, customer_id
        FROM remembered_delivery_events JOIN sends USING (send_id)
        WHERE business_date >= ? ORDER BY event_id, seen_on
        """, arguments: [CalendarDay.text(date)]
    ).map { row in
      AnsweredSend(
        eventID: row[0], seenOn: row[1], kind: row[2], occurredAt: row[3], sendID: row[4],
        channel: row[5], address: row[6], customer: row[7])
    }
  }

  /// Remembers those whose message is sent no more as refusals of its channel, by its address and
  /// its customer. A bounce says something of the address alone.
  func keep(_ answered: [AnsweredSend], _ database: Database) throws {
    for refusal in answered {
      guard
        try Row.fetchOne(
          database, sql: "SELECT 1 FROM sends WHERE send_id = ?", arguments: [refusal.sendID])
          == nil, let kind = Ledger.addressKind(ofChannel: refusal.channel)
      else { continue }
      let statement = try database.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO remembered_consent_events
            (consent_id, seen_on, customer_id, channel, action, origin, address_\(kind.rawValue),
            occurred_at)
          VALUES (?, ?, ?, ?, 'opt_out', ?, ?, ?)
          """)
      try Ledger.execute(
        statement,
        [
          "delivery:\(refusal.eventID)", refusal.seenOn,
          refusal.kind == "hard_bounce" ? nil : refusal.customer, refusal.channel,
          "delivery:\(refusal.kind ?? "")", refusal.address, refusal.occurredAt,
        ])
    }
  }
}
