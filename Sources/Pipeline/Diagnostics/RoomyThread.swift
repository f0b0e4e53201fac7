import Foundation

/// Runs work that calls itself for every level of what it reads on a thread whose stack is large
/// enough for all the levels that are allowed, whoever asks for it.
enum RoomyThread {
  private static let stackSize = 64 << 20

  static func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> Result {
    let outcome = Outcome<Result>()
    let thread = Thread { outcome.put(body()) }
    thread.stackSize = stackSize
    thread.start()
    return outcome.take()
  }

  /// What a thread made, for the one that waits for it.
  private final class Outcome<Result>: @unchecked Sendable {
    private var result: Result?
    private let isThere = DispatchSemaphore(value: 0)

    func put(_ result: Result) {
      self.result = result
      isThere.signal()
    }

    func take() -> Result {
      isThere.wait()
      guard let result else { preconditionFailure("a thread that made nothing") }
      return result
    }
  }
}
