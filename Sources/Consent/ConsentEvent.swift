import Table

/// Something said about consent at a time. Its place in the sorted list of all is its rank: of the
/// events that concern a decision, the one of the greatest rank decides.
struct ConsentEvent {
  // In this order an event takes 24 bytes: there are millions.
  /// Seconds of the wall clock; `Int64.max` for a refusal without a time.
  let time: Int64
  /// consent_id, event_id or the form's key.
  let id: TextRef
  let row: Int32
  let source: Source
  let isOptOut: Bool

  enum Source: Hashable {
    case event, remembered, delivery, rememberedDelivery
    case form(UInt16)

    /// Tells apart two rows of different tables that share an id.
    var order: Int {
      switch self {
      case .event: 0
      case .remembered: 1
      case .delivery: 2
      case .rememberedDelivery: 3
      case .form(let number): 4 + Int(number)
      }
    }
  }
}

/// What was said about whom, while the lists are being built: keys and mentions side by side.
struct Concerns<Key: Sendable>: Sendable {
  /// The row of a person, or an address.
  private(set) var keys: [Key] = []
  private(set) var mentions: [Mention] = []

  mutating func append(_ key: Key, _ mention: Mention) {
    keys.append(key)
    mentions.append(mention)
  }
}

/// An event in the list of a person or of an address.
struct Mention: Sendable {
  /// The event's number in the book; in a list, its rank.
  var event: Int32
  /// The topic that it is about, or -1 for every topic.
  let topic: Int32
  let channels: ChannelSet
  let isForm: Bool
}

/// Lists of mentions by a dense key, one after the other in one array.
final class MentionLists: Sendable {
  private let starts: [Int32]
  private let mentions: [Mention]

  /// Counting sort of mentions by their keys, in which `rank` takes the place of each event's
  /// number. O(keys + mentions).
  init(keyCount: Int, _ keys: [Int32], _ mentions: [Mention], rank: [Int32]) {
    var starts = [Int32](repeating: 0, count: keyCount + 1)
    for key in keys { starts[Int(key) + 1] += 1 }
    for key in 0..<keyCount { starts[key + 1] += starts[key] }
    var next = starts
    self.mentions = [Mention](unsafeUninitializedCapacity: mentions.count) { out, count in
      for (key, mention) in zip(keys, mentions) {
        let place = next[Int(key)]
        next[Int(key)] += 1
        var ranked = mention
        ranked.event = rank[Int(mention.event)]
        (out.baseAddress! + Int(place)).initialize(to: ranked)
      }
      count = mentions.count
    }
    self.starts = starts
  }

  /// Calls `body` with each mention in the list of a key.
  @inline(__always)
  func forEach(_ key: Int, _ body: (Mention) -> Void) {
    for place in Int(starts[key])..<Int(starts[key + 1]) { body(mentions[place]) }
  }
}

/// What was said about the addresses in a column.
struct AddressMentions: Sendable {
  private let lists: MentionLists
  /// By row the list that speaks of its address, or −1.
  private let keys: [Int32]

  /// Nil if nothing was said about any address of the kind. O(rows).
  init?(_ column: TextColumn, _ addresses: KeyIndex, _ lists: MentionLists) {
    guard addresses.count > 0 else { return nil }
    self.lists = lists
    keys = addresses.find(column.refs, in: column.arena)
  }

  @inline(__always)
  func forEach(_ row: Int, _ body: (Mention) -> Void) {
    if keys[row] >= 0 { lists.forEach(Int(keys[row]), body) }
  }
}
