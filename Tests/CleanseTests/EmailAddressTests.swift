import Table
import TestSupport
import Testing

@testable import Cleanse

@Suite("email")
struct EmailAddressTests {
  private static let local64 = String(repeating: "a", count: 64)
  private static let label63 = String(repeating: "b", count: 63)

  @Test(
    "reads an address",
    arguments: [
      Case("fullwidth and capitals", "Ｔａｒｏ＠Example．co．jp", "taro@example.co.jp"),
      Case("a carrier's dots", "a..b.@docomo.ne.jp", "a..b.@docomo.ne.jp"),
      Case("a leading dot", ".a@docomo.ne.jp", ".a@docomo.ne.jp"),
      Case("mailto", "MailTo:taro@example.jp", "taro@example.jp"),
      Case("angle brackets", "<taro@example.jp>", "taro@example.jp"),
      Case("a display name", "山田 太郎 <taro@example.jp>", "taro@example.jp"),
      Case("a display name that is an address", "x@y.jp <taro@example.jp>", "taro@example.jp"),
      Case("a display name with a sign", "a > b <taro@example.jp>", "taro@example.jp"),
      Case("mailto in brackets", "山田 <mailto:taro@example.jp>;", "taro@example.jp"),
      Case("closing signs", "taro@example.jp.,; ", "taro@example.jp"),
      Case("a closing dot in brackets", "<taro@example.jp.>", "taro@example.jp"),
      Case(
        "every sign HTML allows", "!#$%&'*+/=?^_`{|}~-.0z@example.jp",
        "!#$%&'*+/=?^_`{|}~-.0z@example.jp"),
      Case("a local part of 64", local64 + "@example.jp", .text(local64 + "@example.jp")),
      Case("a label of 63", "a@" + label63 + ".jp", .text("a@" + label63 + ".jp")),
      Case("digits and inner hyphens in the domain", "a@3-d.x--y.9", "a@3-d.x--y.9"),
      Case("a null word", "未入力", .null),
    ])
  func reads(_ example: Case) { check(example, with: Cleanser(type: .email)) }

  @Test(
    "refuses what is none",
    arguments: [
      "taro", "@example.jp", "taro@", "taro@@example.jp", "taro@localhost", "taro@a..jp",
      "taro@.jp", "taro@-a.jp", "taro@a-.jp", "taro@a.jp-", "taro@ex_ample.jp", "taro@例え.jp",
      "太郎@example.jp", "ta ro@example.jp", "taro@exam ple.jp", "taro@example.jp>",
      "<taro@example.jp", "taro@example.jp <x>", "a\"b@example.jp", "a(b@example.jp",
      "a,b@example.jp",
      "a@b@example.jp", "mailto:", ";", ">", "<>",
      "\"A\" <a@example.jp>, \"B\" <b@example.jp>", "<a@example.jp> <b@example.jp>",
      local64 + "a@example.jp", "a@" + label63 + "b.jp",
      local64 + "@" + label63 + "." + label63 + "." + label63 + ".jp",
    ])
  func refuses(_ text: String) {
    #expect(Cleanser(type: .email).result(text) == .issue(.badEmail))
  }

  @Test(
    "an address that stays as it is at a glance does so by the rules",
    arguments: 1...4 as ClosedRange<UInt64>)
  func plain(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let parts = [
      "taro", "taro", "a", "z9", "0", "A", ".", ".", "-", "_", "+", "@", "/", "'", "`", "{",
      "\u{7F}", " ",
      "é",
      ">", ",", "@example.jp", "@example.jp", "@mail.example.co.jp", "@e-x.jp",
      String(repeating: "x", count: 25),
    ]
    func isPlain(_ address: String) -> Bool {
      Array(address.utf8).withUnsafeBufferPointer(EmailAddress.isPlain)
    }
    var plain = 0
    for _ in 0..<40_000 {
      let count = Int.random(in: 1...6, using: &random)
      let address = (0..<count).map { _ in random.pick(parts) }.joined()
      guard isPlain(address) else { continue }
      plain += 1
      #expect(
        Cleanser(type: .email).result(address) == .text(address), "seed \(seed): \(address)")
    }
    // Told where the processor can.
    #expect((plain > 500) == isPlain("taro.yamada-1@mail.example.co.jp"), "seed \(seed)")
    #expect(!isPlain(""))
  }

  @Test("an address of about a register's length", arguments: 60...70)
  func registers(_ count: Int) {
    for end in ["p", "9", "-", ".", "_", "+", "@", "P"] {
      for domain in ["@mail.example.j", "@j", ".", "@a.b-"] {
        let tail = domain + end
        let address = String(repeating: "x", count: count - tail.count) + tail
        guard Array(address.utf8).withUnsafeBufferPointer(EmailAddress.isPlain) else { continue }
        #expect(Cleanser(type: .email).result(address) == .text(address))
        #expect(["p", "9"].contains(end) && count < 64)
      }
    }
  }
}
