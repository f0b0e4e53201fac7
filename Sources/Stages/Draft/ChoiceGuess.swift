import Cleanse
import Table

/// The words of a column that holds one of a few.
///
/// They are the only values that a draft shows, so a word is listed only if the header says that
/// the column holds kinds, not what somebody wrote or is called; if it is short, comes again and
/// again, and nothing that reaches a person reads it.
struct ChoiceGuess {
  /// Folded words in byte order, each in its most frequent spelling.
  let words: [String]
  /// How many of the values are one of these.
  let listed: Int

  private static let mostWords = 12
  private static let longestWord = 20
  private static let leastTimes = 3
  private static let leastShare = 0.01
  private static let leastListed = 0.9
  private static let personal: [FieldType] = [.email, .phone, .lineID, .postal, .timestamp]

  /// Nil if the values are not clearly a few words. Ask only for headers of type `choice`.
  init?(_ profile: ColumnProfile) {
    var groups: [String: [(word: String, times: Int)]] = [:]
    for (word, times) in profile.frequency {
      groups[word.lowercased(), default: []].append((word, times))
    }
    let least = max(Self.leastTimes, Int(Self.leastShare * Double(profile.values)))
    var words: [String] = []
    var listed = 0
    for spellings in groups.values {
      let times = spellings.reduce(0) { $0 + $1.times }
      let most = spellings.map(\.times).max()
      let best = spellings.filter { $0.times == most }.map(\.word).min(by: Self.precedes)
      guard let best, times >= least else { continue }
      words.append(best)
      listed += times
    }
    guard (2...Self.mostWords).contains(words.count), words.allSatisfy(Self.canBeShown),
      Double(listed) >= Self.leastListed * Double(profile.values)
    else { return nil }
    self.words = words.sorted(by: Self.precedes)
    self.listed = listed
  }

  private static func precedes(_ first: String, _ second: String) -> Bool {
    first.utf8.lexicographicallyPrecedes(second.utf8)
  }

  private static func canBeShown(_ word: String) -> Bool {
    let longestNumber = word.split { !$0.isNumber }.map(\.count).max() ?? 0
    guard word.count <= longestWord, longestNumber <= 3, !word.contains("@") else { return false }
    let out = ByteBuffer()
    let scratch = CleanseScratch()
    var word = word
    return word.withUTF8 { bytes in
      personal.allSatisfy { type in
        switch Cleanser(type: type).cleanse(bytes, into: out, scratch: scratch) {
        case .text, .number: false
        case .null, .issue: true
        }
      }
    }
  }
}
