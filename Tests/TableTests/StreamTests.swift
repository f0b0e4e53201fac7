import Synchronization
import Testing

@testable import Table

@Suite("Tasks that come one after the other")
struct StreamTests {
  /// Gives 0, 1, 2 … up to `count`, and remembers how far it came.
  private final class Source: Sendable {
    private let count: Int
    private let failing: Int?
    private let asking = Atomic<Bool>(false)
    private let state = Mutex(0)

    init(_ count: Int, failing: Int? = nil) {
      self.count = count
      self.failing = failing
    }

    var given: Int { state.withLock { $0 } }

    func next() throws -> Int? {
      let isAlone = !asking.exchange(true, ordering: .acquiring)
      #expect(isAlone, "asked from two threads at once")
      defer { asking.store(false, ordering: .releasing) }
      return try state.withLock { next in
        if next == failing { throw Fault(number: next) }
        guard next < count else { return nil }
        defer { next += 1 }
        return next
      }
    }
  }

  private struct Fault: Error, Equatable {
    let number: Int
  }

  @Test("results come in the order of the tasks", arguments: [1, 2, 5], [1, 3, 100])
  func order(threads: Int, ahead: Int) throws {
    for count in [0, 1, 2, 500] {
      let source = Source(count)
      let ahead = ahead
      var results: [Int] = []
      try Workers.stream(threads: threads, ahead: ahead) {
        try source.next()
      } body: { task in
        task * 2
      } finish: { result in
        // One is finished, so many wait, and each thread may have taken one more meanwhile.
        #expect(source.given <= results.count + ahead + 2)
        results.append(result)
      }
      #expect(results == (0..<count).map { $0 * 2 })
    }
  }

  @Test(
    "the first error in the order of tasks ends it", arguments: [1, 2, 4],
    ["next", "body", "finish"])
  func errors(threads: Int, place: String) throws {
    let source = Source(1000, failing: place == "next" ? 300 : nil)
    var finished = 0
    #expect(throws: Fault(number: 300)) {
      try Workers.stream(threads: threads, ahead: 8) {
        try source.next()
      } body: { task in
        if place == "body" && task >= 300 { throw Fault(number: task) }
        return task
      } finish: { result in
        if place == "finish" && result == 300 { throw Fault(number: result) }
        finished += 1
      }
    }
    #expect(finished == 300)
    #expect(source.given <= 320)
  }
}
