import Table

/// Something said about consent at a time. Its place in the sorted list of all is its rank: of the
/// events that concern a decision, the one of the greatest rank decides.
struct ConsentEvent {
  /// Seconds of the wall clock; `Int64.max` for a refusal without a time.
  let time: Int64
  let isOptOut: Bool
  let source: Source
  let row: Int32
  /// consent_id, event_id or the form's key.
  let id: TextRef

  enum Source: Hashable {
    case event, remembered, delivery, rememberedDelivery
    case form(Int)

    /// Tells apart two rows of different tables that share an id.
    var order: Int {
      switch self {
      case .event: 0
      case .remembered: 1
      case .delivery: 2
      case .rememberedDelivery: 3
      case .form(let number): 4 + number
      }
    }
  }
}

/// Whom an event concerns, while the lists are being built.
struct Concern {
  /// The row of a person, or an address.
  var key: Int32
  var mention: Mention
}

/// An event in the list of a person or of an address.
struct Mention: Sendable {
  /// The event's rank.
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

  /// Counting sort by key. O(keys + concerns).
  init(keys: Int, _ concerns: [Concern]) {
    var starts = [Int32](repeating: 0, count: keys + 1)
    for concern in concerns { starts[Int(concern.key) + 1] += 1 }
    for key in 0..<keys { starts[key + 1] += starts[key] }
    var next = starts
    mentions = [Mention](unsafeUninitializedCapacity: concerns.count) { out, count in
      for concern in concerns {
        let place = next[Int(concern.key)]
        next[Int(concern.key)] += 1
        (out.baseAddress! + Int(place)).initialize(to: concern.mention)
      }
      count = concerns.count
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
    keys = (0..<column.count).map { row in
      column[row].flatMap { addresses.find($0) }.map(Int32.init) ?? -1
    }
  }

  @inline(__always)
  func forEach(_ row: Int, _ body: (Mention) -> Void) {
    if keys[row] >= 0 { lists.forEach(Int(keys[row]), body) }
  }
}
