import Store
import Table
import TestSupport
import Testing

@testable import Stages

@Suite("Exports read in pieces")
struct PieceTests {
  /// People as dirty as exports come: faulty quotes, other numbers of fields, no key, what cannot be
  /// typed, line breaks in quotes, and keys that come again.
  private static func dirtyPeople(_ random: inout SeededGenerator) -> String {
    var lines = "会員ID,名前,メール,許可,都道府県,住所,登録日時,更新日時\n"
    for _ in 0..<Int.random(in: 0...150, using: &random) {
      let key = Int.random(in: 1...120, using: &random)
      let day = Int.random(in: 1...40, using: &random)
      switch Int.random(in: 0..<12, using: &random) {
      case 0: lines += "P\(key),5\" screen,,可,,,2026-09-01,2026-10-01\n"
      case 1: lines += "P\(key),\"open\n"
      case 2: lines += "P\(key),few,fields\n"
      case 3: lines += ",名,p@shop.example,可,,,2026-09-01,2026-10-01\n"
      case 4: lines += "\n\r\n"
      case 5, 6: lines += "P\(key),\"名\n\"\"前\"\"\",p@shop.example,不明,,,2026-09-01,2026-10-01\r\n"
      default: lines += "P\(key),名,p\(key)@shop.example,可,,東京都港区,2026-09-01,2026/10/\(day)\n"
      }
    }
    return lines
  }

  @Test(
    "the cleansed file is the same for every size of pieces and number of threads",
    arguments: 1...6 as ClosedRange<UInt64>)
  func everySize(seed: UInt64) throws {
    let shop = try Shop()
    try shop.pipeline.write(
      "sources/people.yml",
      Shop.definitions["sources/people.yml", default: ""]
        .replacing("max_quarantined: 0.2", with: "max_quarantined: 1"))
    var random = SeededGenerator(seed: seed)
    for number in 1...3 {
      try shop.exports.write("people-\(number).csv", Self.dirtyPeople(&random))
    }
    let store = try TemporaryFolder()
    func cleanse(_ pieceBytes: Int, threads: Int) throws -> [UInt8] {
      let runner = try shop.runner(store, threads: threads)
      let draft = try CleanseDraft(
        runner.definition, BulkStageWriter(path: "\(store.path)/file", threads: threads))
      try runner.load(runner.exportSet(), into: draft, pieceBytes: pieceBytes)
      _ = try draft.finish()
      try draft.writer.publish()
      return try store.read("file")
    }
    let whole = try cleanse(1 << 30, threads: 1)
    #expect(!whole.isEmpty)
    for size in [1, 2, 7, 30, 100, 1000, 5000] {
      for threads in [1, 2] {
        #expect(
          try cleanse(size, threads: threads) == whole,
          "seed \(seed), pieces of \(size) bytes, \(threads) threads")
      }
    }
  }
}
