import Dispatch
import Synchronization

/// Runs independent tasks on a fixed number of threads. Which thread runs which task is not
/// determined; results come back in the tasks' order, so nothing depends on it.
public enum Workers {
  /// The result of `body` for 0 ..< `count`, in that order.
  ///
  /// - Throws: the error of the first task, in their order, that threw.
  public static func map<Result: Sendable, Failure>(
    _ count: Int, threads: Int, _ body: @Sendable (Int) throws(Failure) -> Result
  ) throws(Failure) -> [Result] {
    if threads <= 1 || count <= 1 { return try (0..<count).map(body) }
    let next = Atomic<Int>(0)
    let results = Mutex<[Swift.Result<Result, Failure>?]>(Array(repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      while true {
        let task = next.add(1, ordering: .relaxed).oldValue
        guard task < count else { return }
        let result = Swift.Result { () throws(Failure) in try body(task) }
        results.withLock { $0[task] = result }
      }
    }
    var values: [Result] = []
    for result in results.withLock({ $0 }) {
      if let value = try result?.get() { values.append(value) }
    }
    return values
  }

  /// Runs groups of tasks, and hands each group's results to `finish` on the calling thread, in the
  /// order of the groups, while the other threads go on with what comes next.
  ///
  /// No task is begun whose group is over `ahead` groups after the one that is to be finished, so
  /// not more than that many results wait in memory.
  ///
  /// - Parameters:
  ///   - counts: how many tasks each group has; `body` gets the group and the task.
  ///   - callerHelps: whether the calling thread runs tasks, too. If not, as many others do, and no
  ///     result waits for a task to end that the calling thread has begun: for long tasks.
  /// - Throws: the first error in the order of groups and tasks, `finish` last in its group.
  public static func forEachGroup<Result: Sendable>(
    _ counts: [Int], threads: Int, ahead: Int = 1, callerHelps: Bool = true,
    _ body: @escaping @Sendable (Int, Int) throws -> Result,
    finish: (Int, [Result]) throws -> Void
  ) throws {
    let board = TaskBoard<Result>(counts, ahead: ahead)
    let helpers = DispatchGroup()
    let callerHelps = callerHelps || threads <= 1
    for _ in (callerHelps ? 1 : 0)..<max(1, threads) {
      DispatchQueue.global().async(group: helpers) {
        while let task = board.take(orWait: true) {
          board.put(task, Swift.Result { try body(task.group, task.number) })
        }
      }
    }
    defer {
      board.stop()
      helpers.wait()
    }
    for group in counts.indices {
      while !board.isDone(group) {
        if callerHelps, let task = board.take(orWait: false) {
          board.put(task, Swift.Result { try body(task.group, task.number) })
        } else {
          board.waitForResult(of: group)
        }
      }
      try finish(group, try board.results(of: group).map { try $0.get() })
      board.finished(group)
    }
  }
}

/// Which tasks have been begun and what came of them, for several threads.
private final class TaskBoard<Value: Sendable>: @unchecked Sendable {
  typealias Task = (group: Int, number: Int)

  private let ahead: Int
  private let counts: [Int]
  private var next: Task = (0, 0)
  private var current = 0
  private var isStopped = false
  private var waiting: [Int]
  private var done: [[Result<Value, any Error>?]]
  private let monitor = Monitor()

  init(_ counts: [Int], ahead: Int) {
    self.ahead = ahead
    self.counts = counts
    waiting = counts
    done = counts.map { Array(repeating: nil, count: $0) }
  }

  /// The next task; nil if there is none, or none that may be begun yet.
  func take(orWait isPatient: Bool) -> Task? {
    monitor.locked {
      while true {
        while next.group < counts.count, next.number == counts[next.group] {
          next = (next.group + 1, 0)
        }
        guard !isStopped, next.group < counts.count else { return nil }
        if next.group <= current + ahead {
          defer { next.number += 1 }
          return next
        }
        guard isPatient else { return nil }
        monitor.wait()
      }
    }
  }

  func put(_ task: Task, _ result: Result<Value, any Error>) {
    monitor.locked {
      done[task.group][task.number] = result
      waiting[task.group] -= 1
      monitor.changed()
    }
  }

  func isDone(_ group: Int) -> Bool { monitor.locked { waiting[group] == 0 } }

  func waitForResult(of group: Int) {
    monitor.locked { while waiting[group] > 0 { monitor.wait() } }
  }

  /// The results of a group that is done, which the board then forgets.
  func results(of group: Int) -> [Result<Value, any Error>] {
    monitor.locked {
      defer { done[group] = [] }
      return done[group].compactMap { $0 }
    }
  }

  func finished(_ group: Int) {
    monitor.locked {
      current = group + 1
      monitor.changed()
    }
  }

  func stop() {
    monitor.locked {
      isStopped = true
      monitor.changed()
    }
  }
}
