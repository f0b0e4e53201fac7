import Dispatch
import Glibc
import Synchronization

/// Hands batches of cases to child processes and gathers what became of them.
final class Supervisor: Sendable {
  private let arguments: [String]
  private let seed: UInt64
  private let limitMilliseconds: Int32
  private let work: ScratchFolder
  private let keepsWork: Bool
  private let tally = Mutex(Tally())

  private static let batch = 250

  /// - Parameters:
  ///   - arguments: what a child needs besides the cases to run and its folder.
  ///   - limitSeconds: how long one case may take.
  ///   - work: where the children have their folders.
  ///   - keepsWork: the folders stay.
  init(
    arguments: [String], seed: UInt64, limitSeconds: Int, work: ScratchFolder, keepsWork: Bool
  ) {
    self.arguments = arguments
    self.seed = seed
    limitMilliseconds = Int32(limitSeconds) * 1000
    self.work = work
    self.keepsWork = keepsWork
  }

  /// Runs the cases, the batches in ascending order; after `deadline` no further batch is begun.
  func run(
    _ cases: Range<Int>, threads: Int, until deadline: ContinuousClock.Instant
  ) throws -> Tally {
    let next = Atomic<Int>(cases.lowerBound)
    let trouble = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while ContinuousClock.now < deadline, trouble.withLock({ $0 == nil }) {
        let first = next.add(Self.batch, ordering: .relaxed).oldValue
        guard first < cases.upperBound else { return }
        do {
          try runBatch(first..<min(first + Self.batch, cases.upperBound))
        } catch {
          trouble.withLock { $0 = error }
          return
        }
      }
    }
    if let error = trouble.withLock({ $0 }) { throw error }
    return tally.withLock { $0 }
  }

  /// Runs a batch to its end: after a case that killed its process, the next goes on behind it.
  private func runBatch(_ cases: Range<Int>) throws {
    var first = cases.lowerBound
    while first < cases.upperBound {
      guard let death = try watch(first..<cases.upperBound) else { return }
      // A case is a function of its number alone, so it must die on its own too.
      let isAlone = death.begun.number == first
      let dies =
        try isAlone
        || watch(death.begun.number..<death.begun.number + 1, isTrial: true) != nil
      fail(death.begun, death.why + (dies ? "" : " (only after cases \(first)…)"))
      first = death.begun.number + 1
    }
  }

  /// A case that a child has begun, and how its files are broken.
  private struct Begun {
    let number: Int
    let kinds: [String]
    let files: [String]
  }

  /// Runs one child; returns the case in which it died or was killed.
  ///
  /// - Parameter isTrial: nothing is counted.
  private func watch(
    _ cases: Range<Int>, isTrial: Bool = false
  ) throws -> (begun: Begun, why: String)? {
    let folder = try work.folder("\(cases.lowerBound)")
    defer { if !keepsWork { folder.remove() } }
    var child = try ChildProcess(
      arguments + [
        "--first", "\(cases.lowerBound)", "--count", "\(cases.count)", "--work", folder.path,
      ])
    var current: Begun?
    var words: [String] = []
    while true {
      switch child.next(milliseconds: limitMilliseconds) {
      case .line(let line):
        guard let message = Message(line) else {
          words.append(line)
          continue
        }
        if case .began(let number, let kinds, let files) = message {
          current = Begun(number: number, kinds: kinds, files: files)
        }
        if !isTrial, let current { count(message, of: current) }
      case .hung(let threads):
        guard let current else { throw Violation("a child process does not start") }
        return (current, "hung for \(limitMilliseconds / 1000) seconds, threads: \(threads)")
      case .ended(status: 0): return nil
      case .ended(let status):
        guard let current else { throw Violation(words.joined(separator: "\n")) }
        return (current, "died with status \(status): \(words.suffix(3).joined(separator: " "))")
      }
    }
  }

  private func count(_ message: Message, of begun: Begun) {
    switch message {
    case .began: tally.withLock { $0.began(begun.kinds) }
    case .done(_, let result): tally.withLock { $0.done(result) }
    case .failed(_, let why): fail(begun, why)
    }
  }

  private func fail(_ begun: Begun, _ why: String) {
    let kinds = begun.kinds.joined(separator: "+")
    let files = begun.files.joined(separator: "+")
    print("seed \(seed) case \(begun.number), \(kinds) of \(files): \(why)")
    fflush(nil)
    tally.withLock { _ = $0.failures.insert(begun.number) }
  }
}
