import Table

/// The keys of a run of records, of each only what it does not share with the key before it: keys mostly
/// come in their order, and most of one is then that of the one before. Every sixteenth is whole, so that
/// any of them is found in sixteen steps.
///
/// A key is its columns joined by NUL, which no record holds.
struct PackedKeys: Sendable {
  /// How many keys there are.
  let count: Int
  /// For each key how much of it is shared, at most 255 bytes, in one; how long the rest is, in one or,
  /// behind `long`, in four; and the rest. Nil without a key.
  private let room: Region.Block?
  /// Where in the room each sixteenth key lies.
  private let starts: [Int]

  /// How many bytes they take.
  var byteCount: Int { (room?.size ?? 0) + starts.count * MemoryLayout<Int>.size }

  /// How many keys are found from a whole one.
  static let group = 16
  fileprivate static let long = 255
  /// How many bytes stand before a key's own at most.
  fileprivate static let mostAhead = 6

  /// Of no record.
  static let none = PackedKeys(0, ByteView(start: nil, count: 0), [])

  fileprivate init(_ count: Int, _ bytes: ByteView, _ starts: [Int]) {
    self.count = count
    self.starts = starts
    guard bytes.count > 0 else {
      room = nil
      return
    }
    guard let room = Region.Block(size: bytes.count) else { fatalError("no addresses are left") }
    room.trim(to: bytes.count)
    if let source = bytes.baseAddress { room.base.update(from: source, count: bytes.count) }
    self.room = room
  }

  /// What keys that are read one after another need to be found.
  final class Reader {
    private let keys: PackedKeys
    private let base: UnsafePointer<UInt8>
    /// The key of `row`, behind which the next one lies at `place`.
    private let current = ByteBuffer()
    private var row = -1
    private var place: UnsafePointer<UInt8>

    init(_ keys: PackedKeys) {
      self.keys = keys
      base = UnsafePointer(keys.room?.base ?? Region.base)
      place = base
    }

    /// The key of a record, in `buffer`. O(1) for the one after that which was asked for last, else
    /// O(`group`).
    func key(_ wanted: Int, _ buffer: ByteBuffer) -> ByteView {
      go(to: wanted)
      buffer.removeAll()
      buffer.append(current.view)
      return buffer.view
    }

    /// As people write it: its columns joined by a hyphen.
    func shown(_ wanted: Int) -> ByteView {
      go(to: wanted)
      // Changed here, it is not where the next one begins from.
      row = -1
      for place in 0..<current.count where current[place] == 0 {
        current[place] = UInt8(ascii: "-")
      }
      return current.view
    }

    /// The first of some records, whose keys ascend, that has a greater key than this, or their end.
    /// O(log records).
    func firstGreater(than key: ByteView, in rows: Range<Int>) -> Int {
      func isGreater(_ row: Int) -> Bool {
        go(to: row)
        return Bytes.compare(current.view, key) > 0
      }
      // Whole keys first, which are found in one step.
      let first = (rows.lowerBound + group - 1) / group
      let wholes = max(0, (rows.upperBound + group - 1) / group - first)
      let passed = BinarySearch.first(of: wholes) { isGreater((first + $0) * group) }
      let end = min(rows.upperBound, (first + passed) * group)
      var row = passed == 0 ? rows.lowerBound : (first + passed - 1) * group
      while row < end, !isGreater(row) { row += 1 }
      return row
    }

    private func go(to wanted: Int) {
      if wanted == row { return }
      if wanted != row + 1 || row < 0 || wanted % group == 0 {
        place = base + keys.starts[wanted / group]
        row = wanted / group * group - 1
      }
      while row < wanted { step() }
    }

    private func step() {
      let shared = Int(place[0])
      var count = Int(place[1])
      place += 2
      if count == PackedKeys.long {
        count = Int(UnsafeRawPointer(place).loadUnaligned(as: UInt32.self))
        place += 4
      }
      current.truncate(to: shared)
      current.append(ByteView(start: place, count: count))
      place += count
      row += 1
    }
  }
}

private let group = PackedKeys.group

/// Packs keys. For one thread, which uses its memory again.
final class KeyPacker {
  private var room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
  private var end = 0
  private var starts: [Int] = []
  private var count = 0
  private let buffers = (ByteBuffer(), ByteBuffer())

  deinit { room.deallocate() }

  /// Adds the keys of the next records. O(bytes).
  func add(_ rows: Int, _ keys: KeyReader) {
    // Of two buffers each holds the key before while the other takes the next.
    var (here, there) = buffers
    var (end, place) = (end, count)
    var last = ByteView(start: nil, count: 0)
    for row in 0..<rows {
      let key = keys.key(row, here)
      if end + key.count + PackedKeys.mostAhead + Bytes.ample > room.count { grow(end, key.count) }
      let isWhole = place % group == 0
      if isWhole { starts.append(end) }
      let shared = isWhole ? 0 : min(Int(UInt8.max), Bytes.commonPrefix(last, key))
      let rest = key.count &- shared
      let to = room.baseAddress.unsafelyUnwrapped + end
      to[0] = UInt8(truncatingIfNeeded: shared)
      to[1] = UInt8(truncatingIfNeeded: min(rest, PackedKeys.long))
      end &+= 2
      if rest >= PackedKeys.long {
        UnsafeMutableRawPointer(to + 2).storeBytes(
          of: UInt32(truncatingIfNeeded: rest), as: UInt32.self)
        end &+= 4
      }
      let source = key.baseAddress.unsafelyUnwrapped + shared
      Bytes.copy(source, to: room.baseAddress.unsafelyUnwrapped + end, count: rest)
      end &+= rest
      place &+= 1
      last = key
      swap(&here, &there)
    }
    withExtendedLifetime((here, there)) {}
    (self.end, count) = (end, place)
  }

  private func grow(_ end: Int, _ more: Int) {
    let bigger = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: 2 * (end + more + PackedKeys.mostAhead + Bytes.ample))
    bigger.baseAddress!.update(from: room.baseAddress!, count: end)
    room.deallocate()
    room = bigger
  }

  /// All keys since it was last asked.
  func finish() -> PackedKeys {
    defer {
      starts.removeAll(keepingCapacity: true)
      (end, count) = (0, 0)
    }
    return PackedKeys(count, ByteView(rebasing: UnsafeBufferPointer(room)[..<end]), starts)
  }
}
