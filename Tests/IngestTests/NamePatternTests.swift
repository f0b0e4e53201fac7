import Glibc
import TestSupport
import Testing

@testable import Ingest

@Suite("Patterns of names")
struct NamePatternTests {
  @Test(
    "match",
    arguments: [
      ("*", ""), ("*", "顧客.csv"), ("顧客?.csv", "顧客１.csv"), ("[１-３].csv", "２.csv"),
      ("[東西].csv", "西.csv"), ("[!0-9].csv", "東.csv"), ("[^0-9].csv", "a.csv"), ("a*b*c", "a1b2b3c"),
      ("[]a].csv", "].csv"), ("[a-].csv", "-.csv"), ("[-a].csv", "-.csv"), ("[a.csv", "[a.csv"),
      ("a[", "a["), (".*", ".x"), ("\\*", "\\a"), ("が", "が"), ("*.csv*", "a.csv.gz"),
    ])
  func matches(_ pattern: String, _ name: String) {
    #expect(NamePattern(pattern).matches(name))
  }

  @Test(
    "do not match",
    arguments: [
      ("", "a"), ("a", ""), ("?", ""), ("?", "ab"), ("顧客?.csv", "顧客.csv"), ("[１-３].csv", "４.csv"),
      ("[東西].csv", "南.csv"), ("[!東西].csv", "東.csv"), ("[3-1]", "2"), ("*", ".x"), ("?x", ".x"),
      ("[.]x", ".x"), ("a*b*c", "a1b2b3"), ("*.csv", "a.csv.gz"),
      // が as one letter, and as か with a mark: other files.
      ("\u{304C}", "\u{304B}\u{3099}"), ("A", "a"),
    ])
  func matchesNot(_ pattern: String, _ name: String) {
    #expect(!NamePattern(pattern).matches(name))
  }

  @Test("of ASCII mean what they mean to fnmatch", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func asSystem(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let parts = ["*", "?", "a", "b", ".", "-", "[ab]", "[!a]", "[a-b]", "[.-]", "[]b]", "\\"]
    let letters = Array("ab.-]\\")
    for _ in 0..<20_000 {
      let pattern = (0..<Int.random(in: 0...6, using: &random))
        .map { _ in parts.randomElement(using: &random)! }.joined()
      let name = String(
        (0..<Int.random(in: 0...6, using: &random)).map { _ in
          letters.randomElement(using: &random)!
        })
      let isMatch = fnmatch(pattern, name, FNM_PERIOD | FNM_NOESCAPE) == 0
      #expect(
        NamePattern(pattern).matches(name) == isMatch, "seed \(seed): '\(pattern)', '\(name)'")
    }
  }
}
