import Foundation
import Store
import TestSupport
import Testing

/// Everything a run needs, in copies that a test may break.
final class FailureScene {
  let store: TestStore
  let exports: URL
  let pipeline: URL
  var command = "run"
  var date = Repository.date
  var arguments: [String] = []
  var environment = ["MEIBO_UNSUBSCRIBE_SECRET": Repository.secret]
  private var lock: StoreLock?

  /// A store in which the fixture's day has been run.
  init() throws {
    store = try PreparedStore.store.copy()
    exports = try store.folder.copy(Repository.exports)
    pipeline = try store.folder.copy(Repository.pipeline)
  }

  /// Runs the command and takes the temporary folder's name out of what it says.
  func run() throws -> CommandResult {
    var arguments = arguments + ["--pipeline", pipeline.file]
    if ["run", "ingest", "cleanse"].contains(command) { arguments += ["--exports", exports.file] }
    let result = try store.meibo(command, on: date, arguments, environment: environment)
    let folder = store.folder.url.file
    func masked(_ text: String) -> String {
      text.replacing(folder, with: ".").replacing("./", with: "")
    }
    return CommandResult(
      exitCode: result.exitCode, output: masked(result.output), errors: masked(result.errors))
  }

  /// Runs a command in the folder where `store`, `exports` and `insurance` lie.
  func meibo(_ command: String) throws -> CommandResult {
    try BuiltCommand.meibo.run(
      command.split(separator: " ").map(String.init), environment: environment,
      in: store.folder.url)
  }

  /// The same, of a command that must go well.
  func succeed(_ command: String) throws {
    let result = try meibo(command)
    try #require(result.exitCode == 0, "\(result.errors)")
  }

  /// Changes an export that is in UTF-8.
  func edit(_ export: String, _ change: (String) -> String) throws {
    let file = exports.appending(path: export)
    try Data(change(String(contentsOf: file, encoding: .utf8)).utf8).write(to: file)
  }

  /// Replaces text in a definition that must hold it.
  func redefine(_ path: String, _ old: String, _ new: String) throws {
    let file = pipeline.appending(path: path)
    let text = try String(contentsOf: file, encoding: .utf8)
    try #require(text.contains(old))
    try Data(text.replacing(old, with: new).utf8).write(to: file)
  }

  /// Writes a file beside the store.
  func write(_ name: String, _ text: String, mode: Int) throws -> URL {
    let file = store.folder.url.appending(path: name)
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.file)
    return file
  }

  /// Holds the store as another run would.
  func lockStore() throws { lock = try StoreFolder(store.url.file).lock() }
}
