import Manifest

/// Why a message is another one.
public enum ChangeCause: String, Sendable, CaseIterable {
  /// The definitions, or the parameters of the run.
  case definition
  /// Another business date: days have passed, triggers fire on some days alone.
  case calendar
  /// The exports, or what earlier dates handed over.
  case data
  /// Several of them, which could not be told apart.
  case several
  /// Nothing that is known: another version of the program.
  case unknown
}

/// A message to a person that is not the same in two manifests.
public struct MessageChange: Sendable, Equatable {
  /// With `step` and the journey's subject it names the message: there may be several of one name.
  public let scenarioID: String
  /// The message's name in the flow of the scenario.
  public let step: String
  /// Whom it concerns: the customer, or the subject of the journey. Personal data.
  public let person: String
  /// Nil if there was none.
  public let before: Outcome?
  /// Nil if there is none any more.
  public let after: Outcome?
  /// The last of the causes that changed the message; `unknown` until two manifests are compared.
  public var cause: ChangeCause

  /// What became of the message in one of the two.
  public struct Outcome: Sendable, Equatable {
    /// As in the manifest: another one for another channel, or a journey that began on another day.
    public let sendID: String
    /// As the manifest writes it, `email` or `line` say.
    public let channel: String
    /// Why it is not sent; nil for a send.
    public let reason: String?
  }

  /// What became of it from the one to the other.
  public enum Kind: String, Sendable, CaseIterable {
    case added, removed
    /// On another channel, of a journey of another day, or for another reason.
    case moved
    /// A send before, an exclusion now.
    case nowExcluded = "now_excluded"
    /// An exclusion before, a send now.
    case nowSent = "now_sent"
  }

  /// Told by which of `before` and `after` there is, and which of them is a send.
  public var kind: Kind {
    guard let before else { return .added }
    guard let after else { return .removed }
    if (before.reason == nil) == (after.reason == nil) { return .moved }
    return before.reason == nil ? .nowExcluded : .nowSent
  }

  /// True if it is counted among the sends: it was one, or is one and was not there before.
  public var isSend: Bool { (before ?? after)?.reason == nil }

  /// What differs between the two, in words; empty if there is only one.
  public var differences: [String] {
    guard let before, let after else { return [] }
    var parts: [String] = []
    if before.channel != after.channel {
      parts.append("\(before.channel) to \(after.channel)")
    } else if before.sendID != after.sendID {
      parts.append("a journey of another day")
    }
    if before.reason != after.reason {
      parts.append("\(before.reason ?? "sent") to \(after.reason ?? "sent")")
    }
    return parts
  }
}

extension MessageChange {
  fileprivate init(
    _ name: MessageBook.Name, _ before: PublishedMessage?, _ after: PublishedMessage?
  ) {
    self.init(
      scenarioID: name.scenario, step: name.step,
      person: (after ?? before)?.customerID ?? name.subject, before: before.map(Outcome.init),
      after: after.map(Outcome.init), cause: .unknown)
  }
}

extension MessageChange.Outcome {
  fileprivate init(_ message: PublishedMessage) {
    self.init(sendID: message.sendID, channel: message.channel, reason: message.reason)
  }
}

/// The messages of a manifest by what they are: the same step of a scenario to the same subject.
struct MessageBook {
  struct Name: Hashable {
    let scenario: String
    let step: String
    let subject: String

    /// By bytes: subjects that look alike may be two.
    static func == (left: Name, right: Name) -> Bool { left.bytes == right.bytes }

    func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    /// NUL parts them, so that a shorter one comes first.
    var bytes: [UInt8] { Array("\(scenario)\0\(step)\0\(subject)".utf8) }
  }

  private(set) var byName: [Name: [PublishedMessage]] = [:]

  init(_ messages: [PublishedMessage]) {
    for message in messages {
      let name = Name(
        scenario: message.scenarioID, step: message.step, subject: message.subjectKey)
      byName[name, default: []].append(message)
    }
  }

  subscript(name: Name) -> [PublishedMessage] { byName[name] ?? [] }

  /// What is not the same in two manifests, in the byte order of scenario, step and subject.
  /// O(n log n).
  static func changes(
    from old: MessageBook, to new: MessageBook
  ) -> [(name: Name, change: MessageChange)] {
    let names = Set(old.byName.keys).union(new.byName.keys).filter { old[$0] != new[$0] }
    return names.map { (bytes: $0.bytes, name: $0) }
      .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
      .flatMap { item in
        changes(of: item.name, from: old[item.name], to: new[item.name])
          .map { (item.name, $0) }
      }
  }

  /// Pairs what is left after equal ones are taken away: first on one channel, then any.
  private static func changes(
    of name: Name, from old: [PublishedMessage], to new: [PublishedMessage]
  ) -> [MessageChange] {
    var before = old.filter { !new.contains($0) }
    var after = new.filter { !old.contains($0) }
    var changes: [MessageChange] = []
    for isSameChannel in [true, false] {
      for message in before {
        guard
          let place = after.firstIndex(where: { !isSameChannel || $0.channel == message.channel }),
          let own = before.firstIndex(of: message)
        else { continue }
        changes.append(MessageChange(name, message, after.remove(at: place)))
        before.remove(at: own)
      }
    }
    changes += before.map { MessageChange(name, $0, nil) }
    changes += after.map { MessageChange(name, nil, $0) }
    return changes
  }
}
