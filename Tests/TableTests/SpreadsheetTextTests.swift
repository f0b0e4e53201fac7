import Table
import Testing

@Suite("text that a spreadsheet takes for a formula")
struct SpreadsheetTextTests {
  @Test(
    "begins with a sign, in either width, a tab or a line end",
    arguments: ["=1+1", "+81", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", "="])
  func formula(_ text: String) {
    var text = text
    let isFormula = text.withUTF8 { SpreadsheetText.isFormula($0) }
    #expect(isFormula)
  }

  @Test("nothing else does", arguments: ["", "1-1", " =1", "あ", "ｱ", "！", "〜", "'=1", "\u{FF1C}"])
  func plain(_ text: String) {
    var text = text
    let isFormula = text.withUTF8 { SpreadsheetText.isFormula($0) }
    #expect(!isFormula)
  }
}
