import Foundation
import TestSupport
import Testing

/// A folder that looks like the repository after `make release`, with a build folder of its own.
struct Checkout {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let files = FileManager.default
    for name in ["Makefile", "pipelines", "fixtures"] {
      try files.createSymbolicLink(
        at: folder.url.appending(path: name),
        withDestinationURL: Repository.root.appending(path: name))
    }
    let release = folder.url.appending(path: ".build/release")
    try files.createDirectory(at: release, withIntermediateDirectories: true)
    try files.createSymbolicLink(
      at: release.appending(path: "meibo"), withDestinationURL: BuiltCommand.meibo.url)
  }

  /// Runs a line of shell in the folder; `make` takes the program for built.
  func run(_ line: String) throws -> CommandResult {
    let command = line.hasPrefix("make ") ? "make --old-file=release " + line.dropFirst(5) : line
    return try BuiltCommand.system("sh", ["-c", command], in: folder.url)
  }
}
