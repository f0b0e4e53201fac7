import Cleanse
import Table
import Testing

@Suite("phone")
struct PhoneNumberTests {
  @Test(
    "reads a mobile number",
    arguments: [
      "09012345678", "０９０－１２３４－５６７８", "090 1234 5678", "(090)1234.5678", "090ー1234ｰ5678",
      "090‐1234‑5678", "090‒1234–5678", "090—1234―5678", "090−1234～5678", "【090】1234-5678",
      "+819012345678", "+81 90-1234-5678", "+81(0)90-1234-5678", "+8109012345678",
      "(+81)90-1234-5678", "0081 90 1234 5678", "819012345678", "9012345678", "90-1234-5678",
      "+81(0)–9012345678", "０９０\u{200B}12345678",
    ])
  func reads(_ text: String) {
    check(Case(text, text, "+819012345678"), with: Cleanser(type: .phone))
  }

  @Test("takes 060 to 090", arguments: ["060", "070", "080", "090"])
  func prefixes(_ prefix: String) {
    let cleanser = Cleanser(type: .phone)
    #expect(cleanser.result(prefix + "11111111") == .text("+81" + prefix.dropFirst() + "11111111"))
    #expect(cleanser.result(prefix + "01111111") == .issue(.badPhone))
  }

  @Test(
    "refuses everything else",
    arguments: [
      "03-1234-5678", "0312345678", "05012345678", "01012345678", "0901234567", "090123456789",
      "-09012345678", "09012345678-", "09012345678ー", "-+819012345678", "+-819012345678",
      "++819012345678", "09+012345678", "8109012345678", "00819012345", "008109012345678",
      "+81(0)(0)9012345678", "tel:09012345678", "090・1234・5678", "090/1234/5678", "090１２３４５６７x",
      "+19012345678", "090゛12345678", "1", "()", "12345678901234567890",
    ])
  func refuses(_ text: String) {
    #expect(Cleanser(type: .phone).result(text) == .issue(.badPhone))
  }

  @Test("a long vowel sign alone is nothing")
  func nothing() { #expect(Cleanser(type: .phone).result("ー") == .null) }
}
