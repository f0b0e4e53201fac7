/// A customer: a pure function of the seed and the index, so that nobody has to be kept.
///
/// Some share a household (family name, address, e-mail or telephone) with the one before.
struct Person {
  let index: Int
  let family: Int
  let isWoman: Bool
  let given: Int
  let place: Int
  let sharesMail: Bool
  let sharesPhone: Bool
  let hasMail: Bool
  let hasSub: Bool
  let hasPhone: Bool
  let hasLine: Bool
  let hasToken: Bool
  let birth: Day
  let registered: Moment
  let updated: Moment
  private let seed: UInt64
  /// A number for all that is drawn besides.
  let luck: UInt64

  /// The first `castCount` share nothing by chance.
  init(_ index: Int, seed: UInt64, date: Day, castCount: Int) {
    self.index = index
    self.seed = seed
    let joins = index % 12 == 7 && index > castCount
    let head = joins ? index - 1 : index
    var household = Random(seed: seed, stream: .household, index: head)
    family = household.below(Names.families.count)
    place = household.below(Words.places.count)
    var random = Random(seed: seed, stream: .person, index: index)
    isWoman = random.chance(50)
    given = random.below(Names.women.count)
    sharesMail = joins && random.chance(60)
    sharesPhone = joins && random.chance(30)
    hasMail = sharesMail || random.chance(88)
    hasSub = random.chance(15)
    hasPhone = sharesPhone || random.chance(80)
    hasLine = random.chance(55)
    hasToken = random.chance(35)
    birth = date - random.within(20 * 365...88 * 365)
    // Few joined just now; one in fifty only after the business date.
    let age = random.chance(2) ? -random.within(1...9) : random.within(2...3200)
    registered = Moment(date - age, second: random.below(86400))
    updated =
      age <= 0
      ? Moment(seconds: registered.seconds + 60)
      : Moment(date - random.within(1...min(age, 500)), second: random.below(86400))
    luck = random.next()
  }

  var name: Names.Name { (isWoman ? Names.women : Names.men)[given] }
  var familyName: Names.Name { Names.families[family] }

  /// `C0000001` for the first.
  func addID(to record: inout Record) {
    record.add("C")
    record.add(index + 1, width: 7)
  }

  /// The main address, whether or not the customer row has it.
  func addMail(to record: inout Record) {
    let owner = sharesMail ? index - 1 : index
    record.add(familyName.roman)
    if owner % 25 == 3 { record.add("..") } else { record.add(owner % 3 == 0 ? "_" : ".") }
    record.add(owner, width: 1)
    // Carriers once gave out addresses with such dots.
    if owner % 25 == 4 { record.add("..") }
    record.add("@")
    record.add(owner % 25 == 4 ? "keitai.example" : Words.mailDomains[owner % 8])
  }

  /// The second address; a few have it in common with another household.
  func addSub(to record: inout Record) {
    if index % 50 == 9 {
      record.add("shared.")
      record.add(index / 100)
      record.add("@sub.example.org")
      return
    }
    record.add(name.roman)
    record.add(index, width: 4)
    record.add("@sub.example.net")
  }

  /// Eleven digits, no two customers the same unless they share a telephone.
  var phoneDigits: (head: Int, middle: Int, tail: Int) {
    let owner = sharesPhone ? index - 1 : index
    let number = (owner + Int(seed % 1000)) * 179_424_673 % 360_000_000
    let (kind, rest) = number.quotientAndRemainder(dividingBy: 10_000_000)
    return ([90, 80, 70, 60][kind % 4], (kind / 4 + 1) * 1000 + rest / 10000, rest % 10000)
  }

  func addPhone(to record: inout Record) {
    let (head, middle, tail) = phoneDigits
    record.add(head, width: 3)
    record.add("-")
    record.add(middle, width: 4)
    record.add("-")
    record.add(tail, width: 4)
  }

  func addLineID(to record: inout Record) {
    record.add("U")
    record.add(hex: luck)
    record.add(hex: luck &* 0x9E37_79B9_7F4A_7C15)
  }

  func addToken(to record: inout Record) {
    var random = Random(seed: luck, stream: .person, index: index)
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    for place in 0..<96 { record.add(place == 22 ? UInt8(ascii: ":") : random.pick(letters)) }
  }

  /// What one of the functions above adds, as text.
  func text(_ add: (inout Record) -> Void) -> String {
    var record = Record()
    add(&record)
    return record.openText
  }

  var prefecture: String { Words.places[place].prefecture }

  func addAddress(to record: inout Record) {
    record.add(Words.places[place].prefecture)
    record.add(Words.places[place].city)
    record.add(Words.towns[family % Words.towns.count])
    record.add(family % 9 + 1)
    record.add("-")
    record.add(place + 1)
    record.add("-")
    record.add(family / 9 + 1)
    record.add(Words.buildings[(family + place) % Words.buildings.count])
  }

  /// Seven digits.
  var postal: Int { Words.places[place].postal + family * 7 + 1 }

  /// A permission: 0 e-mail, 1 LINE, 2 SMS, 3 push; nil where the form was left empty.
  func permission(_ channel: Int) -> Bool? {
    let draw = luck >> UInt64(channel * 8) & 0xFF
    return draw < 160 ? true : draw < 200 ? false : nil
  }
}
