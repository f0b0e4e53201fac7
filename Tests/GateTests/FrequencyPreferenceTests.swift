import Consent
import Gate
import Table
import Testing

/// One person who is sent four messages of a day, one of them transactional, if nothing forbids it.
@Suite("how often people want to be written to")
struct FrequencyPreferenceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var frequency: String?
    var channelCaps: [Cap] = []
    /// Days before the business date on which they were sent something.
    var sent: [Int64] = []
    /// How many of the three that caps count go out.
    let sends: Int
    /// Of the others.
    var details: [String?] = []

    init(
      _ name: String, _ frequency: String?, channelCaps: [Cap] = [], sent: [Int64] = [],
      sends: Int, _ details: [String?] = []
    ) {
      testDescription = name
      self.frequency = frequency
      self.channelCaps = channelCaps
      self.sent = sent
      self.sends = sends
      self.details = details
    }
  }

  private static let two = [Cap(.email, limit: 2, days: 1)]

  static let cases = [
    Case("nobody chose", nil, sends: 3),
    Case("a code without caps", "often", sends: 3),
    Case("a code that only begins alike", "week", sends: 3),
    Case("a code in other letters", "Weekly", sends: 3),
    Case("once in a week", "weekly", sends: 1, ["weekly", "weekly"]),
    Case(
      "the window holds the business date and six days before", "weekly", sent: [6], sends: 0,
      ["weekly", "weekly", "weekly"]),
    Case("and not a seventh", "weekly", sent: [7], sends: 1, ["weekly", "weekly"]),
    Case(
      "a month is longer than the channel's own windows", "monthly", channelCaps: two, sent: [29],
      sends: 0, ["monthly", "monthly", "monthly"]),
    Case(
      "thirty days ago", "monthly", channelCaps: two, sent: [30], sends: 1, ["monthly", "monthly"]),
    Case("several caps, the first holds", "sparing", sends: 1, ["sparing", "sparing"]),
    Case(
      "several caps, the second holds", "sparing", sent: [20, 25], sends: 0,
      ["sparing", "sparing", "sparing"]),
    Case("nothing at all", "never", sends: 0, ["never", "never", "never"]),
    Case("the channel's caps alone", nil, channelCaps: two, sends: 2, [nil]),
    Case(
      "the channel's caps as well", "weekly", channelCaps: [Cap(.email, limit: 1, days: 1)],
      sends: 1, [nil, nil]),
    Case("caps as wide as the channel's", "daily", channelCaps: two, sends: 2, [nil]),
    Case(
      "caps of another channel", "weekly", channelCaps: [Cap(.sms, limit: 0, days: 1)], sends: 1,
      ["weekly", "weekly"]),
  ]

  private static let wishes: [(code: String, caps: [Cap])] = [
    ("daily", [Cap(.email, limit: 2, days: 1)]),
    ("weekly", [Cap(.email, limit: 1, days: 7)]),
    ("sparing", [Cap(.email, limit: 1, days: 1), Cap(.email, limit: 2, days: 30)]),
    ("monthly", [Cap(.email, limit: 1, days: 30)]), ("never", [Cap(.email, limit: 0, days: 1)]),
  ]

  private static func town(_ test: Case) -> Town {
    var town = Town()
    town.people = [
      .init(id: "C1", email: "a@example.jp", phone: "+819011112222", frequency: test.frequency)
    ]
    town.caps = test.channelCaps
    town.wishes = wishes
    town.sent = test.sent.enumerated().map {
      .init(id: "old\($0)", day: Town.date - $1, to: "other@example.jp", customer: "C1")
    }
    return town
  }

  @Test("a person's own caps come on top of the channel's", arguments: cases)
  func onTop(_ test: Case) throws {
    let town = Self.town(test)
    let messages = (1...3).map { Town.message("s\($0)", priority: $0) }
    let reminder = Town.message("reminder", priority: 9, transactional: true)
    let result = try town.gate().decide(
      ([reminder] + messages.reversed()).map { town.candidate(0, $0) })
    let expected = (1...3).prefix(test.sends).map { "s\($0)" } + ["reminder"]
    #expect(result.sends.map(\.message.scenarioID) == expected)
    #expect(result.exclusions.map(\.reason) == test.details.map { _ in .frequencyCap })
    #expect(result.exclusions.map(\.detail) == test.details)
    #expect(result.exclusions.allSatisfy { $0.also.list.isEmpty })
  }

  @Test("they are for their channel, and journeys go on")
  func channels() throws {
    let town = Self.town(Case("", "never", sends: 0))
    let messages = [Town.message("mail"), Town.message("text", channels: [.sms])]
    let result = try town.gate().decide(messages.map { town.candidate(0, $0) })
    #expect(result.sends.map(\.channel) == [.sms])
    #expect(result.outcomes.map(\.endOfJourney) == [nil, nil])
  }

  @Test("two people with one address have each their own")
  func people() throws {
    var town = Self.town(Case("", "weekly", sent: [3], sends: 0))
    town.people.append(.init(id: "C2", email: "a@example.jp"))
    let messages = [Town.message("one"), Town.message("two")]
    let result = try town.gate().decide([
      town.candidate(0, messages[0]), town.candidate(1, messages[1]),
    ])
    #expect(result.sends.map(\.subjectKey) == ["C2"])
    #expect(result.exclusions.map(\.detail) == ["weekly"])
  }

  @Test("of two channels each counts its own sends")
  func severalChannels() throws {
    var town = Self.town(Case("", "some", sends: 0))
    town.wishes = [("some", [Cap(.email, limit: 2, days: 1), Cap(.sms, limit: 1, days: 1)])]
    let messages = (1...3).flatMap { number in
      [Channel.email, .sms].map {
        Town.message("\($0)\(number)", priority: number, channels: [$0])
      }
    }
    let result = try town.gate().decide(messages.map { town.candidate(0, $0) })
    #expect(Set(result.sends.map(\.message.scenarioID)) == ["email1", "email2", "sms1"])
    #expect(result.exclusions.map(\.detail) == ["some", "some", "some"])
  }

  @Test("who is no customer has chosen nothing")
  func nobody() throws {
    var town = Self.town(Case("", "never", sends: 0))
    town.people[0].email = nil
    let message = Town.message()
    let gone = Candidate(
      message: message, subjectKey: "C1", subject: .nobody, enteredOn: Town.date, sendAt: Town.ten,
      row: 0)
    #expect(try town.gate().decide([gone]).exclusions.map(\.reason) == [.noDestination])
  }
}
