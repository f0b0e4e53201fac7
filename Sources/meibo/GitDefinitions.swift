import Foundation
import Glibc

/// A folder of definitions as it was at a git revision, in a temporary folder that goes with this
/// object.
final class GitDefinitions {
  /// The folder.
  let path: String

  /// - Throws: `Failure` if git is not there, does not know the revision, the folder was not in it,
  ///   or a path in it leads out of the folder.
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
    guard mkdir(path, 0o700) == 0 else { throw Self.unwritable(path, errno) }
    // Names are those below the folder, in the order of the tree.
    let tree = try Self.git(["ls-tree", "-r", "-z", commit], in: folder)
    let entries = String(decoding: tree, as: UTF8.self).split(separator: "\0")
    var count = 0
    for entry in entries {
      // <mode> <type> <object>TAB<path>
      let parts = entry.split(separator: "\t", maxSplits: 1)
      let words = parts[0].split(separator: " ")
      guard parts.count == 2, Self.staysBelow(parts[1]) else {
        throw Failure(
          text: "meibo: error: a path in '\(revision)' leads out of its folder\n"
            + "  help: 'git fsck' says which; git itself makes no such tree", exitCode: 65)
      }
      guard words.count == 3, words[0].hasPrefix("100"), parts[1].hasSuffix(".yml") else {
        continue
      }
      let file = URL(filePath: path).appending(path: String(parts[1]))
      do {
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      } catch {
        throw Failure.unwritable(file.deletingLastPathComponent().path, error)
      }
      try Self.write(
        Self.git(["cat-file", "blob", String(words[2])], in: folder), to: file.path)
      count += 1
    }
    if count == 0 {
      throw Failure(
        text: "meibo: error: '\(folder)' holds no definitions at '\(revision)'", exitCode: 64)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Whether a path in a tree names something below it. Git makes no others, but reads them.
  private static func staysBelow(_ path: Substring) -> Bool {
    path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8)
    }
  }

  /// Makes a file that must not be there, and follows no link.
  private static func write(_ data: Data, to path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw unwritable(path, errno) }
    defer { close(descriptor) }
    let number = data.withUnsafeBytes { StandardStream.write($0, to: descriptor) }
    if let number { throw unwritable(path, number) }
  }

  private static func unwritable(_ path: String, _ number: Int32) -> Failure {
    Failure(
      text: "meibo: error: cannot write '\(path)': \(Failure.reason(number))", exitCode: 75)
  }

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
