import Stages
import Table

/// How many messages there are of each kind.
struct ChangeCounts {
  private var counts: [Bool: [MessageChange.Kind: Int]] = [:]

  init(_ changes: some Sequence<MessageChange>) {
    for change in changes { counts[change.isSend, default: [:]][change.kind, default: 0] += 1 }
  }

  /// The kinds that a send, or an exclusion, can be of.
  private static func kinds(_ isSend: Bool) -> [MessageChange.Kind] {
    [.added, .removed, .moved, isSend ? .nowExcluded : .nowSent]
  }

  var text: String {
    [true, false].compactMap { isSend in
      let parts = Self.kinds(isSend).compactMap { kind in
        counts[isSend]?[kind].map { "\($0) \(kind.words)" }
      }
      return parts.isEmpty
        ? nil : (isSend ? "sends " : "exclusions ") + parts.joined(separator: ", ")
    }.joined(separator: "; ")
  }

  var json: JSONLine {
    .members(
      [true, false].map { isSend in
        (
          isSend ? "sends" : "exclusions",
          .members(
            Self.kinds(isSend).map { ($0.rawValue, .number(counts[isSend]?[$0] ?? 0)) })
        )
      })
  }
}

extension MessageChange.Kind {
  var words: String { rawValue.replacing("_", with: " ") }
}

extension MessageChange {
  /// The change in a line, with the person's key.
  func line(details: [String]) -> String {
    let channel = (after ?? before)?.channel ?? ""
    let what = "\(isSend ? "send" : "exclusion") \(kind.words)"
    let more = details.isEmpty ? "" : " (\(details.joined(separator: "; ")))"
    return "\(person)  \(scenarioID) \(step) by \(channel): \(what)\(more)"
  }
}

extension [MessageChange] {
  /// The changes of one person together, people in the order of their keys.
  var byPerson: [MessageChange] {
    enumerated().sorted { left, right in
      let (a, b) = ([UInt8](left.element.person.utf8), [UInt8](right.element.person.utf8))
      return a == b ? left.offset < right.offset : a.lexicographicallyPrecedes(b)
    }.map(\.element)
  }

  /// How many people they are of, by the bytes of their keys.
  var people: Int { Set(map { ByteText($0.person) }).count }
}
