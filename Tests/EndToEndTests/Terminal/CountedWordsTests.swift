import Testing

@testable import meibo

struct CountedWordsTests {
  @Test("one is one, none and many are many")
  func counted() {
    let words = [0, 1, 2].map { meibo.counted($0, "exclusion") }
    #expect(words == ["0 exclusions", "1 exclusion", "2 exclusions"])
    #expect(meibo.counted(2, "address", "addresses") == "2 addresses")
  }
}
