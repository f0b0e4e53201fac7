import TestSupport
import Testing

@testable import Table

struct RegionTests {
  @Test(
    "what is given back in any order becomes the whole again", arguments: 0..<20 as Range<UInt64>)
  func buddies(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var buddies = Buddies(rank: 16)
    var taken: [Range<Int>] = []
    for _ in 0..<300 {
      if taken.isEmpty || Bool.random(using: &random) {
        let rank = Int.random(in: 6...12, using: &random)
        guard let offset = buddies.take(rank) else { continue }
        #expect(offset % (1 << rank) == 0, "seed \(seed)")
        let block = offset..<offset + 1 << rank
        #expect(!taken.contains { $0.overlaps(block) }, "seed \(seed)")
        // Some are trimmed: in units of 2^6, as small as blocks are here.
        let kept = Int.random(in: 1...block.count / 64, using: &random) * 64
        buddies.giveBack(offset + kept..<block.upperBound)
        taken.append(offset..<offset + kept)
      } else {
        buddies.giveBack(taken.remove(at: Int.random(in: 0..<taken.count, using: &random)))
      }
    }
    for block in taken { buddies.giveBack(block) }
    #expect(buddies.take(16) == 0, "seed \(seed)")
    #expect(buddies.take(6) == nil, "seed \(seed)")
  }

  @Test("the lowest of the smallest free blocks is taken")
  func lowest() {
    var buddies = Buddies(rank: 10)
    #expect((0..<4).map { _ in buddies.take(8) } == [0, 256, 512, 768])
    buddies.giveBack(512, 8)
    buddies.giveBack(256, 8)
    #expect(buddies.take(8) == 256)
    #expect(buddies.take(9) == nil)
  }

  @Test("a block has room for what was asked for and lies at a multiple of its size")
  func block() throws {
    for size in [0, 1, 4096, 4097, 1 << 20, 1 << 24, 3 << 24] {
      let block = try #require(Region.Block(size: size))
      #expect(block.size >= max(size, 4096) && block.size < max(2 * size, 4097))
      #expect(block.offset % block.size == 0)
      block.base[block.size - 1] = 1
    }
    #expect(Region.Block(size: 1 << 50) == nil)
  }

  @Test("a small block of huge pages lies among the large ones and is given back there")
  func huge() throws {
    let small = try #require(Region.Block(size: 1 << 20))
    let large = try #require(Region.Block(size: 1 << 24))
    // As far up as large blocks begin: the upper half of the range, whatever its size.
    let middle = 1 << (Int.bitWidth - 1 - large.offset.leadingZeroBitCount)
    #expect(small.offset < middle)
    for round in 0..<3 {
      let block = try #require(Region.Block(size: (1 << 20) + round, isHuge: true))
      #expect(block.offset >= middle && block.offset % block.size == 0)
      block.trim(to: 4097)
      #expect(block.size == 8192)
      block.base.initialize(repeating: 1, count: block.size)
      let plain = try #require(Region.Block(size: 1 << 20))
      #expect(plain.offset < middle)
    }
  }

  @Test("a trimmed block keeps what it was trimmed to, and others get the rest")
  func trim() throws {
    for (size, wanted, kept) in [
      (1 << 20, 0, 4096), (1 << 20, 1, 4096), (1 << 20, 4097, 8192), (1 << 20, 1 << 20, 1 << 20),
      (1 << 25, 1, 1 << 25),
    ] {
      let block = try #require(Region.Block(size: size))
      block.trim(to: wanted)
      #expect(block.size == kept)
      block.base.initialize(repeating: 1, count: kept)
      let others = try (0..<4).map { _ in try #require(Region.Block(size: 1 << 18)) }
      for other in others { other.base.initialize(repeating: 2, count: other.size) }
      #expect(UnsafeBufferPointer(start: block.base, count: kept).allSatisfy { $0 == 1 })
    }
  }

  @Test("a trimmed arena keeps its texts and takes more")
  func trimmedArena() {
    let arena = TextArena()
    var refs: [TextRef] = []
    for number in 0..<3000 {
      if number % 700 == 0 { arena.trim() }
      refs.append(Array("text \(number)".utf8).withUnsafeBufferPointer { arena.append($0) })
    }
    arena.trim()
    for (number, ref) in refs.enumerated() { #expect(arena[ref].text == "text \(number)") }
    #expect(arena.footprint < 64 << 10)
  }

  @Test("letting go of free memory leaves blocks in use as they are")
  func letGoOfFree() throws {
    var blocks = try (0..<16).map { _ in try #require(Region.Block(size: 2 << 20)) }
    for (number, block) in blocks.enumerated() {
      block.base.initialize(repeating: UInt8(number + 1), count: block.size)
    }
    let kept = stride(from: 0, to: 16, by: 2).map { blocks[$0] }
    blocks = []
    Region.letGoOfFree()
    for (place, block) in kept.enumerated() {
      let bytes = UnsafeBufferPointer(start: block.base, count: block.size)
      #expect(bytes.allSatisfy { $0 == UInt8(place * 2 + 1) })
    }
    let again = try #require(Region.Block(size: 2 << 20))
    again.base[0] = 7
    #expect(again.base[0] == 7)
  }

  @Test("text of an arena that is let go stays as long as a column refers to it")
  func kept() {
    var column = TextColumn(["a"])
    for number in 0..<100 {
      column.append(contentsOf: TextColumn(["\(number)", String(repeating: "x", count: 5000)]))
    }
    #expect(column.strings.count == 201)
    #expect(column.string(199) == "99")
    #expect(column.string(200)?.count == 5000)
  }
}
