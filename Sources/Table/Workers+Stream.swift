import Dispatch

extension Workers {
  /// Runs tasks that come one after the other, and hands their results to `finish` on the calling
  /// thread, in the order of the tasks, while the other threads go on with what comes next.
  ///
  /// Not more than `ahead` results wait, or are being made, besides the one that is finished.
  ///
  /// - Parameters:
  ///   - threads: so many besides the calling one; with one the calling thread does everything.
  ///   - next: gives the next task, nil after the last. Called from any thread, but never from two
  ///     at once, and no more once it has thrown.
  /// - Throws: the first error in the order of tasks: of `next`, `body` or `finish`.
  public static func stream<Task: Sendable, Result: Sendable>(
    threads: Int, ahead: Int, next: @escaping @Sendable () throws -> Task?,
    body: @escaping @Sendable (Task) throws -> Result, finish: (Result) throws -> Void
  ) throws {
    if threads <= 1 {
      while let task = try next() { try finish(body(task)) }
      return
    }
    let belt = Belt<Result>(ahead: ahead)
    let helpers = DispatchGroup()
    for _ in 0..<threads {
      DispatchQueue.global().async(group: helpers) {
        while let (number, task) = belt.take(next) {
          belt.put(number, task.flatMap { task in Swift.Result { try body(task) } })
        }
      }
    }
    defer {
      belt.stop()
      helpers.wait()
    }
    while let result = belt.nextResult() { try finish(result.get()) }
  }
}

/// The results of tasks on their way to whoever takes them in order.
private final class Belt<Value: Sendable>: @unchecked Sendable {
  private let ahead: Int
  /// How many tasks were begun, and how many of their results were taken.
  private var begun = 0
  private var taken = 0
  private var isOver = false
  private var isAsking = false
  private var results: [Int: Result<Value, any Error>] = [:]
  private let monitor = Monitor()

  init(ahead: Int) {
    self.ahead = max(1, ahead)
  }

  /// The next task, or the error in its place, and its number; nil if there is none.
  func take<Task>(_ next: () throws -> Task?) -> (Int, Result<Task, any Error>)? {
    let mayAsk = monitor.locked {
      while isAsking || begun > taken + ahead, !isOver { monitor.wait() }
      isAsking = !isOver
      return isAsking
    }
    guard mayAsk else { return nil }
    let task = Result { try next() }
    return monitor.locked {
      isAsking = false
      defer { monitor.changed() }
      let number = begun
      switch task {
      case .success(nil):
        isOver = true
        return nil
      case .success(let task?):
        begun += 1
        return (number, .success(task))
      case .failure(let error):
        isOver = true
        begun += 1
        return (number, .failure(error))
      }
    }
  }

  func put(_ number: Int, _ result: Result<Value, any Error>) {
    monitor.locked {
      results[number] = result
      monitor.changed()
    }
  }

  /// The result that comes next in order, waited for; nil after the last.
  func nextResult() -> Result<Value, any Error>? {
    monitor.locked {
      while true {
        if let result = results.removeValue(forKey: taken) {
          taken += 1
          monitor.changed()
          return result
        }
        if isOver && !isAsking && taken == begun { return nil }
        monitor.wait()
      }
    }
  }

  /// No task is begun any more.
  func stop() {
    monitor.locked {
      isOver = true
      monitor.changed()
    }
  }
}
