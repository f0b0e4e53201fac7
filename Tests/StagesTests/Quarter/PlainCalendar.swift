import Foundation

/// On which days each message of the playbook may go out, written from the playbook and apart from
/// the program.
struct PlainCalendar {
  /// Days that were not run.
  let missed: Set<Int64>
  /// The days on which the campaign for friends begins.
  let campaign: [Int64]
  private let calendar: Calendar

  init(missed: Set<Int64>, campaign: [Int64]) {
    self.missed = missed
    self.campaign = campaign
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 0)!
    self.calendar = calendar
  }

  /// Days after the entry on which each message is sent if every day is run.
  static let offsets: [Int: [String: Set<Int64>]] = {
    let again: [String: Set<Int64>] = ["A": [0], "A'": [1], "B": [1, 2]]
    let dormant: [String: Set<Int64>] = [
      "A": [0], "A'": [3], "B": [3, 6], "B'": [6, 9], "C": [9, 12],
    ]
    let once: [String: Set<Int64>] = ["A": [0], "A'": [3]]
    let coupon: [String: Set<Int64>] = ["A": [0], "A'": [1], "B": [4]]
    return [
      1: again, 2: dormant, 3: again, 4: dormant,
      5: ["A": [0], "B": [3], "C": [3], "D": [6], "E": [6]], 6: ["A": [0], "B": [3], "C": [3]],
      7: dormant, 8: dormant, 9: ["A": [0], "A'": [1], "B": [1]], 10: again, 11: again, 12: again,
      13: ["A": [0], "B": [3], "C": [6], "D": [9], "E": [12]], 14: once, 15: once, 16: once,
      17: ["A": [0], "A'": [3], "B": [5]], 18: once, 19: ["A": [0], "A'": [1], "B": [6]],
      20: once, 21: coupon, 22: coupon, 23: coupon,
    ]
  }()

  static let evenings: Set = [1, 2, 3, 4, 6, 7, 8, 14, 16, 17]

  /// True for the scenarios that wait for something to happen to somebody.
  static func isDaily(_ number: Int) -> Bool { ![11, 12, 15, 18, 19, 20, 22, 23].contains(number) }

  /// True if people may enter on that day at all.
  func opens(_ number: Int, on day: Int64) -> Bool {
    let parts = calendar.dateComponents(
      [.day, .weekday, .weekdayOrdinal], from: Date(timeIntervalSince1970: Double(day) * 86400))
    switch number {
    case 11, 12, 18, 20: return parts.day == 1
    case 15, 22, 23: return parts.weekday == 6 && [1, 3].contains(parts.weekdayOrdinal)
    case 19: return campaign.contains(day)
    default: return true
    }
  }

  /// True if a message may go out on a day of a journey.
  func mayGoOut(_ number: Int, _ step: String, entered: Int64, on day: Int64) -> Bool {
    let waited = day - entered
    guard let usual = Self.offsets[number]?[step] else { return false }
    if usual.contains(waited) { return true }
    // Days that were not run make the rest of the journey late.
    let lost = missed.filter { entered < $0 && $0 <= day }.count
    return lost > 0 && usual.contains { $0 < waited && waited <= $0 + Int64(lost) + 1 }
  }
}
