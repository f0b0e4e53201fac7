import Table

/// The columns that seem to name a record.
struct KeyGuess {
  /// How sure it is.
  enum Certainty: Equatable {
    /// Never empty and never twice.
    case unique
    /// So, but not an ID by its header.
    case uniqueNoID
    /// So, but named after something else than the source.
    case uniqueForeign
    /// So in this many of the records: an export may send a record again.
    case nearly(distinct: Int)
    case unknown
  }

  /// Places among the columns.
  let columns: [Int]
  let certainty: Certainty

  /// The share of different values in the records past which a column may be a key.
  private static let nearlyUnique = 0.9
  private static let mostPaired = 8

  /// In this order: an ID that is never twice, of these one named after the source; an ID that is
  /// hardly ever twice; two IDs that together are; anything else that may be a key.
  init(_ all: [DraftColumn], rows: Int, source: String) {
    let ids = all.indices.filter { all[$0].isID }
    let own = ids.filter { Self.isNamed(all[$0].name, after: source) }
    let others = ids.filter { !own.contains($0) }
    let counts = all.map { Set($0.identities.compactMap(\.self)).count }
    let least = Int(Self.nearlyUnique * Double(rows))
    guard rows > 0 else {
      (columns, certainty) = ([own.first ?? ids.first ?? 0], .unknown)
      return
    }
    if let unique = (own + others).first(where: { counts[$0] == rows }) {
      let isForeign = all[unique].name.hasSuffix("_id") && !own.contains(unique)
      (columns, certainty) = ([unique], isForeign ? .uniqueForeign : .unique)
      return
    }
    let best = (own + others).reduce(nil as Int?) { best, column in
      guard let best, counts[best] >= counts[column] else { return column }
      return best
    }
    if let best, counts[best] > least {
      (columns, certainty) = ([best], .nearly(distinct: counts[best]))
      return
    }
    if let (pair, distinct) = Self.pair(of: Array(ids.prefix(Self.mostPaired)), all),
      distinct > least
    {
      (columns, certainty) = (pair, distinct == rows ? .unique : .nearly(distinct: distinct))
      return
    }
    let keys = all.indices.filter { Self.canBeKey(all[$0].guess.type) }
    if let unique = keys.first(where: { counts[$0] == rows }) {
      (columns, certainty) = ([unique], .uniqueNoID)
    } else {
      (columns, certainty) = ([best ?? keys.first ?? 0], .unknown)
    }
  }

  /// The pair of columns with most different values.
  private static func pair(of ids: [Int], _ all: [DraftColumn]) -> (columns: [Int], distinct: Int)?
  {
    var best: (columns: [Int], distinct: Int)?
    for (position, first) in ids.enumerated() {
      for second in ids[(position + 1)...] {
        var seen: Set<[Int]> = []
        for case (let one?, let other?) in zip(all[first].identities, all[second].identities) {
          seen.insert([one, other])
        }
        if seen.count > best?.distinct ?? 0 { best = ([first, second], seen.count) }
      }
    }
    return best
  }

  /// Names of people come twice sooner or later, and what is no text cannot be a key.
  private static func canBeKey(_ type: FieldType) -> Bool {
    [.id, .token, .lineID, .email, .phone, .text].contains(type)
  }

  /// `quote_id` is named after `quotes_web`, `activity_id` after `activities`, `id` after any source.
  private static func isNamed(_ column: String, after source: String) -> Bool {
    let words = column.split(separator: "_")
    guard words.count > 1 else { return true }
    return words.dropLast().allSatisfy {
      source.contains($0.hasSuffix("y") ? $0.dropLast() : $0)
    }
  }
}
