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
  static func answeredSends(since date: Int64, _ database: Database) throws -> [AnsweredSend] {
    let isNew =
      try Row.fetchOne(
        database, sql: "SELECT 1 FROM days WHERE business_date >= ?",
        arguments: [CalendarDay.text(date)]) == nil
    if isNew { return [] }
    return try answeredSends(where: "business_date >= ?", [CalendarDay.text(date)], database)
  }

  /// The refusals that answer some messages. O(refusals ever read) steps of SQLite.
  /// - Parameter condition: of rows of `sends`.
  static func answeredSends(
    where condition: String, _ arguments: StatementArguments, _ database: Database
  ) throws -> [AnsweredSend] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT event_id, max(seen_on, date(business_date, '+1 day')), kind, occurred_at, send_id,
          channel, to_address, customer_id,
          row_number() OVER (PARTITION BY event_id ORDER BY seen_on, number)
        FROM remembered_delivery_events JOIN sends USING (send_id)
        WHERE \(condition) ORDER BY event_id, seen_on, number
        """, arguments: arguments)
    var answered: [AnsweredSend] = []
    while let row = try rows.next() {
      answered.append(
        AnsweredSend(
          eventID: row[0], number: row[8], seenOn: row[1], kind: row[2], occurredAt: row[3],
          sendID: row[4], channel: row[5], address: row[6], customer: row[7]))
    }
    return answered
  }

  /// Remembers those whose message is sent no more.
  static func keepUnsent(_ answered: [AnsweredSend], _ database: Database) throws {
    for refusal in answered where Ledger.addressKind(ofChannel: refusal.channel) != nil {
      let send = try Row.fetchOne(
        database, sql: "SELECT 1 FROM sends WHERE send_id = ?", arguments: [refusal.sendID])
      if send == nil { try keep(refusal, database) }
    }
  }

  /// Remembers an answer as a refusal of its message's channel, by its address and its customer. A
  /// bounce says something of the address alone. Nothing that was kept under the same id before is
  /// replaced.
  static func keep(_ refusal: AnsweredSend, _ database: Database) throws {
    let kind = Ledger.addressKind(ofChannel: refusal.channel)
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO remembered_consent_events
          (source, consent_id, seen_on, number, part, customer_id, channel, action, origin,
          occurred_at\(kind.map { ", \($0.eventColumn)" } ?? ""))
        VALUES ('delivery_events', ?1, ?2, \(refusal.number),
          (SELECT coalesce(max(part) + 1, 0) FROM remembered_consent_events
            WHERE source = 'delivery_events' AND consent_id = ?1 AND seen_on = ?2
            AND number = \(refusal.number)),
          ?3, ?4, 'opt_out', ?5, ?6\(kind == nil ? "" : ", ?7"))
        """)
    try Ledger.execute(
      statement,
      [
        refusal.eventID, refusal.seenOn, refusal.kind == "hard_bounce" ? nil : refusal.customer,
        refusal.channel, "delivery:\(refusal.kind ?? "")", refusal.occurredAt,
      ] + (kind == nil ? [] : [refusal.address]))
  }

  /// Lets go of those that were kept for messages which are sent again, on this date. O(1) if none
  /// was kept, else O(kept × log refusals): each is looked up by its event, and that by its message.
  static func letGoOfKept(on date: Int64, _ database: Database) throws {
    try database.execute(sql: lettingGo, arguments: [CalendarDay.text(date)])
  }

  /// What is kept of somebody who was erased has a hash in the address's place, and stays.
  static let lettingGo = """
    DELETE FROM remembered_consent_events AS kept
    WHERE kept.source = 'delivery_events' AND EXISTS (
      SELECT 1 FROM remembered_delivery_events AS answer JOIN sends USING (send_id)
      WHERE answer.event_id = kept.consent_id AND sends.business_date = ?
      AND sends.to_address IN (
        \(ErasureMark.Kind.addresses.map { "kept.\($0.eventColumn)" }.joined(separator: ", "))))
    """
}
