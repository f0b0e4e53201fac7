import ArgumentParser
import Foundation
import Stages
import Table

/// Where the definitions, the store and the day are.
struct CommonOptions: ParsableArguments {
  @Option(help: "The folder of definitions.")
  var pipeline = "pipelines/insurance"

  @Option(help: "The folder where stages and manifests are published.")
  var store = "store"

  @Option(
    help: ArgumentHelp("The business date; today in Tokyo if not given.", valueName: "YYYY-MM-DD"))
  var date: BusinessDate = .today

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Overrides a parameter of the pipeline for this run.", valueName: "parameter=value"))
  var parameters: [Assignment] = []

  @Option(help: ThreadCount.help)
  var threads = ThreadCount.usual

  func validate() throws {
    guard !store.isEmpty else { throw ValidationError("--store must not be empty") }
  }
}

/// Whether work is done that need not be.
struct ForceOption: ParsableArguments {
  @Flag(help: "Run even what has not changed since the last run.")
  var force = false
}

/// How results are told.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Say nothing but errors.")
  var quiet = false

  @Flag(help: "Print one JSON object for machines.")
  var json = false
}

/// Whether people's keys are told.
struct ValuesOption: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Name the people for whom the manifest is other than that of the date's last run: personal "
        + "data."))
  var showValues = false
}

/// Where the secret that signs unsubscribe links comes from.
struct SecretOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file with the secret that signs unsubscribe links, 16 bytes or more, readable by its "
        + "owner alone (0600); otherwise the environment variable MEIBO_UNSUBSCRIBE_SECRET.",
      valueName: "file"))
  var secretFile: String?

  /// Links signed with less could be forged by trying secrets.
  private static let fewestBytes = 16

  /// The secret to sign links with, or nil if none is given. Warns of one that can be guessed.
  func readForSigning() throws -> String? {
    let secret = try read()
    if let secret, secret.utf8.count < Self.fewestBytes {
      let warning = """
        meibo: warning: the secret that signs unsubscribe links has fewer than \
        \(Self.fewestBytes) bytes and can be guessed
          help: make one with 'openssl rand -hex 32'; links that are out already are checked with \
        the old one

        """
      StandardStream.tell(warning)
    }
    return secret
  }

  /// The secret, of whatever length, or nil if none is given.
  func read() throws -> String? {
    guard let path = secretFile else {
      return ProcessInfo.processInfo.environment["MEIBO_UNSUBSCRIBE_SECRET"]
        .flatMap { $0.isEmpty ? nil : $0 }
    }
    var status = stat()
    guard stat(path, &status) == 0 else { throw Self.unreadable(path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(text: "meibo: error: secret file '\(path)' is no file", exitCode: 78)
    }
    guard status.st_mode & 0o077 == 0 else {
      throw Failure(
        text: "meibo: error: secret file '\(path)' can be read by others\n  help: chmod 600",
        exitCode: 78)
    }
    guard let file = fopen(path, "rb") else { throw Self.unreadable(path, errno) }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = fread(&bytes, 1, bytes.count, file)
    guard ferror(file) == 0 else { throw Self.unreadable(path, EIO) }
    let text = String(decoding: bytes[..<count], as: UTF8.self).trimmingCharacters(in: .newlines)
    guard !text.isEmpty else {
      throw Failure(text: "meibo: error: secret file '\(path)' is empty", exitCode: 78)
    }
    return text
  }

  private static func unreadable(_ path: String, _ code: Int32) -> Failure {
    Failure(
      text: "meibo: error: secret file '\(path)' cannot be read: \(Failure.reason(code))",
      exitCode: 78)
  }
}

/// How many threads work at once, 1 to 256. Work is parted by multiples of it.
struct ThreadCount: ExpressibleByArgument {
  let count: Int

  static let usual = ThreadCount(count: 2)
  static let help = ArgumentHelp(
    "How many threads work at once; results do not depend on it.", valueName: "1-256")

  private init(count: Int) { self.count = count }

  init?(argument: String) {
    guard let count = Int(argument), (1...256).contains(count) else { return nil }
    self.count = count
  }

  var defaultValueDescription: String { String(count) }
}

/// A day given as `YYYY-MM-DD` or `today`.
struct BusinessDate: ExpressibleByArgument {
  let day: Int64

  init(day: Int64) { self.day = day }

  init?(argument: String) {
    if argument == "today" {
      self = .today
      return
    }
    guard let day = CalendarDay.parse(argument) else { return nil }
    self.day = day
  }

  var defaultValueDescription: String { "today" }

  /// Japan keeps nine hours before UTC all year.
  static var today: BusinessDate {
    BusinessDate(
      day: CalendarDay.of(timestamp: Int64(Date().timeIntervalSince1970) + 9 * 3600))
  }
}

/// `name=value`.
struct Assignment: ExpressibleByArgument {
  let name: String
  let value: String

  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "=") else { return nil }
    name = String(argument[..<sign])
    value = String(argument[argument.index(after: sign)...])
  }
}

extension CommonOptions {
  /// The options of a run.
  func runOptions(
    exports: String? = nil, secret: String? = nil, replay: Bool = false, force: Bool = false
  ) -> RunOptions {
    RunOptions(
      pipeline: pipeline, exports: exports, store: store, date: date.day,
      parameters: parameters.map { ($0.name, $0.value) }, threads: threads.count,
      unsubscribeSecret: secret, replay: replay, force: force)
  }
}
