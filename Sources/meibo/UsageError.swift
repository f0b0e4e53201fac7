import ArgumentParser
import Pipeline

extension Failure {
  /// Wrong use of the command, as the parser of arguments words it: `Error: Unknown option …` and
  /// lines of help.
  init(usage text: String, exitCode: Int32) {
    let label = "Error: "
    guard text.hasPrefix(label) else {
      self.init(text: text, exitCode: exitCode)
      return
    }
    let message = text.dropFirst(label.count)
    self.init(
      text: "meibo: error: " + message.prefix(1).lowercased() + message.dropFirst(),
      exitCode: exitCode)
  }

  /// Looks whether the commands that are named are there. The parser would speak of the options
  /// after a misspelt one, and show the help of another.
  static func refuseUnknownCommand(in arguments: [String]) throws(Failure) {
    let isHelp = arguments.first == "help"
    var command: any ParsableCommand.Type = MeiboCommand.self
    var path: [String] = []
    for word in arguments.dropFirst(isHelp ? 1 : 0) {
      let known = command.configuration.subcommands
      guard !word.hasPrefix("-"), !(isHelp && path.isEmpty && word == "help") else { return }
      if let next = known.first(where: { $0.configuration.commandName == word }) {
        command = next
        path.append(word)
        continue
      }
      // What follows a command are its arguments; those of `help` are commands.
      let takesArguments = known.isEmpty || command.configuration.defaultSubcommand != nil
      guard isHelp || !takesArguments else { return }
      let names = known.compactMap { $0.configuration.commandName }
      let help =
        Suggestion.help(for: word, in: names)
        ?? (names.isEmpty ? nil : names.joined(separator: ", "))
      throw Failure(
        text: "meibo: error: there is no command '\((path + [word]).joined(separator: " "))'"
          + (help.map { "\n  help: \($0)" } ?? ""), exitCode: 64)
    }
  }
}
