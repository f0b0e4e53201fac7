/// Who filled in a web form or made a reservation, and what they wrote: with or without 顧客ID, by
/// one of their addresses, under another name, or as somebody whom nobody knows.
struct Form {
  private enum Manner {
    case known, byMail, bySub, byPhone, otherName, noName, prospect, unknownID, empty, onlyID
  }

  private let person: Person
  private let manner: Manner
  private let index: Int
  private let mayMail: Bool?
  private let maySMS: Bool?

  init(_ index: Int, in world: World, _ random: inout Random) {
    self.index = index
    person = world.person(world.castCount + random.below(world.customers - world.castCount))
    manner =
      switch random.below(100) {
      case 0..<46: .known
      case 46..<58: .byMail
      case 58..<64: .bySub
      case 64..<73: .byPhone
      case 73..<76: .otherName
      case 76..<80: .noName
      case 80..<95: .prospect
      case 95..<97: .unknownID
      case 97: .empty
      default: .onlyID
      }
    mayMail = random.chance(60) ? true : random.chance(40) ? false : nil
    maySMS = random.chance(40) ? true : random.chance(30) ? false : nil
  }

  /// Adds the cell of 顧客ID.
  func addID(_ record: inout Record, _ dirt: inout Dirt) {
    switch manner {
    case .known, .onlyID: person.addID(to: &record)
    case .unknownID: record.add("C9\(padded(index % 1000, 6))")
    default: break
    }
    dirt.end(&record, .id)
  }

  /// Adds the seven cells of the form's contact; a newer telling has ticked e-mail.
  func addContact(
    words: (yes: String, no: String), newer: Bool, _ record: inout Record, _ dirt: inout Dirt
  ) {
    addAddresses(&record, &dirt)
    addNames(&record, &dirt)
    dirt.cell(manner == .empty ? "" : person.prefecture, .prefecture, &record)
    for permission in [newer ? true : mayMail, maySMS] {
      dirt.cell(permission.map { $0 ? words.yes : words.no } ?? "", .bool, &record)
    }
  }

  private func addAddresses(_ record: inout Record, _ dirt: inout Dirt) {
    switch manner {
    case .known, .byMail, .otherName, .noName, .unknownID: person.addMail(to: &record)
    case .bySub: person.addSub(to: &record)
    case .prospect: record.add("guest\(index / 2)@example.org")
    case .byPhone, .empty, .onlyID: break
    }
    dirt.end(&record, .email)
    switch manner {
    case .known where index % 2 == 0, .byPhone: person.addPhone(to: &record)
    case .prospect where index % 3 > 0:
      record.add("080-9\(padded(index % 1000, 3))-0\(padded(index % 997, 3))")
    default: break
    }
    dirt.end(&record, .phone)
  }

  private func addNames(_ record: inout Record, _ dirt: inout Dirt) {
    let known = manner != .noName && manner != .empty && manner != .onlyID
    let family = manner == .otherName ? (person.family + 1) % Names.families.count : person.family
    dirt.cell(known ? Names.families[family].kanji : "", .person, &record)
    dirt.cell(known ? person.name.kanji : "", .person, &record)
  }
}
