import TestSupport
import Testing

@testable import Ingest
@testable import Pipeline

/// `check` and the exports folder read the brackets of a pattern each by itself, since neither may see
/// the other.
@Suite("What check says of a pattern")
struct NamePatternAgreementTests {
  private static let alphabet = ["a", "b", "c", "]", "[", "-", "!", "^"]

  /// All names of up to four letters.
  private static let names = (0..<4).reduce(into: Set([""])) { names, _ in
    names.formUnion(names.flatMap { name in alphabet.map { name + $0 } })
  }

  private static func fault(_ pattern: String) -> String? {
    let sink = DiagnosticSink()
    let place = SourceLocation(file: "x.yml", line: 1, column: 1)
    FilesPattern.check(Located(pattern, place), sink: sink)
    return sink.diagnostics.first?.message
  }

  @Test("is what the exports folder finds by it", arguments: [1, 2, 3] as [UInt64])
  func agreement(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var verdicts: [String: Int] = [:]
    for _ in 0..<200 {
      let pattern = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        // Brackets are what is asked about.
        Self.alphabet[[0, 1, 3, 3, 4, 4, 5, 6].randomElement(using: &generator) ?? 0]
      }.joined()
      let matcher = NamePattern(pattern)
      let isMatched = Self.names.contains { matcher.matches($0) }
      switch Self.fault(pattern) {
      case nil:
        verdicts["good", default: 0] += 1
        #expect(isMatched, "seed \(seed): \(pattern)")
      case let fault? where fault.hasSuffix("stands for no character"):
        verdicts["empty", default: 0] += 1
        #expect(!isMatched, "seed \(seed): \(pattern)")
      default:
        verdicts["open", default: 0] += 1
        // The bracket stands for itself.
        let isLetter = Self.names.contains { $0.contains("[") && matcher.matches($0) }
        #expect(isLetter, "seed \(seed): \(pattern)")
      }
    }
    #expect((verdicts["good"] ?? 0) > 10 && (verdicts["open"] ?? 0) > 10, "seed \(seed)")
  }

  @Test("is right of ranges that go down", arguments: ["[b-a]", "a[c-b]", "[b-a]*"])
  func empty(_ pattern: String) {
    #expect(Self.fault(pattern)?.hasSuffix("stands for no character") == true)
    let matcher = NamePattern(pattern)
    #expect(!Self.names.contains { matcher.matches($0) })
  }
}
