public import Consent
public import Table

/// How often people want to be written to on a channel at most, each by their own choice.
public struct FrequencyPreference: Sendable {
  /// Sends of other channels do not count toward its caps.
  public let channel: Channel
  private let choices: TextColumn
  private let options: [Option]

  /// A choice that comes with caps.
  private struct Option: Sendable {
    let code: String
    let bytes: [UInt8]
    let caps: [Cap]
  }

  /// - Parameters:
  ///   - choices: one row a row of the people table: the code that the person has chosen. Null, and
  ///     a code that is not among `caps`, ask for nothing.
  ///   - caps: what each code asks for, each code once. They are caps of the channel.
  public init(_ channel: Channel, choices: TextColumn, caps: [(code: String, caps: [Cap])]) {
    self.channel = channel
    self.choices = choices
    options = caps.map { Option(code: $0.code, bytes: Array($0.code.utf8), caps: $0.caps) }
  }

  /// The caps of every code, in the order of the codes.
  fileprivate var caps: [Cap] { options.flatMap(\.caps) }

  /// What a customer has chosen, with the places of its caps among all; nil without caps. O(codes).
  fileprivate func choice(ofCustomer row: Int) -> (code: String, caps: Range<Int>)? {
    guard let chosen = choices[row] else { return nil }
    var place = 0
    for option in options {
      if chosen.elementsEqual(option.bytes) {
        return (option.code, place..<place + option.caps.count)
      }
      place += option.caps.count
    }
    return nil
  }
}

/// The caps of what people have chosen on every channel, numbered on from those of the channels.
struct ChosenCaps {
  /// In the order of their numbers.
  let caps: [Cap]
  private let preferences: [(preference: FrequencyPreference, first: Int)]

  init(_ preferences: [FrequencyPreference], after count: Int) {
    var caps: [Cap] = []
    var numbered: [(FrequencyPreference, Int)] = []
    for preference in preferences {
      numbered.append((preference, count + caps.count))
      caps += preference.caps
    }
    self.caps = caps
    self.preferences = numbered
  }

  /// What a customer has chosen on a channel and the numbers of its caps; nil without caps. O(codes).
  func choice(ofCustomer row: Int, _ channel: Channel) -> (code: String, caps: Range<Int>)? {
    guard let (preference, first) = preferences.first(where: { $0.preference.channel == channel }),
      let (code, places) = preference.choice(ofCustomer: row)
    else { return nil }
    return (code, first + places.lowerBound..<first + places.upperBound)
  }
}
