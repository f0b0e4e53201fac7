import Dispatch
import Glibc

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
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(ahead: Int) {
    self.ahead = max(1, ahead)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  private func locked<T>(_ body: () throws -> T) rethrows -> T {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }

  /// The next task, or the error in its place, and its number; nil if there is none.
  func take<Task>(_ next: () throws -> Task?) -> (Int, Result<Task, any Error>)? {
    let mayAsk = locked {
      while isAsking || begun > taken + ahead, !isOver { pthread_cond_wait(changed, mutex) }
      isAsking = !isOver
      return isAsking
    }
    guard mayAsk else { return nil }
    let task = Result { try next() }
    return locked {
      isAsking = false
      defer { pthread_cond_broadcast(changed) }
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
    locked {
      results[number] = result
      pthread_cond_broadcast(changed)
    }
  }

  /// The result that comes next in order, waited for; nil after the last.
  func nextResult() -> Result<Value, any Error>? {
    locked {
      while true {
        if let result = results.removeValue(forKey: taken) {
          taken += 1
          pthread_cond_broadcast(changed)
          return result
        }
        if isOver && !isAsking && taken == begun { return nil }
        pthread_cond_wait(changed, mutex)
      }
    }
  }

  /// No task is begun any more.
  func stop() {
    locked {
      isOver = true
      pthread_cond_broadcast(changed)
    }
  }
}
