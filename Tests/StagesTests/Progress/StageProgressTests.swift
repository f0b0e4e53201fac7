import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Stages

@Suite("How far stages have come")
struct StageProgressTests {
  @Test("there is nothing to show before a stage and after it")
  func nothing() {
    let progress = StageProgress()
    #expect(progress.current == nil)
    let work = progress.begin("reading people", of: 10)
    #expect(progress.current == nil)
    progress.end(work)
    progress.enter(.derive)
    #expect(progress.current?.stage == .derive)
    #expect(progress.current?.subject == "")
    progress.leave()
    #expect(progress.current == nil)
  }

  @Test("the oldest piece of work that goes on is shown, and one that is complete is not")
  func order() {
    let progress = StageProgress()
    progress.enter(.cleanse)
    let reading = progress.begin("", .records, bytes: 100)
    reading.turn(to: "reading people")
    let writing = progress.begin("writing people", of: 7)
    reading.add(5, bytes: 60)
    writing.add(3)
    #expect(
      progress.current
        == StageProgress.Snapshot(
          piece: 1, stage: .cleanse, subject: "reading people", unit: .records, done: 5, bytes: 60,
          totalBytes: 100))
    reading.add(4, bytes: 40)
    #expect(
      progress.current
        == StageProgress.Snapshot(
          piece: 2, stage: .cleanse, subject: "writing people", unit: .rows, done: 3, total: 7))
    progress.end(writing)
    #expect(progress.current?.done == 9)
    progress.end(reading)
    #expect(progress.current?.subject == "")
  }

  @Test("what many threads count adds up")
  func threads() {
    let progress = StageProgress()
    progress.enter(.derive)
    let work = progress.begin("making people", of: 80_000)
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for _ in 0..<1000 { work.add(10, bytes: 3) }
    }
    #expect(progress.current?.done == 80_000)
    #expect(progress.current?.bytes == 24_000)
  }

  /// Files whose records come in one step of telling, in several, and not at all.
  private static func export(rows: Int, from first: Int) -> [UInt8] {
    Array(("key\n" + (0..<rows).map { "\(first + $0)\n" }.joined()).utf8)
  }

  @Test("reading counts every record and every byte of the files", arguments: [1, 2])
  func reading(threads: Int) throws {
    let files = [
      "rows_1.csv": Self.export(rows: 10_000, from: 0), "rows_2.csv": Array("key\n".utf8),
      "rows_3.csv": Self.export(rows: 3, from: 20_000), "rows_4.csv": [],
    ]
    let progress = StageProgress()
    progress.enter(.ingest)
    let total = files.values.reduce(0) { $0 + $1.count }
    let work = progress.begin("", .records, bytes: total)
    let loading = try Loading("columns: [{name: key, header: key, type: id}]\nkey: key", files)
    _ = try loading.run(threads: threads, work: work)
    #expect(progress.current?.subject == "reading rows")
    #expect(progress.current?.done == 10_003)
    #expect(progress.current?.bytes == total)
  }

  @Test("a run shows nothing once it is over, has failed, or tells of a stage")
  func runs() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    // A runner holds the store's lock.
    do {
      let runner = try shop.runner(store)
      var told = 0
      try runner.runAll { _ in
        told += 1
        #expect(runner.progress.current == nil)
      }
      #expect(told == Stage.allCases.count)
      #expect(runner.progress.current == nil)
    }
    try shop.exports.write("orders_9.csv", "nothing\n")
    let failing = try shop.runner(store)
    #expect(throws: StageError.self) { try failing.runAll { _ in } }
    #expect(failing.progress.current == nil)
  }
}
