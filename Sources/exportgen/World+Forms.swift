extension World {
  /// A row of document_requests.csv.
  func documentRequest(
    _ index: Int, _ version: Version, _ record: inout Record, _ dirt: inout Dirt
  ) {
    var random = random(.documentRequests, index)
    let requested = requested(index, &random)
    let form = Form(index, in: self, &random)
    record.add(documentRequestID(index))
    dirt.end(&record, .key)
    form.addID(&record, &dirt)
    let document = random.below(Words.documents.count)
    dirt.cell("D0\(document + 1)", .id, &record)
    dirt.cell(Words.documents[document], .text, &record)
    dirt.moment(requested, .zoned, &record)
    addProduct(random.pick(Words.products), &random, &record, &dirt)
    form.addContact(words: ("true", "false"), newer: version == .newer, &record, &dirt)
  }

  func documentRequestID(_ index: Int) -> String { "DR" + padded(index + 1, 8) }

  /// When an ordinary document request was made; `random` must be the record's, unused.
  func requested(_ index: Int, _ random: inout Random) -> Moment {
    let usual = moment(index, of: count(.documentRequests), &random)
    return index % 9 == 4 ? Moment(around(-60, &random), second: usual.second) : usual
  }

  /// A row of quotes.csv.
  func quote(_ index: Int, _ version: Version, _ record: inout Record, _ dirt: inout Dirt) {
    var random = random(.quotes, index)
    var quoted = moment(index, of: count(.quotes), &random)
    if index % 8 == 3 { quoted = Moment(around(-1, &random), second: quoted.second) }
    if index % 8 == 5 { quoted = Moment(around(-60, &random), second: quoted.second) }
    let form = Form(index, in: self, &random)
    record.add(Source.quotes.prefix)
    record.add(index + 1, width: 8)
    dirt.end(&record, .key)
    form.addID(&record, &dirt)
    dirt.moment(quoted, .dashes, &record)
    addProduct(random.pick(Words.products), &random, &record, &dirt)
    form.addContact(words: ("1", "0"), newer: version == .newer, &record, &dirt)
  }

  /// A row of reservations.csv; a newer telling is cancelled the day before the business date.
  func reservation(
    _ index: Int, _ version: Version, _ record: inout Record, _ dirt: inout Dirt
  ) {
    var random = random(.reservations, index)
    let form = Form(index, in: self, &random)
    let visit = visit(index, &random)
    record.add(Source.reservations.prefix)
    record.add(index + 1, width: 8)
    dirt.end(&record, .key)
    form.addID(&record, &dirt)
    let cancelled =
      version == .newer && visit.visited == nil
      ? Moment(date - 1, second: 12 * 3600) : visit.cancelled
    for moment in [visit.reserved, visit.due, visit.visited, cancelled] {
      dirt.moment(moment, .slashes, &record)
    }
    addProduct(random.pick(Words.products), &random, &record, &dirt)
    let shop = random.below(Words.shops.count)
    dirt.cell("S00\(shop + 1)", .id, &record)
    dirt.cell(Words.shops[shop], .text, &record)
    let staff = random.below(40)
    dirt.cell("ST" + padded(staff, 3), .id, &record)
    dirt.cell(Names.families[staff].kanji + "　" + Names.men[staff % 20].kanji, .person, &record)
    dirt.cell(random.pick(Words.topics), .text, &record)
    dirt.cell(random.pick(Words.sources), .text, &record)
    form.addContact(words: ("可", "不可"), newer: false, &record, &dirt)
    let last = [visit.reserved, visit.visited, cancelled].compactMap { $0?.seconds }.max() ?? 0
    dirt.moment(version.updated(Moment(seconds: last + 600)), .slashes, &record)
  }

  private struct Visit {
    var reserved: Moment
    var due: Moment
    var visited: Moment?
    var cancelled: Moment?
  }

  private func visit(_ index: Int, _ random: inout Random) -> Visit {
    let hour = random.within(10...18) * 3600
    let lead = random.within(3...20)
    let reserved = moment(index, of: count(.reservations), &random)
    switch index % 10 {
    case 1:
      let due = Moment(around(7, &random), second: hour)
      return Visit(reserved: Moment(due.day - 7 - lead, second: reserved.second), due: due)
    case 3:
      let cancelled = Moment(around(-1, &random), second: hour)
      let due = Moment(cancelled.day + 5, second: hour)
      return Visit(
        reserved: Moment(cancelled.day - lead, second: hour), due: due, cancelled: cancelled)
    case 5, 7:
      let due = Moment(around(index % 10 == 5 ? -1 : -60, &random), second: hour)
      return Visit(
        reserved: Moment(due.day - lead, second: hour), due: due,
        visited: Moment(seconds: due.seconds + 600))
    default:
      let due = Moment(reserved.day + lead, second: hour)
      switch random.below(10) {
      case 0..<6:
        // Some visits lie ahead of the business date: the store was faster than the export.
        let known = due.day.number <= date.number + 5
        return Visit(reserved: reserved, due: due, visited: known ? due : nil)
      case 6..<8:
        let cancelled = Moment(seconds: reserved.seconds + random.below(lead * 86400))
        return Visit(reserved: reserved, due: due, cancelled: cancelled)
      default: return Visit(reserved: reserved, due: due)
      }
    }
  }
}
