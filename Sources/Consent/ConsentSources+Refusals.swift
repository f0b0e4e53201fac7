public import Table

extension ConsentSources {
  /// The rows of a table of consent events that are refusals, in their order: all that are not
  /// readable agreements. O(rows).
  public static func refusals(among events: Table) throws(ConsentError) -> [Int32] {
    let columns = try EventColumns(events)
    return (0..<events.rowCount).filter { !columns.isOptIn($0) }.map { Int32($0) }
  }

  /// The rows of a table of delivery events that are refusals of a send, in their order: hard
  /// bounces, unsubscribes and complaints. O(rows).
  public static func refusals(amongDeliveries deliveries: Table) throws(ConsentError) -> [Int32] {
    let columns = try DeliveryHistory.Columns(deliveries)
    return (0..<deliveries.rowCount)
      .filter { columns.isRefusal($0) && !columns.sendID.isNull($0) }.map { Int32($0) }
  }
}
