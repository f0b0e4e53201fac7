import Dispatch
import Synchronization

extension Workers {
  /// Work that another thread does while its owner goes on with something else.
  ///
  /// Its owner asks for the value, and waits for it then. An errand that is let go of without being
  /// asked is waited for as well, so that nothing of it goes on behind its owner's back.
  public final class Errand<Value: Sendable>: Sendable {
    private let running = DispatchGroup()
    private let outcome = Outcome()

    private final class Outcome: Sendable {
      let result = Mutex<Result<Value, any Error>?>(nil)
    }

    /// Begins the work on another thread; with one thread does it at once, on the calling one.
    public init(threads: Int, _ body: @escaping @Sendable () throws -> Value) {
      let work = { @Sendable [outcome] in
        let result = Result { try body() }
        outcome.result.withLock { $0 = result }
      }
      if threads > 1 {
        DispatchQueue.global().async(group: running, execute: work)
      } else {
        work()
      }
    }

    deinit { running.wait() }

    /// What the work gives, once it is done.
    ///
    /// - Throws: what the work throws.
    public func value() throws -> Value {
      running.wait()
      guard let result = outcome.result.withLock({ $0 }) else {
        preconditionFailure("an errand that is over has no result")
      }
      return try result.get()
    }
  }
}
