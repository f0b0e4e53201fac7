import Table
import TestSupport
import Testing

@testable import Stages

@Suite("Packed keys")
struct PackedKeysTests {
  /// Keys of one column or two, in runs as records are read.
  private static func packed(
    _ keys: [[String]], _ random: inout SeededGenerator
  ) -> PackedKeys {
    let packer = KeyPacker()
    var first = 0
    while first < keys.count {
      let run = keys[first..<min(keys.count, first + Int.random(in: 1...50, using: &random))]
      let columns = run[first].indices.map { column in
        LoadedColumn(.text(TextColumn(run.map { $0[column] })))
      }
      packer.add(run.count, KeyReader(columns))
      first = run.endIndex
    }
    return packer.finish()
  }

  private static func key(_ random: inout SeededGenerator) -> String {
    let lengths = [1, 2, 8, 9, 15, 16, 17, 40, 254, 255, 256, 300, 70_000]
    // Long ones that share much come now and then.
    let length = Bool.random(using: &random) ? 10 : random.pick(lengths)
    let head = String(repeating: "k", count: length - 1)
    return head + random.pick(["a", "b", "c"])
  }

  @Test("are read as they were, in any order", arguments: 0..<20 as Range<UInt64>)
  func asTheyWere(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let columns = Int.random(in: 1...2, using: &random)
    let keys = (0..<Int.random(in: 0...200, using: &random)).map { _ in
      (0..<columns).map { _ in Self.key(&random) }
    }
    let packed = Self.packed(keys, &random)
    #expect(packed.count == keys.count)
    let reader = PackedKeys.Reader(packed)
    let buffer = ByteBuffer()
    func isRead(_ row: Int) -> Bool {
      reader.key(row, buffer).elementsEqual(keys[row].joined(separator: "\0").utf8)
    }
    #expect(keys.indices.allSatisfy(isRead), "seed \(seed), one after another")
    for _ in 0..<300 where !keys.isEmpty {
      let row = keys.indices.randomElement(using: &random)!
      #expect(isRead(row), "seed \(seed), row \(row)")
      if Bool.random(using: &random) {
        let shown = keys[row].joined(separator: "-")
        #expect(reader.shown(row).elementsEqual(shown.utf8), "seed \(seed), row \(row) shown")
      }
    }
  }

  @Test("are halved as an array is", arguments: 0..<20 as Range<UInt64>)
  func firstGreater(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let numbers = (0..<Int.random(in: 1...300, using: &random))
      .map { _ in 1000 + Int.random(in: 0..<900, using: &random) }.sorted()
    let packed = Self.packed(numbers.map { ["\($0)"] }, &random)
    let reader = PackedKeys.Reader(packed)
    for _ in 0..<300 {
      let start = Int.random(in: 0...numbers.count, using: &random)
      let rows = start..<Int.random(in: start...numbers.count, using: &random)
      let wanted = 999 + Int.random(in: 0...902, using: &random)
      let expected = rows.first { numbers[$0] > wanted } ?? rows.upperBound
      // As many digits for each, so that bytes are ordered as numbers are.
      let key = wanted < 1000 ? "0\(wanted)" : "\(wanted)"
      let found = Array(key.utf8).withUnsafeBufferPointer {
        reader.firstGreater(than: $0, in: rows)
      }
      #expect(found == expected, "seed \(seed), \(wanted) in \(rows)")
    }
  }

  @Test("take a fourth of what ascending numbers take")
  func areSmall() {
    var random = SeededGenerator(seed: 1)
    let packed = Self.packed((0..<10_000).map { ["WA\(90_000_000 + $0)"] }, &random)
    #expect(packed.byteCount < 10_000 * 5)
  }
}
