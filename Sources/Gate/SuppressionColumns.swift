import Consent
import Table

/// The columns of a table of suppressions.
struct SuppressionColumns {
  let id: TextColumn
  let channel: TextColumn
  let reason: TextColumn
  private let type: TextColumn
  private let from: [Int64]
  private let until: [Int64]
  private let customer: TextColumn
  private let addresses: [TextColumn]
  private let domains: TextColumn

  init(_ table: Table) throws(GateError) {
    id = try table.text("suppression_id")
    type = try table.text("subject_type")
    channel = try table.text("channel")
    reason = try table.text("reason")
    from = try table.numbers("from_on")
    until = try table.numbers("until_on")
    customer = try table.text("subject_customer_id")
    addresses = [
      try table.text("subject_email"), try table.text("subject_phone"),
      try table.text("subject_line_id"), try table.text("subject_token"),
    ]
    domains = Self.plain(try table.text("subject_domain"))
  }

  func isActive(_ row: Int, on date: Int64) -> Bool {
    hasBegun(row, by: date) && (until[row] == nullNumber || until[row] >= date)
  }

  func hasBegun(_ row: Int, by date: Int64) -> Bool {
    from[row] == nullNumber || from[row] <= date
  }

  func customerID(ofRow row: Int) -> ByteView? {
    isOfType("customer", row) ? customer[row] : nil
  }

  func address(_ kind: AddressKind, ofRow row: Int) -> ByteView? {
    let code: StaticString =
      switch kind {
      case .email: "email"
      case .phone: "phone"
      case .line: "line_id"
      case .token: "token"
      }
    return isOfType(code, row) ? addresses[kind.rawValue][row] : nil
  }

  func domain(ofRow row: Int) -> ByteView? {
    isOfType("email_domain", row) ? domains[row] : nil
  }

  /// A row of no type is of every type.
  private func isOfType(_ code: StaticString, _ row: Int) -> Bool {
    guard let type = type[row] else { return true }
    return Bytes.equal(type, ByteView(start: code.utf8Start, count: code.utf8CodeUnitCount))
  }

  /// Domains as they are compared; null where there is none.
  private static func plain(_ column: TextColumn) -> TextColumn {
    var domains = TextColumn()
    let scratch = ByteBuffer(capacity: 256)
    for row in 0..<column.count {
      domains.append(column[row].flatMap { SuppressedDomain.plain($0, scratch: scratch) })
    }
    return domains
  }
}

extension Table {
  fileprivate func text(_ column: String) throws(GateError) -> TextColumn {
    guard case .text(let values)? = self.column(column)?.values else { throw missing(column) }
    return values
  }

  fileprivate func numbers(_ column: String) throws(GateError) -> [Int64] {
    guard case .numbers(let values)? = self.column(column)?.values else { throw missing(column) }
    return values
  }

  private func missing(_ column: String) -> GateError {
    GateError(
      code: .missingColumn,
      message: "table '\(name)' has no column '\(column)' of the type the gate needs")
  }
}
