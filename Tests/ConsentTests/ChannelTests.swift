import Consent
import Table
import Testing

@Suite("Channels")
struct ChannelTests {
  private func channel(_ code: String) -> Channel? {
    var code = code
    return code.withUTF8 { Channel(code: $0) }
  }

  @Test("every channel is found by its code", arguments: Channel.allCases)
  func code(_ expected: Channel) { #expect(channel(expected.rawValue) == expected) }

  @Test("nothing else is a channel", arguments: ["", "all", "Email", "email ", "emai", "fax"])
  func other(_ code: String) { #expect(channel(code) == nil) }
}
