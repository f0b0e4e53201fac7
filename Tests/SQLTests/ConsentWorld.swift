import Testing

/// A small pipeline with every kind of person that can agree or refuse.
enum ConsentWorld {
  static func make() throws -> World {
    try World(files)
  }

  /// The same, but of customers and requests only the day is known.
  static func ofDays() throws -> World {
    let files = files.map { path, content in
      (
        path,
        content.replacing(/(updated_at|requested_at), type: timestamp/) { "\($0.1), type: date" }
      )
    }
    return try World(Dictionary(uniqueKeysWithValues: files))
  }

  /// The same, but a permission needs a recorded origin.
  static func withOrigin() throws -> World {
    var files = files
    files["consent.yml"]?.replace(
      "  key: customer_id\n", with: "  key: customer_id\n  origin: origin\n")
    return try World(files)
  }

  static let files = [
    "channels.yml": """
    channels:
      email: {addresses: [email, email_sub], permission: email_permission}
      line: {addresses: [line_id], permission: line_permission}
      sms: {addresses: [phone], permission: sms_permission}
    """,
    "consent.yml": """
    people:
      source: customers
      key: customer_id
      updated_at: updated_at
      addresses: {email: [email, email_sub], line: [line_id], sms: [phone]}
      permissions: {email: email_ok, line: line_ok, sms: sms_ok}
    forms:
      - source: requests
        link: customer
        key: request_id
        at: requested_at
        answers:
          email: {address: form_email, permission: form_email_ok}
          sms: {address: form_phone, permission: form_sms_ok}
    line_members: {source: line_members, link: customer}
    events: consent_events
    """,
    "sources/customers.yml": """
    source: customers
    files: customers.csv
    key: [customer_id]
    columns:
      - {name: customer_id, header: customer_id, type: id}
      - {name: email, header: email, type: email}
      - {name: email_sub, header: email_sub, type: email}
      - {name: phone, header: phone, type: phone}
      - {name: line_id, header: line_id, type: line_id}
      - {name: email_ok, header: email_ok, type: bool}
      - {name: line_ok, header: line_ok, type: bool}
      - {name: sms_ok, header: sms_ok, type: bool}
      - {name: origin, header: origin, type: text}
      - {name: updated_at, header: updated_at, type: timestamp}
    """,
    "sources/requests.yml": """
    source: requests
    files: requests.csv
    key: [request_id]
    event_time: requested_at
    columns:
      - {name: request_id, header: request_id, type: id}
      - {name: customer_id, header: customer_id, type: id}
      - {name: form_email, header: form_email, type: email}
      - {name: form_phone, header: form_phone, type: phone}
      - {name: form_email_ok, header: form_email_ok, type: bool}
      - {name: form_sms_ok, header: form_sms_ok, type: bool}
      - {name: requested_at, header: requested_at, type: timestamp}
    links:
      customer: {source: customers, on: customer_id}
    """,
    "sources/line_members.yml": """
    source: line_members
    files: line_members.csv
    key: [line_id]
    event_time: joined_at
    columns:
      - {name: line_id, header: line_id, type: line_id}
      - {name: customer_id, header: customer_id, type: id}
      - {name: joined_at, header: joined_at, type: timestamp}
      - {name: line_permission, header: line_permission, type: bool}
      - {name: blocked_at, header: blocked_at, type: timestamp, as_of: true}
    links:
      customer: {source: customers, match: [{column: customer_id, equals: customer_id}, {column: line_id, equals: line_id}]}
    """,
    "sources/consent_events.yml": """
    source: consent_events
    files: consent_events.csv
    key: [consent_id]
    event_time: occurred_at
    columns:
      - {name: consent_id, header: consent_id, type: id}
      - {name: customer_id, header: customer_id, type: id}
      - {name: channel, header: channel, type: choice, choices: {email: [], line: [], sms: [], phone: [], all: []}}
      - {name: topic, header: topic, type: id}
      - {name: action, header: action, type: choice, choices: {opt_in: [], opt_out: []}}
      - {name: occurred_at, header: occurred_at, type: timestamp}
      - {name: origin, header: origin, type: text}
      - {name: until_on, header: until_on, type: date}
      - {name: address_email, header: address, type: email, reading: true}
      - {name: address_phone, header: address, type: phone, reading: true}
      - {name: address_line_id, header: address, type: line_id, reading: true}
      - {name: address_token, header: address, type: token, reading: true}
    """,
    "marts/customers.yml": mart("customers", key: "customer_id"),
    "marts/requests.yml": mart("requests", key: "request_id"),
    "marts/line_members.yml": mart("line_members", key: "line_id"),
  ]

  private static func mart(_ source: String, key: String) -> String {
    """
    mart: \(source)
    rows: \(source)
    key: \(key)
    columns:
      - {name: \(key), type: text}
      - {name: email_permission, type: bool, value: permission(email)}
      - {name: line_permission, type: bool, value: permission(line)}
      - {name: sms_permission, type: bool, value: permission(sms)}
    """
  }
}

/// Rows of one table in a test, and what comes of them.
struct ConsentCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// `table: column = value, …`, values as SQL literals.
  let rows: [String]
  let answer: String

  init(_ description: String, _ rows: [String], _ answer: String) {
    testDescription = description
    self.rows = rows
    self.answer = answer
  }

  /// Puts the rows into their tables.
  func add(to world: World) throws {
    for row in rows {
      let parts = row.split(separator: ":", maxSplits: 1)
      let table = parts[0]
      let cells = parts[1].split(separator: ",").map { $0.split(separator: "=", maxSplits: 1) }
      let columns = cells.map { $0[0] }.joined(separator: ",")
      let values = cells.map { $0[1] }.joined(separator: ",")
      try world.database.run("INSERT INTO \(table) (\(columns)) VALUES (\(values))")
    }
  }
}
