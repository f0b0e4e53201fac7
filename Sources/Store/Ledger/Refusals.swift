public import Table

/// What the ledger remembers of each of the three sources of refusals.
public enum RefusalKind: String, Sendable, CaseIterable {
  /// Opt-outs of the preference centre.
  case consentEvents = "consent_events"
  /// Unsubscribes, complaints and hard bounces that delivery systems report.
  case deliveryEvents = "delivery_events"
  case suppressions

  /// The columns that are remembered, the id first: those that consent is decided from.
  public var columns: [ColumnDescription] {
    func texts(_ names: String...) -> [ColumnDescription] {
      names.map { ColumnDescription($0, .text) }
    }
    return switch self {
    case .consentEvents:
      texts("consent_id", "customer_id", "channel", "topic", "action", "origin")
        + texts("address_email", "address_phone", "address_line_id", "address_token")
        + [ColumnDescription("occurred_at", .timestamp), ColumnDescription("until_on", .date)]
    case .deliveryEvents:
      texts("event_id", "send_id", "kind") + [ColumnDescription("occurred_at", .timestamp)]
    case .suppressions:
      texts("suppression_id", "subject_type", "channel", "reason", "subject_customer_id")
        + texts("subject_email", "subject_domain", "subject_phone", "subject_line_id")
        + texts("subject_token")
        + [ColumnDescription("from_on", .date), ColumnDescription("until_on", .date)]
    }
  }

  /// The column of the id: what a refusal is known again by.
  public var id: String { columns[0].name }

  /// The column that says when a refusal begins to count.
  var time: ColumnDescription? {
    columns.first { $0.name == (self == .suppressions ? "from_on" : "occurred_at") }
  }

  /// The ledger's table.
  public var table: String { "remembered_" + rawValue }

  /// The columns that say which refusal a row is of: what was read under an id of a source.
  var identity: [String] { self == .consentEvents ? ["source", id] : [id] }

  /// The primary key of the table. Of one refusal there is a row a part and reading: part 0 is the
  /// refusal itself, others say the same of another subject.
  var primaryKey: [String] {
    identity + (self == .deliveryEvents ? [] : ["part"]) + ["seen_on", "number"]
  }

  /// The columns that name whom the refusal is of.
  var subjectColumns: [String] {
    switch self {
    case .consentEvents: ErasureMark.Kind.subjects.map(\.eventColumn)
    case .deliveryEvents: []
    case .suppressions: ErasureMark.Kind.subjects.map(\.suppressionColumn) + ["subject_domain"]
    }
  }

  /// What of a row tells whether it is as an export had it (0) or was made of another: a number for
  /// each part of what was made of the same id.
  var making: String {
    switch self {
    case .consentEvents: "CASE source WHEN 'consent_events' THEN part ELSE -1 - part END"
    case .deliveryEvents: "0"
    case .suppressions: "part"
    }
  }

  /// The columns, and at the end that of `making`.
  var history: TableDescription {
    TableDescription(name: table, columns: columns + [ColumnDescription("making", .int)], key: [id])
  }
}

/// Refusals of one kind, one row each: what the exports of a business date held of them.
public struct Refusals: Sendable {
  /// Says which columns `table` has, and where the ledger keeps them.
  public let kind: RefusalKind
  /// The columns of the kind, in their order.
  public let table: Table

  /// The rows of `source` that `rows` names and that have an id, in the order of their ids. A column
  /// that the source does not have is null. O(n log n).
  /// - Throws: `unwritable` if a column is of another type, or there is no id at all.
  public init(
    _ kind: RefusalKind, _ source: Table, rows: some Sequence<Int32>
  ) throws(StoreError) {
    self.kind = kind
    guard case .text(let ids)? = source.column(kind.id)?.values else {
      throw StoreError(.unwritable, "table '\(source.name)' has no ids '\(kind.id)'")
    }
    let order = rows.filter { !ids.isNull(Int($0)) }.sorted { left, right in
      guard let a = ids[Int(left)], let b = ids[Int(right)] else { return left < right }
      let difference = Bytes.compare(a, b)
      return difference == 0 ? left < right : difference < 0
    }
    var columns: [Column] = []
    for column in kind.columns {
      guard let found = source.column(column.name) else {
        columns.append(.nulls(column.name, column.type, count: order.count))
        continue
      }
      guard found.type.isText == column.type.isText else {
        throw StoreError(
          .unwritable, "column '\(column.name)' of table '\(source.name)' is of another type")
      }
      columns.append(Column(column.name, column.type, found.values.gather(order)))
    }
    table = Table(kind.table, columns, rowCount: order.count)
  }

  /// Of rows of `RefusalKind.history` in the order of its primary key the last of each refusal and
  /// part; of those that were said by the end of `date`, if that is asked for.
  ///
  /// - Parameter isAsRead: without what was made of other refusals. Else such rows are there and have
  ///   no id: no export's id is theirs.
  init(_ kind: RefusalKind, history: Table, isAsRead: Bool = false, saidBy date: Int64? = nil) {
    self.kind = kind
    let ids = history.columns[0].text
    let making = history.columns[history.columns.count - 1].numbers
    var said = Array(0..<history.rowCount)
    if let date, let time = kind.time, let times = history.column(time.name)?.numbers {
      let limit = time.type == .date ? date : (date + 1) * secondsPerDay - 1
      // Null times are below any limit, and so said.
      said.removeAll { times[$0] > limit }
    }
    let last = said.indices.filter { place in
      if isAsRead && making[said[place]] != 0 { return false }
      guard place + 1 < said.count, let id = ids[said[place]], let next = ids[said[place + 1]]
      else { return true }
      return making[said[place]] != making[said[place + 1]] || !Bytes.equal(id, next)
    }
    let rows =
      last.count == history.rowCount ? history : history.gather(last.map { Int32(said[$0]) })
    var columns = Array(rows.columns.dropLast())
    let made = rows.columns[rows.columns.count - 1].numbers
    if made.contains(where: { $0 != 0 }) {
      let ids = columns[0].text
      columns[0] = Column(
        kind.id, texts: (0..<rows.rowCount).map { made[$0] == 0 ? ids.string($0) : nil })
    }
    table = Table(kind.table, columns, rowCount: rows.rowCount)
  }
}

extension Column {
  fileprivate static func nulls(_ name: String, _ type: ColumnType, count: Int) -> Column {
    type.isText
      ? Column(name, type, .text(TextColumn(refs: Array(repeating: .null, count: count))))
      : Column(name, type, .numbers(Array(repeating: nullNumber, count: count)))
  }
}
