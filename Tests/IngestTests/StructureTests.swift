import CVector
import TestSupport
import Testing

@Suite("What matters to the structure of a file, 64 bytes at a time")
struct StructureTests {
  @Test("every byte at every place", arguments: [UInt8(ascii: ","), 9, 0x7F])
  func bytes(delimiter: UInt8) {
    var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 64)
    for place in bytes.indices {
      for byte in 0...UInt8.max {
        bytes[place] = byte
        let masks = structure_masks_of(bytes, delimiter)
        let isMark = byte == delimiter || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        let isUnclean = byte >= 0x80 || byte == 0
        #expect(masks.marks == (isMark ? 1 << place : 0), "\(byte) at \(place)")
        #expect(masks.unclean == (isUnclean ? 1 << place : 0), "\(byte) at \(place)")
      }
      bytes[place] = UInt8(ascii: "a")
    }
  }

  @Test("marks are written in their order", arguments: 1...4 as ClosedRange<UInt64>)
  func write(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let untouched = Int64.min
    for round in 0..<5000 {
      // From no mark at all to one on every byte.
      let share = Double(round % 65) / 64
      var (marks, unclean) = (0 as UInt64, 0 as UInt64)
      for bit in 0..<64 where random.chance(share) {
        marks |= 1 << bit
        if random.chance(0.3) { unclean |= 1 << bit }
      }
      let start = Int64.random(in: 0...(1 << 50), using: &random)
      var places = [Int64](repeating: untouched, count: 65)
      let count = structure_write(marks, unclean, start, &places)
      let expected = (0..<64).filter { marks >> $0 & 1 == 1 }.map {
        2 * (start + Int64($0)) + Int64(unclean >> $0 & 1)
      }
      #expect(count == expected.count, "seed \(seed)")
      #expect(Array(places[..<count]) == expected, "seed \(seed)")
      #expect(places[64] == untouched, "seed \(seed)")
    }
  }
}
