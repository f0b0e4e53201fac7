import GRDB

/// Which remembered refusals name whom an erasure is about, as conditions in SQL.
///
/// `erasing` is where their marks are: the table, or a query in brackets.
enum OwnRefusals {
  /// Those that name their number or an address; also those that name another number beside it, for
  /// the address is theirs alone.
  static func consentEvents(among erasing: String) -> String {
    ErasureMark.Kind.subjects.map { isMark($0.eventColumn, $0, erasing) }
      .joined(separator: " OR ")
  }

  /// Every subject is read as each kind; the type says as which it is meant.
  static func suppressions(among erasing: String) -> String {
    ErasureMark.Kind.subjects.map { kind in
      "coalesce(subject_type, '\(kind.rawValue)') = '\(kind.rawValue)' AND "
        + isMark(kind.suppressionColumn, kind, erasing)
    }.joined(separator: " OR ")
  }

  /// Messages to their number, or to nobody's and an address of theirs.
  static func answeredSends(among erasing: String) -> String {
    let channels = ErasureMark.Kind.addresses.map { kind in
      let names = Ledger.channels(of: kind).map { "'\($0)'" }.joined(separator: ", ")
      return "channel IN (\(names)) AND \(isMark("to_address", kind, erasing))"
    }
    return "\(isMark("customer_id", .customer, erasing)) OR customer_id IS NULL AND "
      + "(\(channels.joined(separator: " OR ")))"
  }

  private static func isMark(
    _ column: String, _ kind: ErasureMark.Kind, _ erasing: String
  ) -> String {
    "\(column) IN (SELECT value FROM \(erasing) WHERE kind = '\(kind.rawValue)')"
  }

  /// How many refusals name somebody whose marks the table `erasing` holds, each id counted once.
  /// O(refusals ever read).
  static func count(_ database: Database) throws -> Int {
    let (events, suppressions) = (RefusalKind.consentEvents, RefusalKind.suppressions)
    let count = try Int.fetchOne(
      database,
      sql: """
        SELECT (SELECT count(*) FROM (
            SELECT DISTINCT \(events.identity.joined(separator: ", ")) FROM \(events.table)
            WHERE \(consentEvents(among: "erasing"))))
          + (SELECT count(DISTINCT \(suppressions.id)) FROM \(suppressions.table)
            WHERE \(Self.suppressions(among: "erasing")))
          + (SELECT count(DISTINCT event_id)
            FROM remembered_delivery_events JOIN sends USING (send_id)
            WHERE \(answeredSends(among: "erasing")))
        """)
    return count ?? 0
  }
}

extension ErasureMark.Kind {
  /// The column of consent events that names a subject of the kind.
  public var eventColumn: String { self == .customer ? "customer_id" : "address_\(rawValue)" }

  /// The column of suppressions that names a subject of the kind.
  var suppressionColumn: String {
    self == .customer ? "subject_customer_id" : "subject_\(rawValue)"
  }
}
