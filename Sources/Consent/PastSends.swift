public import Table

/// What the ledger holds of the sends made before a business date.
public struct PastSends: Sendable {
  /// Columns send_id, business_date, channel, to, customer_id, transactional; one row a send.
  public let table: Table
  private let index: KeyIndex
  let sendID: TextColumn
  let businessDate: [Int64]
  let channel: TextColumn
  let address: TextColumn
  let customerID: TextColumn
  let transactional: [Int64]

  /// Keeps the rows whose business date lies before `date`: a date that is run again must not see
  /// its own sends. O(rows).
  public init(_ ledger: Table, before date: Int64) throws(ConsentError) {
    let dates = try ledger.numbers("business_date")
    let earlier = (0..<ledger.rowCount).filter { dates[$0] < date }
    let table =
      earlier.count == ledger.rowCount ? ledger : ledger.gather(earlier.map(Int32.init))
    self.table = table
    sendID = try table.text("send_id")
    businessDate = try table.numbers("business_date")
    channel = try table.text("channel")
    address = try table.text("to")
    customerID = try table.text("customer_id")
    transactional = try table.numbers("transactional")
    index = KeyIndex(of: sendID)
  }

  /// A ledger that holds nothing yet.
  public static func none() -> PastSends { PastSends() }

  private init() {
    sendID = TextColumn()
    businessDate = []
    channel = TextColumn()
    address = TextColumn()
    customerID = TextColumn()
    transactional = []
    index = KeyIndex()
    table = Table(
      "ledger",
      [
        Column("send_id", .text, .text(sendID)),
        Column("business_date", .date, .numbers(businessDate)),
        Column("channel", .text, .text(channel)), Column("to", .text, .text(address)),
        Column("customer_id", .text, .text(customerID)),
        Column("transactional", .bool, .numbers(transactional)),
      ])
  }

  /// How many sends it holds.
  public var count: Int { table.rowCount }

  /// The row of a send, or nil. Expected O(1).
  public func row(of sendID: ByteView) -> Int? { index.find(sendID) }

  /// A past send as the caps count it.
  public struct Counted {
    /// The day it was handed over.
    public let businessDate: Int64
    /// Caps count each channel by itself.
    public let channel: Channel
    /// Whom it went to: valid while the sends live.
    public let address: ByteView
    /// The customer it went to, if it was one.
    public let customerID: ByteView?
  }

  /// The send of a row, or nil if it counts toward no cap: it is transactional, or its channel or
  /// address cannot be read.
  public func counted(_ row: Int) -> Counted? {
    guard transactional[row] != 1, let code = channel[row], let known = Channel(code: code),
      let to = address[row]
    else { return nil }
    return Counted(
      businessDate: businessDate[row], channel: known, address: to, customerID: customerID[row])
  }
}
