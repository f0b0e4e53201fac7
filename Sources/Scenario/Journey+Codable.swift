import Table

extension Journey: Codable {
  private enum CodingKeys: String, CodingKey {
    case scenario = "scenario_id"
    case subject = "subject_key"
    case enteredOn = "entered_on"
    case rowKey = "row_key"
    case customerID = "customer_id"
    case place
    case waitUntil = "wait_until"
    case reached
    case outcome
    case endedOn = "ended_on"
  }

  /// Dates are written `YYYY-MM-DD`, the messages reached as one mapping of step to date.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(scenario, forKey: .scenario)
    try fields.encode(subject, forKey: .subject)
    try fields.encode(CalendarDay.text(enteredOn), forKey: .enteredOn)
    try fields.encode(rowKey, forKey: .rowKey)
    try fields.encodeIfPresent(customerID, forKey: .customerID)
    let dates = Dictionary(
      reached.map { ($0.step, CalendarDay.text($0.date)) }, uniquingKeysWith: { first, _ in first })
    try fields.encode(dates, forKey: .reached)
    switch state {
    case .waiting(let place, let until):
      try fields.encode(place, forKey: .place)
      try fields.encode(CalendarDay.text(until), forKey: .waitUntil)
    case .ended(let outcome, let on):
      try fields.encode(outcome, forKey: .outcome)
      try fields.encode(CalendarDay.text(on), forKey: .endedOn)
    }
  }

  /// Reads what `encode(to:)` wrote.
  ///
  /// - Throws: `DecodingError` if a field is missing or a date is not one.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    func day(_ text: String, _ key: CodingKeys) throws -> Int64 {
      guard let day = CalendarDay.parse(text) else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: fields, debugDescription: "not a date")
      }
      return day
    }
    func day(_ key: CodingKeys) throws -> Int64 {
      try day(fields.decode(String.self, forKey: key), key)
    }
    let state: State
    if let outcome = try fields.decodeIfPresent(String.self, forKey: .outcome) {
      state = .ended(outcome: outcome, on: try day(.endedOn))
    } else {
      state = .waiting(
        place: try fields.decode(String.self, forKey: .place), until: try day(.waitUntil))
    }
    self.init(
      scenario: try fields.decode(String.self, forKey: .scenario),
      subject: try fields.decode(String.self, forKey: .subject),
      enteredOn: try day(.enteredOn),
      rowKey: try fields.decode(String.self, forKey: .rowKey),
      customerID: try fields.decodeIfPresent(String.self, forKey: .customerID),
      reached: try fields.decode([String: String].self, forKey: .reached)
        .map { Reached(step: $0.key, date: try day($0.value, .reached)) }
        .sorted { $0.date < $1.date },
      state: state)
  }
}
