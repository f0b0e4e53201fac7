import Foundation

/// A folder of definitions as it was at a git revision, in a temporary folder that goes with this
/// object.
final class GitDefinitions {
  /// The folder.
  let path: String

  /// - Throws: `Failure` if git is not there, does not know the revision, or the folder was not in
  ///   it.
  init(_ revision: String, of folder: String) throws {
    let isInGit = (try? Self.git(["rev-parse", "--git-dir"], in: folder)) != nil
    let notFound = Failure(
      text: "meibo: error: '\(revision)' is no date, no store, and no git revision of '\(folder)'"
        + (isInGit ? "" : "\n  help: '\(folder)' is in no git repository"), exitCode: 64)
    let id = try? Self.git(
      ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"], in: folder)
    guard let id else { throw notFound }
    let commit = String(decoding: id, as: UTF8.self).trimmingCharacters(in: .newlines)
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("meibo-definitions-\(UUID().uuidString)").path
    // Names are those below the folder, in the order of the tree.
    let tree = try Self.git(["ls-tree", "-r", "-z", commit], in: folder)
    let entries = String(decoding: tree, as: UTF8.self).split(separator: "\0")
    var count = 0
    for entry in entries {
      // <mode> <type> <object>TAB<path>
      let parts = entry.split(separator: "\t", maxSplits: 1)
      let words = parts[0].split(separator: " ")
      guard parts.count == 2, words.count == 3, words[0].hasPrefix("100"),
        parts[1].hasSuffix(".yml")
      else { continue }
      let file = URL(filePath: path).appending(path: String(parts[1]))
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Self.git(["cat-file", "blob", String(words[2])], in: folder).write(to: file)
      count += 1
    }
    if count == 0 {
      throw Failure(
        text: "meibo: error: '\(folder)' holds no definitions at '\(revision)'", exitCode: 64)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// What git prints, run in a folder.
  private static func git(_ arguments: [String], in folder: String) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw Failure(text: "meibo: error: cannot run git", exitCode: 78)
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(text: "meibo: error: git cannot read '\(folder)'", exitCode: 65)
    }
    return data
  }
}
