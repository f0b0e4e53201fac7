import ArgumentParser
import Dispatch
import Glibc

/// Writes a landing directory of ugly synthetic exports. Equal arguments give equal content.
@main
struct Exportgen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exportgen",
    abstract: "Write synthetic exports of the thirteen insurance sources.",
    discussion: """
      With --customers, a small world in which every kind of dirt and every situation occurs. \
      With --scale, a large one with little dirt: 1.0 is 500,000 customers and 13 million records.
      """)

  @Option(help: "Number that decides every random choice.")
  var seed: UInt64 = 1

  @Option(help: "Customers of a small world.")
  var customers = 300

  @Option(help: "Size of a large world; 1.0 is about 13 million records.")
  var scale: Double?

  @Option(help: "Business date that events are dated around.")
  var date = "2026-11-21"

  @Option(help: "Sources to write, with commas between; all by default.")
  var sources: String?

  @Option(help: "Folder to write to; made if missing.")
  var out: String

  func run() throws {
    guard let date = Day(text: date), (2000...2100).contains(date.parts.year) else {
      throw ValidationError("--date must be a day of this century such as 2026-11-21")
    }
    if let scale, !(0...100).contains(scale) {
      throw ValidationError("--scale must be at most 100")
    }
    let count = scale.map { Int($0 * 500_000) } ?? customers
    let world = World(seed: seed, date: date, customers: count, dense: scale == nil)
    guard count >= world.castCount + 50 else {
      throw ValidationError("at least \(world.castCount + 50) customers are needed")
    }
    try makeFolder()
    let exports = Export.all(of: world, sources: try chosen(), folder: out)
    let failures = Failures()
    DispatchQueue.concurrentPerform(iterations: exports.count) { index in
      do {
        try exports[index].run()
      } catch {
        failures.add(error, index)
      }
    }
    if let failure = failures.first { throw failure }
  }

  private func chosen() throws -> [Source] {
    guard let sources else { return Source.allCases }
    return try sources.split(separator: ",").map { name in
      guard let source = Source(rawValue: String(name)) else {
        throw ValidationError("unknown source '\(name)'")
      }
      return source
    }
  }

  private func makeFolder() throws {
    var path = out.hasPrefix("/") ? "/" : ""
    for part in out.split(separator: "/") {
      path += part + "/"
      guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
        throw OutputError(path: path, code: errno)
      }
    }
  }
}

/// The errors of concurrent work.
private final class Failures: @unchecked Sendable {
  private let queue = DispatchQueue(label: "failures")
  private var errors: [(place: Int, error: any Error)] = []

  func add(_ error: any Error, _ place: Int) {
    queue.sync { errors.append((place, error)) }
  }

  /// That of the first piece of work.
  var first: (any Error)? { errors.min { $0.place < $1.place }?.error }
}
