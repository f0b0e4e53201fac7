/// What is generated: the people, how many records of each source, and how dirty they are.
///
/// Every record is a function of the world and its index alone.
struct World: Sendable {
  let seed: UInt64
  /// The business date that events are dated around.
  let date: Day
  let customers: Int
  /// True for a small world, in which each kind of dirt has to occur in few records.
  let dense: Bool
  let cast: Cast
  /// The first customers are the cast's; ordinary records speak of the others.
  var castCount: Int { cast.members }

  init(seed: UInt64, date: Day, customers: Int, dense: Bool) {
    self.seed = seed
    self.date = date
    self.customers = customers
    self.dense = dense
    cast = Cast(seed: seed, date: date)
  }

  /// How many records of the source are made, without those of the cast.
  func count(_ source: Source) -> Int {
    let perThousand: (dense: Int, sparse: Int) =
      switch source {
      case .customers: (1000, 1000)
      case .contracts: (1200, 1200)
      case .documentRequests: (700, 800)
      case .quotes: (700, 1000)
      case .reservations: (700, 800)
      case .webAccess: (4000, 16000)
      case .campaignGrants: (400, 600)
      case .lineMembers: (420, 600)
      case .consentEvents: (1000, 1400)
      case .suppressions: (330, 40)
      case .deliveryEvents: (800, 1600)
      case .deals: (200, 200)
      case .activities: (800, 800)
      }
    let share = customers * (dense ? perThousand.dense : perThousand.sparse) / 1000
    return source == .customers ? customers - castCount : share
  }

  func person(_ index: Int) -> Person {
    Person(index, seed: seed, date: date, castCount: castCount)
  }

  /// An ordinary customer; one in fifty is known to nobody.
  func someone(_ random: inout Random) -> Person {
    random.chance(2)
      ? person(customers + 5000 + random.below(1000))
      : person(castCount + random.below(customers - castCount))
  }

  func random(_ source: Source, _ index: Int) -> Random {
    let place = Source.allCases.firstIndex(of: source) ?? 0
    return Random(seed: seed &+ UInt64(place) << 40, stream: .row, index: index)
  }

  /// When the event at `index` of `count` took place: rising through two years, ever denser,
  /// to three days after the business date.
  func moment(_ index: Int, of count: Int, _ random: inout Random) -> Moment {
    let rest = count - index
    let days = 733 * rest / max(1, count) * rest / max(1, count)
    return Moment(date + 3 - days, second: 7 * 3600 + random.below(16 * 3600))
  }

  /// `days` from the business date, or in a third of the cases up to three days beside.
  func around(_ days: Int, _ random: inout Random) -> Day {
    random.chance(67) ? date + days : date + days + random.within(-3...3)
  }
}

/// Which telling of a record: an export may hold a record more than once.
enum Version: CaseIterable {
  case newer, older, same, undated, original

  /// When this telling was last updated, if the record itself was at `moment`.
  func updated(_ moment: Moment) -> Moment? {
    switch self {
    case .newer: Moment(seconds: moment.seconds + 3 * 86400)
    case .older: Moment(seconds: moment.seconds - 40 * 86400)
    case .same, .original: moment
    case .undated: nil
    }
  }
}
