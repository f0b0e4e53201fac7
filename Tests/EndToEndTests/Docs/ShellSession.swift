import Foundation
import TestSupport

/// Commands run one after another in one shell, as a reader types them: what one of them sets or
/// where it goes to holds for the next. Output and errors of each come together, as on a terminal.
struct ShellSession {
  let folder: TemporaryFolder

  /// An empty folder in which the shell starts.
  init() throws { folder = try TemporaryFolder() }

  /// Runs all commands, whatever comes of them; a result for each.
  func run(_ commands: [String]) throws -> [CommandResult] {
    let notes = try TemporaryFolder()
    let script = commands.enumerated().map { number, command in
      let file = notes.url.appending(path: String(number)).file
      return "{ \(command)\n} > '\(file)' 2>&1\necho $? > '\(file).code'\n"
    }
    let file = notes.url.appending(path: "script")
    try Data(script.joined().utf8).write(to: file)
    let path = BuiltCommand.meibo.url.deletingLastPathComponent().file
    _ = try BuiltCommand.system(
      "sh", ["-c", "PATH=\"\(path):$PATH\" && export PATH && . \"$0\"", file.file],
      in: folder.url)
    return try commands.indices.map { number in
      let file = notes.url.appending(path: String(number))
      let code = try String(contentsOf: file.appendingPathExtension("code"), encoding: .utf8)
      return CommandResult(
        exitCode: Int32(code.trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1,
        output: try String(contentsOf: file, encoding: .utf8), errors: "")
    }
  }
}
