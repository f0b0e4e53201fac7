import Ingest
import Store
import Table
import Testing

@testable import Stages

@Suite("What a person is known by, in raw texts")
struct PersonWordsTests {
  private static let marks: Set = [
    ErasureMark(.customer, "C0000204"), ErasureMark(.email, "ichiro@example.jp"),
    ErasureMark(.phone, "+819012345678"), ErasureMark(.token, "aB9"),
  ]

  private static func stands(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { PersonWords(marks).stand(in: $0) }
  }

  private static func encodings(_ text: String) throws -> [[UInt8]] {
    var pairs: [UInt8] = []
    let encoder = CP932Encoder()
    try #require(encoder.encode(text) { pairs.append($0) })
    return [
      Array(text.utf8), pairs,
      text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] },
    ]
  }

  @Test(
    "is found in every spelling that cleansing reads, and in every encoding",
    arguments: [
      "ichiro@example.jp", "ＩＣＨＩＲＯ@example.jp", "ｉｃｈｉｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", "山田<Ichiro@Example.JP>",
      "一郎　ichiro@example.jp　様", "09012345678", "０９０１２３４５６７８", "090-1234-5678",
      "090 1234 5678", "(090)1234-5678", "（０９０）　１２３４　５６７８", "+81 90 1234 5678",
      "+81(0)90-1234-5678", "8190 12345678", "9012345678", "０９０－１２３４－５６７８", "090ー1234ー5678",
      "０９０．１２３４．５６７８", "C0000204", "Ｃ００００２０４", "1,Ｃ0000204,山田", "aB9", "ａＢ９",
    ])
  func spellings(_ text: String) throws {
    for bytes in try Self.encodings("山田,\(text),名") { #expect(Self.stands(bytes)) }
    #expect(Self.stands(Array(text.utf8)))
  }

  @Test(
    "is not found in what is another's",
    arguments: [
      "ichiro@example.jpn", "xichiro@example.jp", "ＸＩＣＨＩＲＯ@example.jp", "ichiro＠example",
      "c0000204",
      "C00002041", "Ｃ０００0２０４１", "ab9", "109012345678", "0901234567", "090123456789",
      "０９０１２３４５６７９", "0901234,5678", "090-1234x5678", "090-1234.....5678", "",
    ])
  func others(_ text: String) throws {
    for bytes in try Self.encodings("山田,\(text),名") { #expect(!Self.stands(bytes)) }
  }

  @Test(
    "is looked for as what it is",
    arguments: [
      (ErasureMark(.phone, "+819012345678"), "電話090-1234-5678まで", true),
      (ErasureMark(.phone, "+819012345678"), "0901234567,109012345678,090-1234-56789", false),
      (ErasureMark(.email, "q@example.jp"), "Q@Example.JP;b@example.jp", true),
      (ErasureMark(.email, "q@example.jp"), "aq@example.jp", false),
      (ErasureMark(.customer, "C1"), "c1,C1", true), (ErasureMark(.customer, "C1"), "c1", false),
      (ErasureMark(.line, "Uab"), "UAB,Uab", true), (ErasureMark(.send, "S1"), "S1", false),
    ])
  func kinds(_ mark: ErasureMark, _ text: String, _ isFound: Bool) {
    let bytes = Array(text.utf8)
    bytes.withUnsafeBufferPointer { #expect(PersonWords([mark]).stand(in: $0) == isFound) }
  }

  @Test("has room for its longest spelling")
  func longest() {
    let long = "０　－　９　－　０　－　１２３４５６７８"
    #expect(PersonWords(Self.marks).longest > long.utf8.count)
    #expect(PersonWords([]).longest < 16)
  }
}
