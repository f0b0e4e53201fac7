import ArgumentParser
import Stages

/// What the page behind the unsubscribe links asks.
struct UnsubscribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unsubscribe", abstract: "Checks unsubscribe links.",
    subcommands: [UnsubscribeVerifyCommand.self])
}

/// Tells whether a link was signed by us.
struct UnsubscribeVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Tells whether an unsubscribe link is genuine.",
    discussion: """
      For the page that receives the click. Prints 'valid' and exits 0, or prints
      'invalid' and exits 65. With --store a second line tells the send's date,
      scenario and channel; never an address.
      """)

  @Option(help: ArgumentHelp("The send id, 's' of the link.", valueName: "id"))
  var send: String

  // A token may begin with a hyphen.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The token, 't' of the link.", valueName: "token"))
  var token: String

  @Option(help: "A store whose ledger tells what the send was.")
  var store: String?

  @OptionGroup var secret: SecretOptions

  @Flag(help: "Print one JSON object for machines.")
  var json = false

  func run() throws {
    let secret = try secret.read()
    let link = try Failure.reporting {
      try UnsubscribeLink(send: send, token: token, secret: secret, store: store)
    }
    if json {
      print(json: link.json)
    } else {
      for line in link.lines { print(line) }
    }
    if !link.isValid { throw ExitCode(65) }
  }
}
