import Table
import TestSupport
import Testing

@Suite("Bytes")
struct BytesTests {
  /// Compares as `Bytes` does, on copies of their own.
  private func compare(_ left: [UInt8], _ right: [UInt8]) -> (order: Int, equal: Bool, less: Bool) {
    left.withUnsafeBufferPointer { a in
      right.withUnsafeBufferPointer { b in
        (Bytes.compare(a, b).signum(), Bytes.equal(a, b), Bytes.less(a, b))
      }
    }
  }

  private func expected(_ left: [UInt8], _ right: [UInt8]) -> Int {
    left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
  }

  @Test(
    "order is by unsigned bytes, a prefix first",
    arguments: [
      ("", "", 0), ("", "a", -1), ("a", "", 1), ("a", "ab", -1), ("ab", "b", -1),
      ("Z", "a", -1), ("~", "あ", -1), ("C9", "C10", 1), ("同じ名前です", "同じ名前です", 0),
      ("12345678", "123456789", -1), ("12345678a", "12345678b", -1),
    ])
  func order(_ left: String, _ right: String, _ order: Int) {
    let result = compare(Array(left.utf8), Array(right.utf8))
    #expect(result.order == order)
    #expect(result.equal == (order == 0))
    #expect(result.less == (order < 0))
  }

  @Test("what two begin with, and where a byte is first", arguments: 0..<30 as Range<UInt64>)
  func prefixAndPlace(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let left = random.bytes(upTo: 30, kinds: 3)
      let right =
        left.prefix(Int.random(in: 0...30, using: &random)) + random.bytes(upTo: 9, kinds: 3)
      let shared = zip(left, right).prefix { $0 == $1 }.count
      let byte = random.bytes(upTo: 9, kinds: 3).first ?? 0x80
      left.withUnsafeBufferPointer { a in
        Array(right).withUnsafeBufferPointer { b in
          #expect(Bytes.commonPrefix(a, b) == shared, "seed \(seed)")
          #expect(Bytes.commonPrefix(b, a) == shared, "seed \(seed)")
        }
        #expect(Bytes.firstIndex(of: byte, in: a) == left.firstIndex(of: byte), "seed \(seed)")
      }
    }
    // Bytes that borrow from each other: 0x00 before and behind 0x01, and the top bit.
    let all = Array(UInt8.min...UInt8.max) + Array((UInt8.min...UInt8.max).reversed())
    for byte in UInt8.min...UInt8.max {
      for start in 0..<9 {
        all[start...].withUnsafeBufferPointer { bytes in
          #expect(Bytes.firstIndex(of: byte, in: bytes) == Array(bytes).firstIndex(of: byte))
        }
      }
    }
  }

  @Test("comparing, equality and hashing agree with arrays", arguments: 0..<30 as Range<UInt64>)
  func property(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let left = random.bytes(upTo: 20, kinds: 3)
      var right = Bool.random(using: &random) ? left : random.bytes(upTo: 20, kinds: 3)
      if !right.isEmpty, Bool.random(using: &random) {
        right[Int.random(in: 0..<right.count, using: &random)] ^= 1
      }
      let result = compare(left, right)
      #expect(result.order == expected(left, right), "\(left) \(right)")
      #expect(result.equal == (left == right), "\(left) \(right)")
      #expect(result.less == left.lexicographicallyPrecedes(right), "\(left) \(right)")
      if left == right {
        #expect(
          left.withUnsafeBufferPointer { Bytes.hash($0) }
            == right.withUnsafeBufferPointer { Bytes.hash($0) })
      }
    }
  }

  @Test(
    "a literal equals its own bytes and no others",
    arguments: ["", "a", "open", "opened", "hard_bounce", "hard-bounce", "が", "か\u{3099}"])
  func literal(_ text: String) {
    var text = text
    let found = text.withUTF8 { bytes in
      [
        Bytes.equal(bytes, ""), Bytes.equal(bytes, "open"), Bytes.equal(bytes, "hard_bounce"),
        Bytes.equal(bytes, "が"),
      ]
    }
    #expect(
      found == ["", "open", "hard_bounce", "\u{304C}"].map { $0.utf8.elementsEqual(text.utf8) })
  }

  @Test("a copy is all of the bytes and nothing beside them", arguments: 0..<80)
  func copy(_ count: Int) {
    let source = (0..<UInt8(count + 2)).map { $0 &+ 1 }
    var target = [UInt8](repeating: 0, count: count + 2)
    source.withUnsafeBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        Bytes.copy(source.baseAddress! + 1, to: target.baseAddress! + 1, count: count)
      }
    }
    #expect(target == [0] + source[1..<(count + 1)] + [0])
  }

  @Test("up to sixteen bytes are told apart by their length and ends")
  func ends() {
    var random = SeededGenerator(seed: 16)
    var seen: [[UInt64]: [UInt8]] = [:]
    for _ in 0..<20_000 {
      let bytes = random.bytes(upTo: 16, kinds: 3)
      let ends = bytes.withUnsafeBufferPointer { Bytes.ends($0) }
      let known = seen.updateValue(bytes, forKey: [UInt64(bytes.count), ends.first, ends.last])
      #expect(known == nil || known == bytes)
    }
  }

  @Test("with others behind them, too, whatever those are")
  func amplyReadEnds() {
    var random = SeededGenerator(seed: 17)
    var seen: [[UInt64]: [UInt8]] = [:]
    for _ in 0..<20_000 {
      let bytes = random.bytes(upTo: 16, kinds: 3)
      guard !bytes.isEmpty else { continue }
      let behind = (0..<Bytes.ample).map { _ in UInt8.random(in: 0...255, using: &random) }
      let ends = (bytes + behind).withUnsafeBufferPointer {
        Bytes.amplyReadEnds($0.slice(0, bytes.count))
      }
      let known = seen.updateValue(bytes, forKey: [UInt64(bytes.count), ends.first, ends.last])
      #expect(known == nil || known == bytes)
      let again = (bytes + behind.reversed()).withUnsafeBufferPointer {
        Bytes.amplyReadEnds($0.slice(0, bytes.count))
      }
      #expect(again == ends)
    }
  }

  @Test("the hash depends on the bytes alone, not on where they lie")
  func place() {
    let text = Array("x0123456789abcdef0123456789".utf8)
    for start in 0..<9 {
      let moved = Array(repeating: 0, count: start) + text
      let hash = moved.withUnsafeBufferPointer { Bytes.hash($0.slice(start, start + text.count)) }
      #expect(hash == text.withUnsafeBufferPointer { Bytes.hash($0) })
    }
  }

  @Test("a part is found wherever it stands", arguments: 0..<30 as Range<UInt64>)
  func contains(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let text = random.bytes(upTo: 20, kinds: 2)
      let part = random.bytes(upTo: 4, kinds: 2)
      let found = text.withUnsafeBufferPointer { text in
        part.withUnsafeBufferPointer { Bytes.contains(text, $0) }
      }
      let starts = 0...max(0, text.count - part.count)
      #expect(found == starts.contains { text.dropFirst($0).starts(with: part) })
    }
  }

  @Test("runs of zeros of different lengths hash differently")
  func zeros() {
    let hashes = (0..<64).map { count in
      [UInt8](repeating: 0, count: count).withUnsafeBufferPointer { Bytes.hash($0) }
    }
    #expect(Set(hashes).count == hashes.count)
  }

  @Test("no two of many short keys share a hash")
  func spread() {
    let hashes = (0..<100_000).map { number in
      Array("C\(number)".utf8).withUnsafeBufferPointer { Bytes.hash($0) }
    }
    #expect(Set(hashes).count == hashes.count)
  }
}
