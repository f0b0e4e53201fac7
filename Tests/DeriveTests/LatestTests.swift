import Table
import Testing

@Suite("is_latest")
struct LatestTests {
  private func latest(_ expression: String, _ rows: [Row]) throws -> [String?] {
    try Shop.evaluate(expression, .bool, over: "orders", key: "order_id", in: ["orders": rows])
  }

  private static func order(_ id: String, _ email: String?, _ time: String?) -> Row {
    var row = ["order_id": id]
    row["email"] = email
    row["ordered_at"] = time
    return row
  }

  private static let byTime =
    "is_latest(ordered_at, order_id within date(ordered_at), email)"

  @Test("of equal times the greatest key is the latest, by bytes")
  func ties() throws {
    let rows = ["9", "10", "a", "B"].map { Self.order($0, "x@example.jp", "2026-11-21 09:00") }
    #expect(try latest(Self.byTime, rows) == ["false", "false", "true", "false"])
    #expect(
      try latest(Self.byTime, Array(rows.prefix(2))) == ["true", "false"])
  }

  @Test("each day and each address has one latest row")
  func groups() throws {
    let rows = [
      Self.order("1", "x@example.jp", "2026-11-21 09:00"),
      Self.order("2", "x@example.jp", "2026-11-21 09:01"),
      Self.order("3", "x@example.jp", "2026-11-20 23:59"),
      Self.order("4", "y@example.jp", "2026-11-21 08:00"),
    ]
    #expect(try latest(Self.byTime, rows) == ["false", "true", "true", "true"])
  }

  @Test("a row with a null in its group is never the latest")
  func nullGroup() throws {
    let rows = [
      Self.order("1", nil, "2026-11-21 09:00"), Self.order("2", "x@example.jp", nil),
      Self.order("3", "x@example.jp", "2026-11-21 09:00"),
    ]
    #expect(try latest(Self.byTime, rows) == ["false", "false", "true"])
  }

  @Test("a null in the order counts as least")
  func nullOrder() throws {
    let rows = [
      Self.order("1", "x@example.jp", nil),
      Self.order("2", "x@example.jp", "2026-11-20 00:00"),
      Self.order("3", "y@example.jp", nil), Self.order("4", "y@example.jp", nil),
    ]
    #expect(
      try latest("is_latest(ordered_at, order_id within email)", rows)
        == ["false", "true", "false", "true"])
    // A text in the order, null first as well.
    let byPerson = rows.map { row in
      row.merging(row["order_id"] == "1" ? ["person_id": ""] : [:]) { $1 }
    }
    #expect(
      try latest("is_latest(person_id, order_id within email)", byPerson)
        == ["true", "false", "false", "true"])
  }

  @Test("of rows that are equal in every order the one with the greatest key is the latest")
  func allEqual() throws {
    let rows = ["1", "2", "3"].map { Self.order($0, "x@example.jp", "2026-11-21 09:00") }
    #expect(
      try latest("is_latest(ordered_at within email)", rows) == ["false", "false", "true"])
  }

  @Test("a group may be formed of one value for all rows")
  func constantGroup() throws {
    let rows = ["1", "2"].map { Self.order($0, nil, "2026-11-1\($0) 09:00") }
    #expect(try latest("is_latest(order_id within today)", rows.reversed()) == ["true", "false"])
    #expect(try latest("is_latest(order_id within 'all')", []) == [])
  }
}
