import Table
import TestSupport
import Testing

@testable import Stages

@Suite("The key rule and the order of records")
struct KeyOrderTests {
  private static let source = """
    key: [id, line]
    newest_by: at
    columns:
      - {name: id, header: id, type: id}
      - {name: line, header: line, type: id}
      - {name: at, header: at, type: date}
      - {name: note, header: note, type: text}
    """

  /// Exports in the order of their keys, with ever more records out of it: few are looked up, many
  /// make all be hashed. In some the greatest keys come first, as test records do.
  @Test("the newest of each key is kept, sorted or not", arguments: 0..<30 as Range<UInt64>)
  func newest(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let outOfOrder = [0, 1, 5, 100, 1200][Int(seed % 5)]
    var keys = (0..<1200).map { _ in Int.random(in: 0..<6000, using: &random) }.sorted()
    if seed % 3 == 1 { keys = Array(keys.suffix(20) + keys.dropLast(20)) }
    for _ in 0..<outOfOrder {
      keys.swapAt(
        Int.random(in: 0..<keys.count, using: &random),
        Int.random(in: 0..<keys.count, using: &random))
    }
    var files: [String: [String]] = [:]
    var newest: [Int: (day: Int, note: String)] = [:]
    for (number, key) in keys.enumerated() {
      let day = Int.random(in: 1...3, using: &random)
      // Two columns whose parts could be told wrongly if they ran together.
      let id = "\(key / 10)"
      let line = "\(key % 10)"
      files["rows-\(number / 500).csv", default: ["id,line,at,note"]]
        .append("\(id),\(line),2026-11-0\(day),n\(number)")
      if newest[key].map({ day >= $0.day }) ?? true { newest[key] = (day, "n\(number)") }
    }
    let loaded = try Loading(Self.source, lines: files).run(threads: 2)
    let expected = newest.values.map(\.note).sorted()
    #expect(loaded.table().cells("note").compactMap { $0 }.sorted() == expected, "seed \(seed)")
    #expect(loaded.rowCount == newest.count, "seed \(seed)")
  }
}
