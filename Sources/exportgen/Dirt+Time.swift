extension Dirt {
  private static let unreadableDays = [
    "2026/02/30", "1999/13/01", "不明", "99999", "2026/00/10", "1850/01/01", "来月",
  ]

  /// A day of 1900 or later in one of its spellings.
  static func spelling(of day: Day, _ turn: Int) -> String {
    let (year, month, date) = day.parts
    let era = day.era
    let eraYear = era.year == 1 ? "元" : String(era.year)
    return switch turn % 20 {
    case 0: day.text("-")
    case 1: "\(era.name)\(eraYear)年\(month)月\(date)日"
    case 2: "\(year)/\(month)/\(date)"
    case 3: String(day.serial)
    case 4: day.text("")
    case 5: "\(era.letter)\(eraYear).\(month).\(date)"
    case 6: "\(year)年\(month)月\(date)日"
    case 7: unreadableDays[turn / 20 % unreadableDays.count]
    case 8: day.text(".")
    case 9: fullWidth("\(year)/\(padded(month))/\(padded(date))")
    case 10: "\(era.letter.lowercased())\(eraYear).\(padded(month)).\(padded(date))"
    case 11: day.text("-") + "T00:00:00+09:00"
    case 12: day.text("/") + " 0:00"
    case 13: "\(era.name) \(eraYear) 年 \(month) 月 \(date) 日"
    case 14: (day - 1).text("-") + "T15:00:00Z"
    case 15: unreadableDays[(turn / 20 + 3) % unreadableDays.count]
    case 16: year > 2000 ? "平成\(year - 1988)年\(month)月\(date)日" : " \(day.text("/"))　"
    case 17: year > 1990 ? "昭和\(year - 1925)年\(month)月\(date)日" : "　\(day.text("-"))"
    case 18: fullWidth("\(era.name)\(eraYear)年\(month)月\(date)日")
    default: fullWidth(day.text(""))
    }
  }

  private static let unreadableMoments = [
    "2026-11-31 10:00:00", "2026-11-01 25:00:00", "昨日", "2026/11/10 10:61", "0000-00-00 00:00:00",
  ]

  /// A moment in one of its spellings; some of them leave the seconds or the time out.
  static func spelling(of moment: Moment, _ turn: Int) -> String {
    let (day, hour, minute) = (moment.day, moment.second / 3600, moment.second / 60 % 60)
    let half = "\(hour < 12 ? "午前" : "午後")\(hour % 12):\(padded(minute))"
    let (year, month, date) = day.parts
    let long = "\(year)年\(month)月\(date)日"
    let universal = Moment(seconds: moment.seconds - 9 * 3600)
    return switch turn % 18 {
    case 0: universal.text("-", "T") + "Z"
    case 1: "\(year)/\(month)/\(date) \(hour):\(padded(minute))"
    case 2: moment.text("-", "T") + "+0900"
    case 3: "\(long) \(hour)時\(minute)分"
    case 4: day.text("/") + " " + half
    case 5: moment.text("-", " ") + ".447"
    case 6: unreadableMoments[turn / 18 % unreadableMoments.count]
    case 7: fullWidth(moment.text("/", " "))
    case 8: "\(long)　\(half)"
    case 9: moment.text("-", "T") + "+09:00"
    case 10: day.text("")
    case 11: "\(day.era.letter)\(day.era.year).\(month).\(date) \(hour):\(padded(minute))"
    case 12: String(day.serial)
    case 13: universal.text("-", "T") + ".000+00:00"
    case 14: "\(day.era.name)\(day.era.year)年\(month)月\(date)日 \(hour)時\(minute)分"
    case 15: unreadableMoments[(turn / 18 + 2) % unreadableMoments.count]
    case 16: moment.text("-", "T")
    default: day.text("-")
    }
  }
}
