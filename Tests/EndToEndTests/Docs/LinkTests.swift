import Foundation
import Testing

/// Every page can be come to from the READMEs, and every link of a page leads somewhere.
struct LinkTests {
  @Test(
    "every page of docs is linked to, by a chain of links",
    arguments: ["README.md", "README.ja.md"])
  func reachable(_ start: String) throws {
    var seen: Set<String> = []
    var open = [start]
    while let page = open.popLast() {
      guard seen.insert(page).inserted else { continue }
      open += try Self.links(page).map(\.path).filter { $0.hasSuffix(".md") }
    }
    let missing = try Self.pages().filter { !seen.contains($0) && !$0.hasPrefix("README") }
    #expect(missing == [])
  }

  @Test("every link leads to a file, and to a heading of it if it names one")
  func whole() throws {
    for page in try Self.pages() {
      for link in try Self.links(page) {
        let file = Repository.root.appending(path: link.path)
        guard FileManager.default.fileExists(atPath: file.file) else {
          Issue.record("\(page): \(link.path) is not there")
          continue
        }
        guard let heading = link.heading else { continue }
        #expect(try Self.headings(link.path).contains(heading), "\(page): \(link.path)#\(heading)")
      }
    }
  }

  /// The pages of the repository by path.
  private static func pages() throws -> [String] {
    let files = FileManager.default
    let docs = try files.subpathsOfDirectory(atPath: Repository.root.appending(path: "docs").file)
    return docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
      + ["README.md", "README.ja.md", "BENCHMARKS.md", "CHANGELOG.md"]
  }

  /// The links of a page into the repository; a folder stands for the pages in it as well.
  private static func links(_ page: String) throws -> [(path: String, heading: String?)] {
    let folder = URL(filePath: "/" + page).deletingLastPathComponent()
    return try text(page).matches(of: /\]\(([^)\s]+)\)/).flatMap { match in
      let target = String(match.1)
      guard !target.contains("://") else { return [(path: String, heading: String?)]() }
      let parts = target.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
      let path =
        parts[0].isEmpty
        ? page : String(folder.appending(path: parts[0]).standardized.file.dropFirst())
      let inside = try pages().filter { $0.hasPrefix(path + "/") }
      return [(path, parts.count > 1 ? parts[1] : nil)] + inside.map { ($0, nil) }
    }
  }

  /// The headings of a page as GitHub names them in links.
  private static func headings(_ page: String) throws -> Set<String> {
    Set(
      try text(page).split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
        line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
          .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
          .replacing(" ", with: "-")
      })
  }

  /// A page without its fenced blocks.
  private static func text(_ page: String) throws -> String {
    try String(contentsOf: Repository.root.appending(path: page), encoding: .utf8)
      .replacing(/(?s)```.*?```/, with: "")
  }
}
