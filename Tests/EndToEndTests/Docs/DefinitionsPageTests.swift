import Foundation
import Pipeline
import TestSupport
import Testing

/// docs/definitions.md and docs/schema are made of what the program reads.
struct DefinitionsPageTests {
  private static let page = Repository.root.appending(path: "docs/definitions.md")
  private static var marker: Regex<(Substring, Substring)> {
    /<!-- keys of (\w+) -->\n(?:\|.*\n)*<!-- end -->\n/
  }

  @Test("the page has the keys of every mapping once, as the program has them")
  func keys() throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let names = text.matches(of: Self.marker).map { String($0.1) }
    #expect(names.sorted() == DefinitionPart.allCases.map(\.rawValue).sorted())
    let fresh = text.replacing(Self.marker) { match in
      let part = DefinitionPart(rawValue: String(match.1))
      return "<!-- keys of \(match.1) -->\n" + (part.map(DefinitionReference.table) ?? "")
        + "<!-- end -->\n"
    }
    try GoldenFile.check(fresh, Self.page)
  }

  @Test(
    "the JSON Schemas in docs/schema are those of the program", arguments: DefinitionKind.allCases)
  func schemas(_ kind: DefinitionKind) throws {
    try GoldenFile.check(
      DefinitionSchema.json(kind),
      Repository.root.appending(path: "docs/schema/\(kind.rawValue).json"))
  }

  @Test("docs/schema holds nothing else")
  func folder() throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appending(path: "docs/schema").file)
    #expect(names.sorted() == DefinitionKind.allCases.map { "\($0.rawValue).json" }.sorted())
  }
}
