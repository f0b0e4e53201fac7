import Foundation
import TestSupport
import Testing

/// A pipeline to start from works as it is.
struct NewPipelineTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func meibo(_ arguments: String...) throws -> CommandResult {
    try BuiltCommand.meibo.run(arguments, in: folder.url)
  }

  @Test("it passes the check but for its sender, and gives a manifest at once")
  func works() throws {
    let made = try meibo("new", "pipeline", "shop")
    #expect(made.exitCode == 0)
    #expect(made.errors == "")
    let check = try meibo("check", "--pipeline", "pipelines/shop")
    #expect(
      check.lines == Self.warning + ["pipeline 'shop': 4 sources, 1 mart, 1 scenario, no errors"])

    let commands = String(try #require(made.output.split(separator: "try it:\n").last))
    let meibo = BuiltCommand.meibo.url.file
    let result = try BuiltCommand.system(
      "sh", ["-ec", commands.replacing("  meibo ", with: "  '\(meibo)' ")], in: folder.url)
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.errors.split(separator: "\n").map(String.init) == Self.warning)
    let manifest = folder.url.appending(path: "try/manifests/2026-11-21")
    let sums = try BuiltCommand.system(
      "sha256sum", ["-c", "--quiet", "SHA256SUMS"], in: manifest)
    #expect(sums.exitCode == 0)
    let mails = try BuiltCommand.system("gzip", ["-cd", "email.jsonl.gz"], in: manifest)
    #expect(mails.lines.count == 2)
    let left = try BuiltCommand.system("gzip", ["-cd", "exclusions.jsonl.gz"], in: manifest)
    #expect(left.lines.count == 2)
    #expect(left.output.contains(#""reason":"no_destination""#))
    #expect(left.output.contains(#""reason":"duplicate"#))
  }

  private static let warning = [
    "pipelines/shop/channels.yml:14:9: warning: the sender is still a made-up one",
    "  help: before anything is sent, the law wants yours: 'name', 'postal_address', "
      + "'contact', 'unsubscribe_url'",
  ]

  @Test(
    "a run says on standard error, once, what the check warns of, unless it is to be quiet",
    arguments: [([], warning), (["--json"], warning), (["--quiet"], [])])
  func warns(_ options: [String], _ warning: [String]) throws {
    _ = try meibo("new", "pipeline", "shop")
    _ = try BuiltCommand.system(
      "sh", ["-ec", "umask 077; echo 0123456789abcdef0123456789abcdef > secret"], in: folder.url)
    let run = """
      run --pipeline pipelines/shop --exports pipelines/shop/sample --store try \
      --date 2026-11-21 --secret-file secret
      """
    let result = try BuiltCommand.meibo.run(
      run.split(separator: " ").map(String.init) + options, in: folder.url)
    #expect(result.exitCode == 0)
    #expect(result.errors.split(separator: "\n").map(String.init) == warning)
    #expect(!result.output.contains("warning"))
  }

  @Test("a drafted source that no check would read is not written")
  func draftName() throws {
    try Data("ID\n1\n".utf8).write(to: folder.url.appending(path: "rows.csv"))
    for name in ["rows.yaml", "rows", "rows.yml.txt"] {
      let result = try meibo("new", "source", "--from", "rows.csv", "--out", name)
      #expect(result.exitCode == 64)
      #expect(
        result.errors
          == "meibo: error: '\(name)' does not end in .yml\n  help: definition files do\n")
    }
    #expect(try FolderContent(folder.url).files.count == 1)
    #expect(try meibo("new", "source", "--from", "rows.csv", "--out", "rows.yml").exitCode == 0)
  }

  @Test("another folder is made with those above it")
  func elsewhere() throws {
    #expect(try meibo("new", "pipeline", "shop", "--out", "a/b/c").exitCode == 0)
    #expect(try meibo("check", "--pipeline", "a/b/c").exitCode == 0)
  }

  @Test("what is there already is left as it is", arguments: [true, false])
  func existing(_ isFolder: Bool) throws {
    let place = folder.url.appending(path: "mine")
    if isFolder {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
    } else {
      try Data("mine".utf8).write(to: place)
    }
    let before = try FolderContent(folder.url)
    let result = try meibo("new", "pipeline", "shop", "--out", "mine")
    #expect(result.exitCode == 64)
    #expect(
      result.errors == """
        meibo: error: 'mine' exists already
          help: remove it, or name another --out

        """)
    #expect(try FolderContent(folder.url).differences(from: before) == [])
  }

  @Test(
    "a name that could lead elsewhere is refused",
    arguments: ["../shop", "", "Shop", "a/b", "9", "-x", "店", "a b"])
  func names(_ name: String) throws {
    let result = try meibo("new", "pipeline", "--", name)
    #expect(result.exitCode == 64)
    #expect(result.errors.hasPrefix("meibo: error: '\(name)' cannot name a pipeline\n"))
    #expect(try FolderContent(folder.url).files.isEmpty)
  }
}
