import Cleanse
import Table
import Testing

@Suite("prefecture")
struct PrefectureTests {
  @Test(
    "reads a prefecture",
    arguments: [
      Case("in full", "東京都", "東京都"),
      Case("without 都", "東京", "東京都"),
      Case("without 府", "大阪", "大阪府"),
      Case("京都 is a prefecture", "京都", "京都府"),
      Case("without 県", "神奈川", "神奈川県"),
      Case("北海道 has no short form", "北海", .issue(.badChoice)),
      Case("Hokkaido", "北海道", "北海道"),
      Case("English", "Tokyo", "東京都"),
      Case("English in capitals and wide", "ＯＳＡＫＡ", "大阪府"),
      Case("the first code", "01", "北海道"),
      Case("a wide code", "１３", "東京都"),
      Case("the last code", "47", "沖縄県"),
      Case("no code", "48", .issue(.badChoice)),
      Case("zero is none", "00", .issue(.badChoice)),
      Case("a code needs two digits", "1", .issue(.badChoice)),
      Case("the wrong suffix", "東京県", .issue(.badChoice)),
      Case("a space inside", "大 阪", .issue(.badChoice)),
      Case("more than a prefecture", "東京都港区", .issue(.badChoice)),
      Case("a null word", "未入力", .null),
    ])
  func reads(_ example: Case) { check(example, with: Cleanser(type: .prefecture)) }

  @Test("has 47, each under its code")
  func codes() {
    let cleanser = Cleanser(type: .prefecture)
    var names: Set<String> = []
    for code in 1...47 {
      guard case .text(let name) = cleanser.result(code < 10 ? "0\(code)" : "\(code)") else {
        Issue.record("no prefecture \(code)")
        continue
      }
      names.insert(name)
      #expect(cleanser.result(name) == .text(name))
    }
    #expect(names.count == 47)
    #expect(cleanser.result("14") == "神奈川県")
    #expect(cleanser.result("40") == "福岡県")
  }

  @Test(
    "finds the prefecture that an address begins with",
    arguments: [
      Case("in full", "神奈川県横浜市西区1-2", "神奈川県"),
      Case("after a blank", "　京都府京都市", "京都府"),
      Case("nothing but the prefecture", "東京都", "東京都"),
      Case("not in the middle", "〒100-0001 東京都", .null),
      Case("not a city of that name", "大阪市北区", .null),
      Case("not half of it", "東京", .null),
      Case("empty", "", .null),
    ])
  func starting(_ example: Case) {
    let scratch = CleanseScratch()
    let found: Expected = withExtendedLifetime(scratch) {
      Array(example.input.utf8).withUnsafeBufferPointer { address in
        Prefecture.starting(address, scratch: scratch).map { .text($0.text) } ?? .null
      }
    }
    #expect(found == example.expected)
  }
}
