import Table
import TestSupport
import Testing

@Suite("KeyIndex")
struct KeyIndexTests {
  private func find(_ key: [UInt8], in index: KeyIndex) -> Int? {
    key.withUnsafeBufferPointer { index.find($0) }
  }

  @Test("inserts and finds as a dictionary does", arguments: 0..<12 as Range<UInt64>)
  func property(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var index = KeyIndex(capacity: Int.random(in: 0...20, using: &random))
    var expected: [[UInt8]: Int] = [:]
    for _ in 0..<2000 {
      let key = random.bytes(upTo: 9, kinds: 3)
      let (id, isNew) = key.withUnsafeBufferPointer { index.insert($0) }
      #expect(isNew == (expected[key] == nil), "\(key)")
      #expect(id == expected[key] ?? expected.count, "\(key)")
      expected[key] = id
    }
    #expect(index.count == expected.count)
    for (key, id) in expected {
      #expect(find(key, in: index) == id, "\(key)")
      #expect(Array(index.keys[id] ?? ByteView(start: nil, count: 0)) == key)
    }
    for _ in 0..<500 {
      let key = random.bytes(upTo: 12, kinds: 4)
      #expect(find(key, in: index) == expected[key], "\(key)")
    }
  }

  @Test("keys keep their order of insertion while the index grows far past its room")
  func growth() {
    var index = KeyIndex(capacity: 0)
    for number in 0..<50_000 {
      let key = Array("customer-\(number)".utf8)
      let (id, isNew) = key.withUnsafeBufferPointer { index.insert($0) }
      if id != number || !isNew { Issue.record("key \(number) got id \(id)") }
    }
    #expect(index.count == 50_000)
    for number in stride(from: 0, to: 50_000, by: 777) {
      #expect(find(Array("customer-\(number)".utf8), in: index) == number)
      #expect(index.keys.string(number) == "customer-\(number)")
    }
    #expect(find(Array("customer-50000".utf8), in: index) == nil)
  }

  @Test("an empty index finds nothing, and the empty key is a key")
  func empty() {
    var index = KeyIndex()
    #expect(find([], in: index) == nil)
    #expect(find([1], in: index) == nil)
    let first = index.insert(ByteView(start: nil, count: 0))
    #expect(first.id == 0)
    #expect(first.isNew)
    #expect(find([], in: index) == 0)
    #expect(find([0], in: index) == nil)
  }

  @Test("an index of a column gives the first row of each key and passes over nulls")
  func column() {
    let column = TextColumn([nil, "b", "a", "b", nil, "", "a", ""])
    let index = KeyIndex(of: column)
    #expect(index.count == 3)
    #expect(find(Array("b".utf8), in: index) == 1)
    #expect(find(Array("a".utf8), in: index) == 2)
    #expect(find([], in: index) == 5)
    #expect(find(Array("c".utf8), in: index) == nil)
  }

  @Test("many keys are found as each by itself", arguments: 0..<12 as Range<UInt64>)
  func many(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var index = KeyIndex()
    for _ in 0..<Int.random(in: 0...2000, using: &random) {
      let key = random.bytes(upTo: 12, kinds: 4)
      _ = key.withUnsafeBufferPointer { index.insert($0) }
    }
    var asked = TextColumn()
    for _ in 0..<Int.random(in: 0...500, using: &random) {
      let key = random.bytes(upTo: 12, kinds: 4)
      key.withUnsafeBufferPointer { asked.append(Bool.random(using: &random) ? $0 : nil) }
    }
    let found = index.find(asked.refs, in: asked.arena)
    #expect(found.count == asked.count)
    for row in 0..<asked.count {
      #expect(found[row] == asked[row].flatMap { index.find($0) }.map { Int32($0) } ?? -1)
    }
  }

  @Test("many keys get the ids that each gets by itself", arguments: 0..<12 as Range<UInt64>)
  func insertedMany(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var column = TextColumn()
    for _ in 0..<Int.random(in: 0...3000, using: &random) {
      let key = random.bytes(upTo: 20, kinds: 3)
      let isNull = Int.random(in: 0..<6, using: &random) == 0
      key.withUnsafeBufferPointer { column.append(isNull ? nil : $0) }
    }
    var together = KeyIndex(capacity: 0)
    var each = KeyIndex()
    let ids = together.insert(column.refs, in: column.arena)
    let expected = (0..<column.count).map { row in
      column[row].map { Int32(each.insert($0).id) } ?? -1
    }
    #expect(ids == expected)
    #expect(together.count == each.count)
    let first = KeyIndex.firstRows(of: column)
    #expect(first == ids.map { id in id < 0 ? -1 : Int32(ids.firstIndex(of: id) ?? -1) })
  }

  @Test("an index of a column without values finds nothing")
  func nullColumn() {
    for column in [TextColumn(), TextColumn([nil, nil])] {
      let index = KeyIndex(of: column)
      #expect(index.count == 0)
      #expect(find([], in: index) == nil)
    }
  }

  @Test("an index of a gathered column counts its rows, not those it came from")
  func gathered() {
    let index = KeyIndex(of: TextColumn(["a", "b", "c"]).gather([2, -1, 0, 2]))
    #expect(find(Array("c".utf8), in: index) == 0)
    #expect(find(Array("a".utf8), in: index) == 2)
    #expect(find(Array("b".utf8), in: index) == nil)
  }
}
