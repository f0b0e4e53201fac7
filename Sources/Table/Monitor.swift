import Glibc

/// A lock with a condition to wait for: what several threads change is read and written within
/// `locked`, and whoever waits there is woken by `changed`.
struct Monitor: ~Copyable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Runs `body` while no other thread is in one of these.
  func locked<T>(_ body: () throws -> T) rethrows -> T {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }

  /// Lets others in until one of them says that something changed. Only within `locked`; may return
  /// without a change, so it is called in a loop.
  func wait() { pthread_cond_wait(condition, mutex) }

  /// Wakes all that wait. Only within `locked`.
  func changed() { pthread_cond_broadcast(condition) }
}
