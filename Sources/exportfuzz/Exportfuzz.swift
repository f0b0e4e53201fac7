import ArgumentParser
import Foundation

/// Breaks sound exports in every way and proves that reading them breaks nothing.
@main
struct Exportfuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exportfuzz",
    abstract: "Read and cleanse broken exports, and account for every record.",
    discussion: """
      Each case is a function of --seed, its number and the sound exports, never of time. A case \
      fails if the process dies, takes too long or too much memory, if sound input is refused or \
      broken input is not, or if a record or a byte is not accounted for. One case in \
      \(Child.casesPerWholeRun) is a run of the stages ingest and cleanse on all exports.
      """)

  @Option(help: "Number that decides every random choice.")
  var seed: UInt64 = 1

  @Option(help: "How many cases to run.")
  var runs = 100_000

  @Option(help: "After so many seconds no further cases are begun.")
  var seconds = 3600

  @Option(name: .customLong("case"), help: "Run this case alone.")
  var only: Int?

  @Option(help: "Folder for the mutants. With --case they stay there; never commit or mail them.")
  var work: String?

  @Option(help: "The sound exports that are broken.")
  var exports = "fixtures/insurance/exports"

  @Option(help: "The definitions of their sources.")
  var pipeline = "pipelines/insurance"

  @Option(help: "How many processes work at once.")
  var threads = 2

  @Option(help: "Seconds that one case may take, waits for a slow disk included.")
  var limit = 60

  @Option(help: .hidden)
  var first: Int?

  @Option(help: .hidden)
  var count = 0

  func validate() throws {
    guard runs >= 0, threads >= 1, (1...3600).contains(limit), (only ?? 0) >= 0, count >= 0 else {
      throw ValidationError("--runs, --threads, --limit and --case must be sensible numbers")
    }
  }

  func run() throws {
    let root = try ScratchFolder(
      work ?? NSTemporaryDirectory() + "/exportfuzz-\(ProcessInfo.processInfo.processIdentifier)")
    if let first {
      let child = Child(
        seed: seed, exports: exports, pipeline: pipeline, folder: root, limitSeconds: limit)
      return try child.run(first..<first + count)
    }
    let supervisor = Supervisor(
      arguments: [
        "--seed", "\(seed)", "--exports", exports, "--pipeline", pipeline, "--limit", "\(limit)",
      ],
      seed: seed, limitSeconds: limit, work: root, keepsWork: only != nil && work != nil)
    let start = ContinuousClock.now
    let cases = only.map { $0..<$0 + 1 } ?? 0..<runs
    let tally = try supervisor.run(cases, threads: threads, until: start + .seconds(seconds))
    if work == nil { root.remove() }
    print(tally.summary(of: cases.count, seed: seed, elapsed: start.duration(to: .now)))
    if !tally.failures.isEmpty { throw ExitCode(1) }
  }
}
