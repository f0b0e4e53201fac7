import Store
import Table
import TestSupport
import Testing

@testable import Stages

@Suite("Records that wait for the key rule")
struct WaitingRecordsTests {
  @Test(
    "the file is the same however many bytes may wait", arguments: [UInt64(1), 2, 3, 4], [1, 2])
  func mostWaiting(seed: UInt64, threads: Int) throws {
    let shop = try Shop()
    var random = SeededGenerator(seed: seed)
    // Keys come again within a file and in later ones, with and without a newer time.
    for number in 1...4 {
      var lines = "会員ID,名前,メール,許可,都道府県,住所,登録日時,更新日時\n"
      for _ in 0..<Int.random(in: 0...400, using: &random) {
        let key = Int.random(in: 1...300, using: &random)
        let day = Int.random(in: 1...28, using: &random)
        lines +=
          "P\(key),名\(number),p\(key)@shop.example,可,,東京都港区,2026-09-01,2026/10/\(day)\n"
      }
      try shop.exports.write("people-\(number).csv", lines)
    }
    let store = try TemporaryFolder()
    func cleanse(_ name: String, mostWaiting: Int) throws -> [UInt8] {
      let runner = try shop.runner(store, threads: threads)
      let path = "\(store.path)/\(name)"
      let draft = try CleanseDraft(
        runner.definition, BulkStageWriter(path: path, threads: threads), mostWaiting: mostWaiting)
      try runner.load(runner.exportSet(), into: draft)
      _ = try draft.finish()
      try draft.writer.publish()
      return try store.read(name)
    }
    let whole = try cleanse("whole", mostWaiting: .max)
    #expect(!whole.isEmpty)
    for bytes in [0, 100, 5000] {
      #expect(try cleanse("cut", mostWaiting: bytes) == whole, "seed \(seed), \(bytes) bytes")
    }
  }
}
