extension World {
  /// A row of web_access.csv: six views make a visit; a visitor comes several times, and some of
  /// the views carry the customer.
  func pageView(
    _ index: Int, _ version: Version, _ record: inout Record, _ dirt: inout Dirt
  ) {
    let visit = index / 6
    var ofVisit = random(.webAccess, -1 - visit)
    var random = random(.webAccess, index)
    let begun = moment(visit, of: count(.webAccess) / 6 + 1, &ofVisit)
    let start = visit % 9 == 4 ? Moment(around(-1, &ofVisit), second: begun.second) : begun
    let visitor = ofVisit.below(customers * 3 / 2)
    let isKnown = visitor + castCount < customers
    record.add(Source.webAccess.prefix)
    record.add(index + 1, width: 10)
    dirt.end(&record, .key)
    record.add("v")
    record.add(visitor, width: 7)
    record.add(".")
    record.add(hex: (seed &+ UInt64(visitor)) &* 0x9E37_79B9_7F4A_7C15)
    dirt.end(&record, .id)
    if isKnown, random.chance(45) {
      // A shared machine: now and then another customer signs in.
      let switched = visit % 23 == 7 && visitor > 0 ? 1 : 0
      record.add("C")
      record.add(castCount + visitor - switched + 1, width: 7)
    }
    dirt.end(&record, .id)
    let viewed = Moment(
      seconds: min(start.seconds + index % 6 * 97, start.day.number * 86400 + 86399))
    dirt.moment(viewed, .universal, &record)
    let cancels = visit % 7 == 4 && index % 6 == 3
    let page = cancels ? Words.cancellationPage : random.pick(Words.pages)
    record.add(Words.site)
    record.add(page.path)
    if random.chance(30) {
      record.add("?cid=")
      record.add(hex: random.next())
    }
    dirt.end(&record, .url)
    dirt.cell(page.title, .text, &record)
  }

  /// A row of campaign_grants.csv: at most one a customer.
  func campaignGrant(
    _ index: Int, _ version: Version, _ record: inout Record, _ dirt: inout Dirt
  ) {
    var random = random(.campaignGrants, index)
    let ordinary = customers - castCount
    person(castCount + index * 7 % ordinary).addID(to: &record)
    dirt.end(&record, .key)
    let campaign = index % Words.campaigns.count
    dirt.cell("CP26\(campaign + 11)", .key, &record)
    dirt.cell(Words.campaigns[campaign], .text, &record)
    let isRecent = random.chance(25)
    let granted = isRecent ? around(-7, &random) : date + 4 - random.below(300)
    dirt.day(random.chance(97) ? granted : nil, separator: "-", &record)
    let used = version == .newer || random.chance(30)
    dirt.day(used ? granted + random.below(20) : nil, separator: "-", &record)
    dirt.moment(version.updated(Moment(granted, second: 7200)), .slashes, &record)
  }

  /// A row of line_members.csv: customers, customers known by their LINE ID only, and strangers.
  func lineMember(
    _ index: Int, _ version: Version, _ record: inout Record, _ dirt: inout Dirt
  ) {
    var random = random(.lineMembers, index)
    let person = person(castCount + index * (customers - castCount) / max(1, count(.lineMembers)))
    let isStranger = random.chance(20)
    if isStranger {
      record.add("U")
      record.add(hex: random.next())
      record.add(hex: random.next())
    } else {
      person.addLineID(to: &record)
    }
    dirt.end(&record, .key)
    if !isStranger, random.chance(60) { person.addID(to: &record) }
    dirt.end(&record, .id)
    let joined =
      isStranger && random.chance(50) ? around(-1, &random) : date + 3 - random.below(600)
    dirt.moment(Moment(joined, second: random.below(86400)), .dashes, &record)
    dirt.cell(random.chance(80) ? "1" : random.chance(50) ? "0" : "", .bool, &record)
    let blocked = version == .newer || random.chance(10)
    dirt.moment(
      blocked ? Moment(joined + random.below(60), second: 43200) : nil, .dashes, &record)
  }

  /// A row of deals.csv.
  func deal(_ index: Int, _ version: Version, _ record: inout Record, _ dirt: inout Dirt) {
    var random = random(.deals, index)
    record.add(Source.deals.prefix)
    record.add(index + 1, width: 7)
    dirt.end(&record, .key)
    someone(&random).addID(to: &record)
    dirt.end(&record, .id)
    dirt.cell(random.pick(Words.deals), .text, &record)
    let phase = version == .newer ? "失注" : random.pick(["進行中", "受注", "失注", "保留", "won"])
    let updated = Moment(date + 2 - random.below(500), second: 32400 + random.below(36000))
    dirt.cell(phase, .choice, &record)
    dirt.day(phase == "失注" ? updated.day : nil, &record)
    dirt.cell(phase == "失注" ? random.pick(Words.lostReasons) : "", .text, &record)
    let owner = random.below(30)
    dirt.cell(Names.families[owner].kanji + " " + Names.women[owner % 20].kanji, .person, &record)
    record.add(random.within(1...5000) * 1000)
    dirt.end(&record, .money)
    dirt.moment(version.updated(updated), .slashes, &record)
  }

  /// A row of activities.csv.
  func activity(_ index: Int, _ version: Version, _ record: inout Record, _ dirt: inout Dirt) {
    var random = random(.activities, index)
    record.add(Source.activities.prefix)
    record.add(index + 1, width: 8)
    dirt.end(&record, .key)
    someone(&random).addID(to: &record)
    dirt.end(&record, .id)
    let kinds = [
      "架電", "商談", "名刺交換", "セミナー参加", "フォーム通過", "メールクリック", "資料DL", "クレーム", "call",
    ]
    dirt.cell(random.pick(kinds), .choice, &record)
    dirt.moment(moment(index, of: count(.activities), &random), .slashes, &record)
    dirt.cell(random.pick(Words.notes), .text, &record)
  }
}
