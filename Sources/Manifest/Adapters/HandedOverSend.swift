import Consent
import Table

/// A send read back from a manifest.
struct HandedOverSend {
  let sendID: String
  let businessDate: String
  /// RFC 3339 with +09:00.
  let sendAt: String
  let scenarioID: String
  let step: String
  let templateID: String
  let channel: String
  let to: String
  let subjectKey: String
  let customerID: String?
  private(set) var fields: [JSONText.Member]
  let topic: String
  let isTransactional: Bool
  let unsubscribeURL: String?
  let headers: [JSONText.Member]

  /// Nil if the row is no send.
  init?(_ row: JSONText) {
    guard let sendID = row["send_id"]?.string, let businessDate = row["business_date"]?.string,
      let sendAt = row["send_at"]?.string, let scenarioID = row["scenario_id"]?.string,
      let step = row["step"]?.string, let templateID = row["template_id"]?.string,
      let channel = row["channel"]?.string, let to = row["to"]?.string,
      let subjectKey = row["subject_key"]?.string, let fields = row["fields"]?.members,
      let topic = row["topic"]?.string, case .bool(let isTransactional)? = row["transactional"]
    else { return nil }
    self.sendID = sendID
    self.businessDate = businessDate
    self.sendAt = sendAt
    self.scenarioID = scenarioID
    self.step = step
    self.templateID = templateID
    self.channel = channel
    self.to = to
    self.subjectKey = subjectKey
    self.fields = fields
    self.topic = topic
    self.isTransactional = isTransactional
    customerID = row["customer_id"]?.string
    unsubscribeURL = row["unsubscribe_url"]?.string
    headers = row["headers"]?.members ?? []
  }

  /// Puts fallbacks where fields are missing.
  mutating func fill(_ fallbacks: MessageFallbacks) {
    guard let known = fallbacks.values[templateID] else { return }
    fields = fields.map { field in
      guard field.value == .null || field.value == .text(""), let value = known[field.name] else {
        return field
      }
      return JSONText.Member(name: field.name, value: value)
    }
  }

  /// What it is for the law: the two never share a file.
  var kind: String { isTransactional ? "transactional" : "marketing" }

  /// True from 08:00 to 20:59 of the wall clock: at night nobody is called or texted.
  var isByDay: Bool {
    let hour = Int(String(decoding: Array(sendAt.utf8).dropFirst(11).prefix(2), as: UTF8.self))
    return hour.map { (8..<21).contains($0) } ?? false
  }

  /// `send_at` as seconds since 1970-01-01T00:00:00Z; nil if it is no time of +09:00.
  var unixTime: Int64? {
    let text = Array(sendAt.utf8)
    guard text.count == 25, sendAt.hasSuffix("+09:00"),
      let day = CalendarDay.parse(String(sendAt.prefix(10)))
    else { return nil }
    func number(_ start: Int) -> Int64? {
      Int64(String(decoding: text[start..<(start + 2)], as: UTF8.self))
    }
    guard let hour = number(11), let minute = number(14), let second = number(17) else {
      return nil
    }
    return day * secondsPerDay + (hour - 9) * 3600 + minute * 60 + second
  }
}
