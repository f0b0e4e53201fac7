extension World {
  private static let genders: [(man: String, woman: String)] = [
    ("男性", "女性"), ("男", "女"), ("M", "F"), ("1", "2"), ("male", "female"),
  ]
  private static let channels = 0..<4

  /// A row of customers.csv; a newer telling has changed its mind about e-mail.
  func customer(
    _ index: Int, _ version: Version, _ record: inout Record, _ dirt: inout Dirt
  ) {
    let person = person(castCount + index)
    var random = random(.customers, index)
    person.addID(to: &record)
    dirt.end(&record, .key)
    dirt.cell(person.familyName.kanji, .person, &record)
    dirt.cell(person.name.kanji, .person, &record)
    dirt.cell(person.familyName.kana, .kana, &record)
    dirt.cell(person.name.kana, .kana, &record)
    addWork(&random, &record, &dirt)
    if person.hasMail { person.addMail(to: &record) }
    dirt.end(&record, .email)
    if person.hasSub { person.addSub(to: &record) }
    dirt.end(&record, .email)
    if person.hasPhone { person.addPhone(to: &record) }
    dirt.end(&record, .phone)
    if person.hasLine { person.addLineID(to: &record) }
    dirt.end(&record, .lineID)
    if person.hasToken { person.addToken(to: &record) }
    dirt.end(&record, .token)
    dirt.day(random.chance(92) ? person.birth : nil, &record)
    addGender(person, &random, &record, &dirt)
    record.add(person.postal / 10000, width: 3)
    record.add("-")
    record.add(person.postal % 10000, width: 4)
    dirt.end(&record, .postal)
    dirt.cell(person.prefecture, .prefecture, &record)
    person.addAddress(to: &record)
    dirt.end(&record, .text)
    for channel in Self.channels {
      var permission = person.permission(channel)
      if version == .newer, channel == 0 { permission = permission == true ? false : true }
      dirt.cell(permission.map { $0 ? "1" : "0" } ?? "", .bool, &record)
    }
    let login = Moment(date + 4 - random.below(200), second: random.below(86400))
    dirt.moment(person.hasToken ? login : nil, .slashes, &record)
    dirt.cell(handlingStatus(&random), .text, &record)
    dirt.moment(person.registered, .slashes, &record)
    dirt.moment(version.updated(person.updated), .slashes, &record)
  }

  private func addWork(_ random: inout Random, _ record: inout Record, _ dirt: inout Dirt) {
    guard random.chance(45) else {
      for _ in 0..<4 { dirt.end(&record, .text) }
      return dirt.end(&record, .blank)
    }
    record.add("株式会社")
    record.add(random.pick(Words.companyCores))
    dirt.end(&record, .company)
    dirt.cell(random.pick(Words.departments), .text, &record)
    dirt.cell(random.pick(Words.titles), .text, &record)
    dirt.cell(random.pick(Words.industries), .text, &record)
    record.add(random.within(1...9000))
    dirt.end(&record, .int)
  }

  private func addGender(
    _ person: Person, _ random: inout Random, _ record: inout Record, _ dirt: inout Dirt
  ) {
    let spelling = Self.genders[random.chance(80) ? 0 : random.below(Self.genders.count)]
    let known = person.isWoman ? spelling.woman : spelling.man
    let other = random.pick(["不明", "回答しない", "その他", "9", "0", "", "other"])
    dirt.cell(random.chance(93) ? known : other, .choice, &record)
  }

  private func handlingStatus(_ random: inout Random) -> String {
    guard random.chance(4) else { return random.pick(Words.handling) }
    return random.pick([
      "クレーム対応中", "クレーム 解決済", "クレーム 未解決", "クレームなし", "対応中", "対応済",
      "クレーム（再燃）", "ｸﾚｰﾑ　対応完了",
    ])
  }
}
