import TestSupport
import Testing

@testable import Stages

@Suite("Answers that cannot be read")
struct UnreadableAnswerTests {
  @Test(
    "a run says of which permissions more answers cannot be read than can",
    arguments: [
      (["OK", "NG", "OK"], "3 of 3"), (["OK", "NG", "1"], "2 of 3"), (["OK", "1"], nil),
      (["OK", "", "", ""], "1 of 1"), (["", "", ""], nil), (["1", "0", "1"], nil),
    ])
  func people(_ answers: [String], _ count: String?) throws {
    let shop = try Shop()
    for name in ["people-1.csv", "people-2.csv", "people-10.csv"] { try shop.exports.remove(name) }
    let rows = answers.enumerated().map { index, answer in
      "P\(index),山田,p\(index)@example.jp,\(answer),東京都,,2026-01-01 10:00,2026-01-01 10:00\n"
    }
    try shop.exports.write(
      "people.csv", "会員ID,名前,メール,許可,都道府県,住所,登録日時,更新日時\n" + rows.joined())
    let reports = try shop.run(try TemporaryFolder())
    let note = count.map {
      "consent at risk in people: \($0) answers in 'email_ok' cannot be read; its words belong into "
        + "true_words and false_words"
    }
    #expect(reports[1].stage == .cleanse)
    #expect(reports[1].notes.filter { $0.contains("people") } == [note].compactMap { $0 })
  }

  @Test("the answers of forms are told likewise")
  func forms() throws {
    let shop = try Shop()
    try shop.exports.write(
      "orders.csv",
      "order,person,mail,ok,at,amount\nO1,P1,a@example.jp,希望,2026-11-01 10:00,100\n")
    let notes = try shop.run(try TemporaryFolder())[1].notes
    #expect(
      notes.contains { $0.hasPrefix("consent at risk in orders: 1 of 1 answers in 'order_ok'") })
  }
}
