extension World {
  private static let origins = ["配信設定ページ", "資料請求フォーム", "はがき", "店頭申込書", "一括登録", "コールセンター"]

  /// A row of consent_events.csv: by customer, by address, or both.
  func consentEvent(
    _ index: Int, _ version: Version, _ record: inout Record, _ dirt: inout Dirt
  ) {
    var random = random(.consentEvents, index)
    let person = someone(&random)
    let byAddress = random.chance(40)
    record.add(Source.consentEvents.prefix)
    record.add(index + 1, width: 9)
    dirt.end(&record, .key)
    if !byAddress || random.chance(20) { person.addID(to: &record) }
    dirt.end(&record, .id)
    let channel = random.below(10)
    if byAddress {
      switch channel {
      case 6: person.addLineID(to: &record)
      case 7: person.addPhone(to: &record)
      case 8: person.addToken(to: &record)
      default: person.addMail(to: &record)
      }
    }
    dirt.end(&record, .text)
    let channels = [
      "email", "email", "email", "email", "email", "email", "line", "sms", "push", "all",
    ]
    let name = index % 60 == 31 ? ["phone", "ads"][index / 60 % 2] : channels[channel]
    dirt.cell(name, .choice, &record)
    let topics = ["all", "all", "all", "campaign", "renewal", "contract", "appointment", ""]
    dirt.cell(random.pick(topics), .id, &record)
    let out = version == .newer || random.chance(30)
    dirt.cell(out ? "opt_out" : "opt_in", .choice, &record)
    let occurred = moment(index, of: count(.consentEvents), &random)
    dirt.moment(occurred, .zoned, &record)
    dirt.cell(random.pick(Self.origins), .text, &record)
    let until = out && random.chance(25) ? occurred.day + random.within(10...200) : nil
    dirt.day(until, separator: "-", &record)
  }

  /// A row of suppressions.csv: many are over, or speak of people whom nobody knows.
  func suppression(
    _ index: Int, _ version: Version, _ record: inout Record, _ dirt: inout Dirt
  ) {
    var random = random(.suppressions, index)
    let person = random.chance(35) ? someone(&random) : person(customers + 9000 + random.below(900))
    record.add(Source.suppressions.prefix)
    record.add(index + 1, width: 6)
    dirt.end(&record, .key)
    let types = ["customer", "email", "email_domain", "phone", "line_id", "token"]
    let type = random.below(types.count)
    dirt.cell(types[type], .choice, &record)
    switch type {
    case 0: person.addID(to: &record)
    case 1: person.addMail(to: &record)
    case 2: record.add(random.pick(["competitor.example", "rival.example.com", "example.edu"]))
    case 3: person.addPhone(to: &record)
    case 4: person.addLineID(to: &record)
    default: person.addToken(to: &record)
    }
    dirt.end(&record, .id)
    dirt.cell(random.pick(["all", "all", "email", "sms", "line", "push", "ads"]), .choice, &record)
    let reasons = ["complaint_handling", "legal", "deceased", "internal", "competitor", "other"]
    dirt.cell(random.pick(reasons), .choice, &record)
    let from = date + 15 - random.below(500)
    dirt.day(random.chance(95) ? from : nil, &record)
    let ends = version == .newer || random.chance(60)
    dirt.day(ends ? from + random.within(0...200) : nil, &record)
  }

  /// A row of delivery_events.csv: a third answers the first message of a recent document
  /// request, the rest answers sends that nobody remembers.
  func deliveryEvent(
    _ index: Int, _ version: Version, _ record: inout Record, _ dirt: inout Dirt
  ) {
    var random = random(.deliveryEvents, index)
    record.add(Source.deliveryEvents.prefix)
    record.add(index + 1, width: 9)
    dirt.end(&record, .key)
    let requests = count(.documentRequests)
    var sent = moment(index, of: count(.deliveryEvents), &random)
    if random.chance(33) {
      let request = requests - 1 - random.below(max(1, requests / 10))
      var ofRequest = self.random(.documentRequests, request)
      let entered = requested(request, &ofRequest).day + 1
      sent = Moment(entered, second: 19 * 3600)
      let id = SendID(
        scenario: "document_request_contract", step: "A", subject: documentRequestID(request),
        entered: entered)
      record.add(id.text)
    } else {
      record.add("s")
      record.add(hex: random.next())
      record.add(padded(random.below(1_000_000_000_000_000), 15))
    }
    dirt.end(&record, .id)
    let kinds = ["delivered", "delivered", "delivered", "open", "open", "click", "soft_bounce"]
    let rare = ["hard_bounce", "unsubscribe", "complaint"]
    let kind = random.chance(5) ? random.pick(rare) : random.pick(kinds)
    dirt.cell(kind, .choice, &record)
    dirt.moment(Moment(seconds: sent.seconds + random.below(9000)), .universal, &record)
    if kind == "click" { record.add(Words.site + "/products/") }
    dirt.end(&record, .url)
  }
}

/// The id of an e-mail send, which anybody can work out who knows what was sent to whom and why.
struct SendID {
  let scenario: String
  let step: String
  let subject: String
  let entered: Day

  /// `s` and 31 hexadecimal digits of SHA-256 of the parts, the channel among them, joined by
  /// line feeds.
  var text: String {
    "s"
      + SHA256.hex(
        [scenario, step, "email", subject, entered.text()].joined(separator: "\n"), digits: 31)
  }
}
