import Dispatch
import Synchronization

/// Runs independent tasks on a fixed number of threads. Which thread runs which task is not
/// determined; results come back in the tasks' order, so nothing depends on it.
enum Workers {
  /// The result of `body` for 0 ..< `count`, in that order.
  ///
  /// - Throws: the error of the first task, in their order, that threw.
  static func map<Result: Sendable>(
    _ count: Int, threads: Int, _ body: @Sendable (Int) throws -> Result
  ) throws -> [Result] {
    if threads <= 1 || count <= 1 { return try (0..<count).map(body) }
    let next = Atomic<Int>(0)
    let results = Mutex<[Swift.Result<Result, any Error>?]>(Array(repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      while true {
        let task = next.add(1, ordering: .relaxed).oldValue
        guard task < count else { return }
        let result = Swift.Result { try body(task) }
        results.withLock { $0[task] = result }
      }
    }
    return try results.withLock { try $0.compactMap { try $0?.get() } }
  }
}
