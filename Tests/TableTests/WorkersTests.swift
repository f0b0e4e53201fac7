import Glibc
import Synchronization
import Table
import Testing

struct WorkersTests {
  struct Failure: Error, Equatable {
    let group: Int
    let task: Int
  }

  @Test(
    "groups are finished in order, with their results in order", arguments: [1, 2, 5],
    [true, false])
  func order(_ threads: Int, callerHelps: Bool) throws {
    let counts = [3, 0, 1, 7, 0]
    var finished: [[Int]] = []
    try Workers.forEachGroup(counts, threads: threads, callerHelps: callerHelps) { group, task in
      group * 10 + task
    } finish: { group, results in
      #expect(group == finished.count)
      finished.append(results)
    }
    #expect(finished == [[0, 1, 2], [], [20], [30, 31, 32, 33, 34, 35, 36], []])
  }

  @Test("the first error in the order of the tasks is thrown", arguments: [1, 2, 5])
  func firstError(_ threads: Int) {
    var finished: [Int] = []
    #expect(throws: Failure(group: 1, task: 2)) {
      try Workers.forEachGroup([2, 4, 4], threads: threads) { group, task in
        if group == 2 || (group == 1 && task >= 2) { throw Failure(group: group, task: task) }
      } finish: { group, _ in
        finished.append(group)
      }
    }
    #expect(finished == [0])
  }

  @Test("what finishing throws comes before the errors of later groups", arguments: [1, 2, 5])
  func finishError(_ threads: Int) {
    #expect(throws: Failure(group: 0, task: -1)) {
      try Workers.forEachGroup([1, 1], threads: threads) { group, task in
        if group == 1 { throw Failure(group: group, task: task) }
      } finish: { group, _ in
        throw Failure(group: group, task: -1)
      }
    }
  }

  @Test("an errand gives what its work gives, however often it is asked", arguments: [1, 2])
  func errand(_ threads: Int) throws {
    let errand = Workers.Errand(threads: threads) { 6 * 7 }
    #expect(try errand.value() == 42)
    #expect(try errand.value() == 42)
    let failing = Workers.Errand<Int>(threads: threads) { throw Failure(group: 1, task: 2) }
    #expect(throws: Failure(group: 1, task: 2)) { try failing.value() }
  }

  @Test("an errand that nobody asks is over when it is let go of", arguments: [1, 2])
  func forgottenErrand(_ threads: Int) {
    final class Flag: Sendable { let isUp = Mutex(false) }
    let flag = Flag()
    _ = Workers.Errand(threads: threads) {
      usleep(20_000)
      flag.isUp.withLock { $0 = true }
    }
    #expect(flag.isUp.withLock { $0 })
  }
}
