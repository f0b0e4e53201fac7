public import Pipeline
import Table

extension SQLRendering {
  /// Statements that make a temporary table of what delivery systems told of, for `mart` to count as
  /// refusals: unsubscribes and complaints up to the date, in answer to sends of dates before it. Nil
  /// if the pipeline has no delivery events.
  ///
  /// - Parameters:
  ///   - ledger: the path of the ledger, which is attached.
  ///   - date: the business date, in days since 1970-01-01.
  public func refusals(
    in plan: Plan, ledger: String, date: Int64
  ) -> (table: String, script: String)? {
    guard let source = plan.definition.consent?.deliveryEvents else { return nil }
    let day = literal(CalendarDay.text(date))
    return (
      "refusals",
      """
      ATTACH \(literal(ledger)) AS ledger;
      CREATE TEMP TABLE refusals AS
      SELECT sends.channel, sends.customer_id, sends.to_address AS address, events.occurred_at
      FROM \(identifier(source)) AS events
      JOIN ledger.sends AS sends USING (send_id)
      WHERE events.kind IN ('unsubscribe', 'complaint')
        AND (events.occurred_at IS NULL OR date(events.occurred_at) <= \(day))
        AND sends.business_date < \(day);
      """
    )
  }
}
