import Foundation
import TestSupport

/// A command as it was built beside the tests.
struct BuiltCommand: Sendable {
  static let meibo = BuiltCommand(url: built("meibo"))
  static let exportgen = BuiltCommand(url: built("exportgen"))

  let url: URL

  /// A command of the system, looked up on the path.
  static func system(
    _ name: String, _ arguments: [String], in folder: URL, input: String = ""
  ) throws -> CommandResult {
    try BuiltCommand(url: URL(filePath: "/usr/bin/env"))
      .run([name] + arguments, environment: [:], input: input, in: folder)
  }

  /// Runs a script with bash, in which `$meibo` is the command.
  static func bash(_ script: String) throws -> CommandResult {
    try system("bash", ["-c", "meibo='\(meibo.url.file)'\n" + script], in: Repository.root)
  }

  /// Runs the command to its end, with nothing of this process's environment but the path.
  ///
  /// Output goes through files: a pipe would be inherited by commands started at the same time.
  ///
  /// - Parameter output: where it goes if not into the result.
  func run(
    _ arguments: [String],
    environment: [String: String] = ["MEIBO_UNSUBSCRIBE_SECRET": Repository.secret],
    input: String = "", output: URL? = nil, in folder: URL = Repository.root
  ) throws -> CommandResult {
    let channels = try TemporaryFolder()
    let streams = try ["input", "output", "errors"].map { name in
      let file = channels.url.appending(path: name)
      try Data(name == "input" ? input.utf8 : "".utf8).write(to: file)
      return file
    }
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment.merging(
      ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]) { own, _ in own }
    process.standardInput = try FileHandle(forReadingFrom: streams[0])
    process.standardOutput = try FileHandle(forWritingTo: output ?? streams[1])
    process.standardError = try FileHandle(forWritingTo: streams[2])
    try process.run()
    process.waitUntilExit()
    return CommandResult(
      exitCode: process.terminationStatus, output: try text(streams[1]),
      errors: try text(streams[2]))
  }

  private func text(_ file: URL) throws -> String {
    String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  /// Beside the test binary, or where `swift build` puts it.
  private static func built(_ name: String) -> URL {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: name)
    return FileManager.default.isExecutableFile(atPath: beside.file)
      ? beside : Repository.root.appending(path: ".build/debug/\(name)")
  }
}

/// What a command left behind.
struct CommandResult: Sendable {
  let exitCode: Int32
  let output: String
  let errors: String

  /// The lines of the output.
  var lines: [String] { output.split(separator: "\n").map { String($0) } }
}
