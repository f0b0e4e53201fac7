import Foundation
import Testing

/// Every error that the documentation shows is one that a command really tells.
@Suite(.preparedStore())
struct QuotedMessageTests {
  /// Pages whose ```console blocks are run by tests of their own, line by line.
  private static let sessions = ["README.md", "README.ja.md", "docs/tutorial.md"]

  private static func messages() throws -> [DocsMessage] {
    try pages().flatMap { DocsMessage.all(of: $0, try text($0)) }
  }

  @Test(
    "each message of the documentation has a command that brings it about, and each such a page")
  func complete() throws {
    let shown = Set(try Self.messages().map(\.text))
    let provoked = Set(Provocation.all.map(\.message))
    #expect(shown.subtracting(provoked).sorted() == [], "nothing brings these about")
    #expect(provoked.subtracting(shown).sorted() == [], "no page has these")
    #expect(Provocation.all.count == provoked.count)
    #expect(provoked.count >= 40)
  }

  @Test(
    "the message is what the command says, and the store stays as it was",
    arguments: Provocation.all)
  func told(_ item: Provocation) throws {
    let messages = try Self.messages().filter { $0.text == item.message }
    let scene = try FailureScene()
    try item.arrange(scene)
    let before = try FolderContent(scene.store.url)
    let result = try scene.meibo(item.command)
    #expect([64, 65, 75, 78].contains(result.exitCode))
    #expect(result.output == "")
    for message in messages {
      #expect(try message.isTold(in: result.errors), "\(message)\n\(result.errors)")
    }
    #expect(try FolderContent(scene.store.url).differences(from: before) == [])
  }

  @Test("blocks with errors in sessions are on pages whose sessions are run")
  func sessions() throws {
    let pages = try Self.pages().filter { page in
      try Self.text(page).split(separator: "```console\n").dropFirst()
        .contains { $0.prefix { $0 != "`" }.contains("error: ") }
    }
    #expect(Set(pages).subtracting(Self.sessions) == [])
    #expect(pages.contains("docs/tutorial.md"))
  }

  /// The pages that people read: not the history of changes and decisions.
  private static func pages() throws -> [String] {
    let docs = Repository.root.appending(path: "docs")
    return try FileManager.default.contentsOfDirectory(atPath: docs.file)
      .filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 } + ["README.md", "README.ja.md"]
  }

  private static func text(_ page: String) throws -> String {
    try String(contentsOf: Repository.root.appending(path: page), encoding: .utf8)
  }
}

/// How messages are found on a page and compared.
struct DocsMessageTests {
  @Test("messages are found in tables, in sentences and in blocks, and nothing else is")
  func found() {
    let markdown = """
      # Errors
      Text with `code`, `x in ('a', 'b')`, `store/D/report.html` and `meibo: error: …`; a cell says
      `stage 'x' was run again` then.

      ```
      a.yml:1:2: error: no
        help: yes
      ```
      ```console
      $ meibo check
      meibo: error: not this
      ```
      | message | cause |
      |---|---|
      | `no file`, `'x' is gone` | see `this` |

      | key | is |
      |---|---|
      | `a key of two` | `x` |
      """
    #expect(
      DocsMessage.all(of: "p", markdown).map(\.text) == [
        "meibo: error: …", "stage 'x' was run again", "a.yml:1:2: error: no\n  help: yes",
        "no file", "'x' is gone",
      ])
  }

  @Test(
    "a message stands for names, numbers and dates in their places, and for nothing else",
    arguments: [
      ("source 'x': 12 of 300 records", "meibo: error: source 'orders': 1 of 2 records", true),
      (
        "source 'x': 12 of 300 records", "meibo: error: source 'orders': 1 of 2 records read", false
      ),
      ("source 'x': 12 of 300 records", "meibo: error: source 'orders': all of 2 records", false),
      ("D is sealed …", "meibo: error: 2026-11-21 is sealed: it has been handed over", true),
      ("D is sealed …", "meibo: error: today is sealed: it has been handed over", false),
      ("no stage 'cleanse' of D", "meibo: error: no stage 'derive' of 2026-11-21", false),
      ("'x' is missing", "  help: x\na/b.yml:3:14: error: 'mart' is missing\n", true),
      ("meibo: error: …", "meibo: error: anything", true),
      ("'f.csv' is cut", "meibo: error: 'a.csv.gz' is cut", true),
    ])
  func told(_ message: String, _ errors: String, _ isTold: Bool) throws {
    let message = DocsMessage(page: "p", text: message, isBlock: false)
    #expect(try message.isTold(in: errors) == isTold)
  }

  @Test("a block is compared to the letter")
  func block() throws {
    let block = DocsMessage(page: "p", text: "a: error: 'x'\n  help: y", isBlock: true)
    #expect(try block.isTold(in: "a: error: 'x'\n  help: y\n"))
    #expect(try !block.isTold(in: "a: error: 'z'\n  help: y\n"))
  }
}
