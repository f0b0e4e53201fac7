import Table
import Testing

@testable import Store

@Suite("A filter of keys")
struct KeyFilterTests {
  private static func mayHold(_ filter: KeyFilter, _ text: String) -> Bool {
    var text = text
    return text.withUTF8 { filter.mayHold($0) }
  }

  @Test("lets every key pass and turns most other texts down", arguments: [1, 7, 8, 9, 1000, 5000])
  func keys(_ count: Int) {
    var keys = KeyIndex()
    for number in 0..<count {
      var key = number == 0 ? "" : "名\(number)"
      _ = key.withUTF8 { keys.insert($0) }
    }
    let filter = KeyFilter(keys)
    for number in 0..<count {
      #expect(Self.mayHold(filter, number == 0 ? "" : "名\(number)"))
    }
    let passing = (0..<1000).count { Self.mayHold(filter, "W\($0)") }
    #expect(passing < 250)
  }

  @Test("of a column passes over nulls, and of no keys lets nothing pass")
  func nothing() {
    let some = KeyFilter(KeyIndex(of: TextColumn([nil, "a", nil, "a"])))
    #expect(Self.mayHold(some, "a"))
    let none = KeyFilter(KeyIndex())
    #expect(!Self.mayHold(none, "") && !Self.mayHold(none, "a"))
  }
}
