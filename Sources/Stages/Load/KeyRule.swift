import CVector
import Table

/// Finds the newest record of each key among all files of a source.
enum KeyRule {
  /// For each batch which of its records are superseded; empty for a batch of which none is. Of those
  /// with one key the one with the greatest `newest_by` is kept (null is oldest), of equals, and
  /// without one, the last. O(records).
  ///
  /// Exports mostly come in the order of their keys, so the records whose key is greater than all
  /// before it have no equal among themselves: only the others are looked up, in the former by
  /// halving and among each other by hashing. If there are many others, all records are hashed.
  static func superseded(_ source: CompiledSource, _ batches: [RecordBatch]) -> [[Bool]] {
    let readers = batches.map { PackedKeys.Reader($0.keys) }
    let total = batches.reduce(0) { $0 + $1.rowCount }
    var slots: KeySlots
    if let ascending = AscendingBatches(readers, batches, mostOthers: total / 8) {
      let records = ascending.recordsToCompare(readers)
      slots = KeySlots(source, batches, capacity: records.count)
      for record in records { slots.add(record.number, record.row) }
    } else {
      slots = KeySlots(source, batches, capacity: total)
      for number in batches.indices { slots.addAll(of: number) }
    }
    return slots.superseded
  }
}

/// The records of several batches whose keys ascend from the first batch to the last, and the others.
private struct AscendingBatches {
  typealias Record = (number: Int, row: Int)

  /// The former, as runs of neighbours.
  private var runs: [(number: Int, rows: Range<Int>)] = []
  private var others: [Record] = []

  /// Nil if there are more others than that.
  init?(_ readers: [PackedKeys.Reader], _ batches: [RecordBatch], mostOthers: Int) {
    var greatest: [UInt8]?
    for (number, batch) in batches.enumerated() {
      var keys = batch.ascending
      if let greatest, let first = keys.runs.first?.lowerBound,
        greatest.withUnsafeBufferPointer({
          readers[number].firstGreater(than: $0, in: first..<first + 1)
        }) > first
      {
        keys = AscendingKeys(after: greatest)
        let reader = readers[number]
        keys.extend(by: batch.rowCount) { reader.key($0, $1) }
      }
      let runs = keys.runs
      others += keys.others.map { (number, Int($0)) }
      guard others.count <= mostOthers else { return nil }
      self.runs += runs.map { (number, $0) }
      greatest = keys.greatest ?? greatest
    }
  }

  /// The others and those of the ascending records that have the key of one of them, in their order.
  func recordsToCompare(_ readers: [PackedKeys.Reader]) -> [Record] {
    let here = ByteBuffer()
    let there = ByteBuffer()
    var records = others
    for other in others {
      let key = readers[other.number].key(other.row, here)
      let next = BinarySearch.first(of: runs.count) {
        Bytes.compare(readers[runs[$0].number].key(runs[$0].rows.lowerBound, there), key) > 0
      }
      guard next > 0 else { continue }
      let (number, rows) = runs[next - 1]
      let row = readers[number].firstGreater(than: key, in: rows)
      if Bytes.equal(readers[number].key(row - 1, there), key) { records.append((number, row - 1)) }
    }
    records.sort { $0 < $1 }
    // Several others may have the same key.
    return records.indices.filter { $0 == 0 || records[$0] != records[$0 - 1] }.map { records[$0] }
  }
}

/// The newest record of each key, of the records added in their order. Keys stay where they are: a
/// slot holds 32 bits of the hash and the place of the record that is the newest so far, and what
/// the hash finds is compared byte by byte. Open addressing, at most half full.
private struct KeySlots {
  /// By batch: for each record whether a newer one has its key; empty if that is so for none.
  private(set) var superseded: [[Bool]]
  /// Two for each batch: records are mostly added one after another.
  private let readers: [PackedKeys.Reader]
  private let otherReaders: [PackedKeys.Reader]
  private let times: [LoadedColumn?]
  private let rowCounts: [Int]
  /// Of each batch's first record among those of all.
  private let firsts: [Int]
  private let room: Region.Block
  private let slots: UnsafeMutablePointer<UInt64>
  private let mask: Int
  private let joined = ByteBuffer()
  private let joinedOther = ByteBuffer()

  private static let free = UInt64.max
  private static let tagBits: UInt64 = 0xFFFF_FFFF_0000_0000

  init(_ source: CompiledSource, _ batches: [RecordBatch], capacity: Int) {
    var total = 0
    firsts = batches.map { batch in
      defer { total += batch.rowCount }
      return total
    }
    precondition(total < Int(UInt32.max), "over four billion records")
    readers = batches.map { PackedKeys.Reader($0.keys) }
    otherReaders = batches.map { PackedKeys.Reader($0.keys) }
    times = batches.map { batch in source.newestColumn.flatMap { batch.columns[$0] } }
    rowCounts = batches.map(\.rowCount)
    superseded = batches.map { _ in [] }
    var size = 64
    while size < capacity * 2 { size *= 2 }
    guard let room = Region.Block(size: size * 8) else { fatalError("no addresses are left") }
    self.room = room
    slots = UnsafeMutableRawPointer(room.base).assumingMemoryBound(to: UInt64.self)
    slots.initialize(repeating: Self.free, count: size)
    mask = size - 1
  }

  mutating func add(_ number: Int, _ row: Int) {
    add(number, row, Bytes.hash(readers[number].key(row, joined)))
  }

  /// Adds all records of a batch.
  mutating func addAll(of number: Int) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: PackedKeys.group) { hashes in
      for start in stride(from: 0, to: rowCounts[number], by: hashes.count) {
        let rows = min(hashes.count, rowCounts[number] - start)
        // Slots lie far from each other: all are on their way before the first is wanted.
        for row in 0..<rows {
          let hash = Bytes.hash(readers[number].key(start + row, joined))
          hashes.initializeElement(at: row, to: hash)
          prefetch(slots + slot(hash))
        }
        for row in 0..<rows { add(number, start + row, hashes[row]) }
      }
    }
  }

  /// Where the record with a key of that hash is looked for first.
  @inline(__always)
  private func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash ^ hash >> 32) & mask }

  private mutating func add(_ number: Int, _ row: Int, _ hash: UInt64) {
    let tag = hash & Self.tagBits
    let place = UInt64(truncatingIfNeeded: firsts[number] &+ row)
    var slot = slot(hash)
    while slots[slot] != Self.free {
      let entry = slots[slot]
      if entry & Self.tagBits == tag {
        let other = location(Int(entry & ~Self.tagBits))
        let key = readers[number].key(row, joined)
        if Bytes.equal(otherReaders[other.number].key(other.row, joinedOther), key) {
          if time(number, row) >= time(other.number, other.row) {
            supersede(other.number, other.row)
            slots[slot] = tag | place
          } else {
            supersede(number, row)
          }
          return
        }
      }
      slot = (slot &+ 1) & mask
    }
    slots[slot] = tag | place
  }

  private mutating func supersede(_ number: Int, _ row: Int) {
    if superseded[number].isEmpty {
      superseded[number] = Array(repeating: false, count: rowCounts[number])
    }
    superseded[number][row] = true
  }

  private func time(_ number: Int, _ row: Int) -> Int64 { times[number]?.number(row) ?? 0 }

  private func location(_ place: Int) -> (number: Int, row: Int) {
    var low = 0
    var high = firsts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if firsts[middle] <= place { low = middle } else { high = middle }
    }
    return (low, place - firsts[low])
  }
}
