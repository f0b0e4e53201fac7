import Store
import Table
import TestSupport
import Testing

@testable import Stages

@Suite("Runs")
struct RunTests {
  private static let dates = [Shop.date - 2, Shop.date - 1, Shop.date, Shop.date + 1]

  /// Names rather than bytes, so that a failure can be read.
  private func differences(_ left: [String: [UInt8]], _ right: [String: [UInt8]]) -> [String] {
    Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted()
  }

  @Test("in one go, one by one and on two threads the same bytes are published")
  func sameBytes() throws {
    let shop = try Shop()
    let (whole, single, threaded) = (
      try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder()
    )
    var sends = 0
    var exclusions = 0
    for date in Self.dates {
      let reports = try shop.run(whole, on: date)
      #expect(reports.map(\.stage) == Stage.allCases)
      sends += reports[4].counts.first { $0.name == "sends" }?.value ?? 0
      exclusions += reports[4].counts.first { $0.name == "exclusions" }?.value ?? 0
      try shop.run(Stage.allCases, single, on: date)
      try shop.run(threaded, on: date, threads: 2)
    }
    let expected = try whole.published()
    // Something is in them: stages of every date, and manifests with and without sends.
    #expect(expected.keys.filter { $0.hasSuffix(".sqlite") }.count == 5 * Self.dates.count)
    #expect(expected.keys.filter { $0.hasSuffix("/manifest.json") }.count == Self.dates.count)
    #expect(sends > 20)
    #expect(exclusions > 0)
    #expect(differences(expected, try single.published()) == [])
    #expect(differences(expected, try threaded.published()) == [])
  }

  @Test("however many rows are made at a time the same bytes are published", arguments: [1, 2, 7])
  func rowsAtATime(_ count: Int) throws {
    let shop = try Shop()
    let (whole, cut, single) = (try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder())
    try shop.run(whole)
    let runner = try shop.runner(cut, threads: 2)
    runner.rowsAtATime = count
    try runner.runAll { _ in }
    #expect(differences(try whole.published(), try cut.published()) == [])
    for stage in Stage.allCases {
      let runner = try shop.runner(single)
      runner.rowsAtATime = count
      _ = try runner.run(stage)
    }
    #expect(differences(try whole.published(), try single.published()) == [])
  }

  @Test("a second run of the latest date publishes the same bytes")
  func again() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    for date in Self.dates { try shop.run(store, on: date) }
    let expected = try store.published()
    try shop.run(store, on: Self.dates[3], threads: 2)
    #expect(differences(expected, try store.published()) == [])
    try shop.run(Stage.allCases, store, on: Self.dates[3])
    #expect(differences(expected, try store.published()) == [])
  }

  @Test("an earlier date run again and the later ones after it come to the same bytes")
  func replay() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    for date in Self.dates { try shop.run(store, on: date) }
    let expected = try store.published()
    try shop.run(store, on: Self.dates[1], replay: true)
    try shop.run(store, on: Self.dates[2])
    try shop.run(store, on: Self.dates[3])
    #expect(differences(expected, try store.published()) == [])
  }

  @Test("the order in which exports were written and their times change nothing")
  func exportOrder() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    let other = try TemporaryFolder()
    try shop.run(store)
    for (name, content) in Shop.files.sorted(by: { $0.key > $1.key }) {
      try shop.exports.remove(name)
      try shop.exports.write(name, content)
    }
    try shop.run(other)
    #expect(differences(try store.published(), try other.published()) == [])
  }

  @Test("a parameter given for the run takes the definition's place")
  func parameter() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    var counts: [Int] = []
    for value in ["1", "2", "400"] {
      let runner = try shop.runner(store, parameters: [("days", value)])
      for stage in [Stage.ingest, .cleanse, .derive] { _ = try runner.run(stage) }
      counts.append(try runner.run(.segment).counts[0].value)
    }
    #expect(counts[0] > 0)
    #expect(counts[1] > 0)
    #expect(counts[0] != counts[1])
    #expect(counts[2] == 0)
  }

  @Test("what is published of the files adds up, and quarantined bytes are those of the file")
  func accounts() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    // 山田 in CP932, in a source that is UTF-8.
    let broken: [UInt8] = [0x8E, 0x52, 0x93, 0x63] + Array(",,,,,,,".utf8)
    try shop.exports.write(
      "people-2.csv", Array((Shop.files["people-2.csv"] ?? "").utf8) + broken + [10])
    try shop.run(store)
    let cleanse = try StageFile.open("\(store.path)/2026-11-21/cleanse.sqlite")
    let files = try cleanse.read("files")
    #expect(
      files.cells("file") == ["orders.csv", "people-1.csv", "people-10.csv", "people-2.csv"])
    #expect(files.cells("read") == ["200", "39", "6", "32"])
    #expect(files.cells("loaded") == ["200", "29", "0", "31"])
    #expect(files.cells("superseded") == ["0", "10", "5", "0"])
    #expect(files.cells("quarantined") == ["0", "0", "1", "1"])
    #expect(try cleanse.read("people").rowCount == 60)
    let quarantine = try cleanse.read("quarantine")
    #expect(quarantine.cells("reason") == ["missing_key", "bad_encoding"])
    #expect(quarantine.cells("record") == ["6", "32"])
    guard case .text(let raws) = quarantine["raw"].values else {
      Issue.record("the raw bytes are not bytes")
      return
    }
    #expect(raws[1].map { Array($0) } == broken)
    #expect(raws.string(0) == ",鍵なし,,,,,,")
  }
}
