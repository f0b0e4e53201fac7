import Foundation
import TestSupport
import Testing

/// A store in a temporary folder, and meibo run on it.
final class TestStore: Sendable {
  let folder: TemporaryFolder
  let url: URL

  init() throws {
    folder = try TemporaryFolder()
    url = folder.url.appending(path: "store")
  }

  /// A copy that may be changed, without the trials that other tests run in the store meanwhile.
  func copy() throws -> TestStore {
    let other = try TestStore()
    let files = FileManager.default
    let original = url.resolvingSymlinksInPath()
    let mode = try files.attributesOfItem(atPath: original.file)[.posixPermissions]
    try files.createDirectory(
      at: other.url, withIntermediateDirectories: false,
      attributes: mode.map { [.posixPermissions: $0] })
    for name in try files.contentsOfDirectory(atPath: original.file)
    where !name.hasPrefix(".trial.") {
      try files.copyItem(
        at: original.appending(path: name), to: other.url.appending(path: name))
    }
    return other
  }

  /// Runs a command with this store, for a date.
  func meibo(
    _ command: String, on date: String = Repository.date, _ arguments: [String] = [],
    environment: [String: String] = ["MEIBO_UNSUBSCRIBE_SECRET": Repository.secret]
  ) throws -> CommandResult {
    let words = command.split(separator: " ").map { String($0) }
    return try BuiltCommand.meibo.run(
      words + ["--store", url.file, "--date", date] + arguments, environment: environment)
  }

  /// Runs all stages, which must go well.
  @discardableResult
  func run(
    on date: String = Repository.date, exports: URL = Repository.exports,
    _ arguments: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> CommandResult {
    let result = try meibo("run", on: date, ["--exports", exports.file] + arguments)
    try #require(result.exitCode == 0, "\(result.errors)", sourceLocation: sourceLocation)
    return result
  }

  func stageFile(_ stage: String, on date: String = Repository.date) -> URL {
    url.appending(path: "\(date)/\(stage).sqlite")
  }

  func manifest(on date: String = Repository.date) -> URL {
    url.appending(path: "manifests/\(date)")
  }

  var ledger: URL { url.appending(path: "ledger.sqlite") }

  /// A file of the hand-over, unpacked.
  func unpacked(_ name: String, on date: String = Repository.date) throws -> String {
    let result = try BuiltCommand.system("gzip", ["-cd", name + ".gz"], in: manifest(on: date))
    try #require(result.exitCode == 0, "\(result.errors)")
    return result.output
  }

  static let stages = ["ingest", "cleanse", "derive", "segment", "manifest"]
}
