import GRDB
import Table

/// A refusal in answer to a message names only the message. When dates are run again the message
/// may not be sent any more; whoever has read the refusal must still obey it.
extension Ledger {
  /// A refusal that was read, with the message that it answers.
  struct AnsweredSend {
    let eventID: String
    /// Tells apart what was read under the same id.
    let number: Int
    /// When it was read, and no earlier than the day after the message: before it was sent it was
    /// answered by nobody.
    let seenOn: String
    let kind: String?
    let occurredAt: String?
    let sendID: String
    let channel: String
    let address: String
    let customer: String?
  }

  /// The refusals that answer messages of a date and those after it. O(refusals ever read), of a date
  /// that is new O(1).
  func answeredSends(since date: Int64, _ database: Database) throws -> [AnsweredSend] {
    let isNew =
      try Row.fetchOne(
        database, sql: "SELECT 1 FROM days WHERE business_date >= ?",
        arguments: [CalendarDay.text(date)]) == nil
    if isNew { return [] }
    return try Row.fetchAll(
      database,
      sql: """
        SELECT event_id, max(seen_on, date(business_date, '+1 day')), kind, occurred_at, send_id,
          channel, to_address, customer_id,
          row_number() OVER (PARTITION BY event_id ORDER BY seen_on, number)
        FROM remembered_delivery_events JOIN sends USING (send_id)
        WHERE business_date >= ? ORDER BY event_id, seen_on, number
        """, arguments: [CalendarDay.text(date)]
    ).map { row in
      AnsweredSend(
        eventID: row[0], number: row[8], seenOn: row[1], kind: row[2], occurredAt: row[3],
        sendID: row[4],
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
            (consent_id, seen_on, number, customer_id, channel, action, origin,
            address_\(kind.rawValue), occurred_at)
          VALUES (?, ?, \(refusal.number), ?, ?, 'opt_out', ?, ?, ?)
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

  /// Lets go of those that were kept for messages which are sent again, on this date. O(1) if none
  /// was kept, else O(refusals ever read).
  func letGoOfKept(on date: Int64, _ database: Database) throws {
    let isKept =
      try Row.fetchOne(
        database,
        sql: """
          SELECT 1 FROM remembered_consent_events
          WHERE consent_id >= 'delivery:' AND consent_id < 'delivery;' LIMIT 1
          """) != nil
    guard isKept else { return }
    let addresses = ErasureMark.Kind.addresses.map { "kept.address_\($0.rawValue)" }
    // What is kept of somebody who was erased has a hash in the address's place, and stays.
    try database.execute(
      sql: """
        DELETE FROM remembered_consent_events AS kept WHERE EXISTS (
          SELECT 1 FROM remembered_delivery_events AS answer JOIN sends USING (send_id)
          WHERE 'delivery:' || answer.event_id = kept.consent_id
          AND sends.business_date = ?
          AND sends.to_address IN (\(addresses.joined(separator: ", "))))
        """, arguments: [CalendarDay.text(date)])
  }
}
