import Table

/// The records of one file whose keys ascend, and the others. Found while the file is read, when
/// its keys are still at hand.
///
/// A record goes to the first of two chains whose greatest key is below its own, else to neither.
/// The longer chain counts: so neither a record of a low key nor one of a high key that comes early
/// spoils an order that the rest has.
struct AscendingKeys {
  private var first: Chain
  private var second: Chain
  private var stragglers: [Int32] = []
  private var end = 0
  /// False from when so many records are in no order that looking for one is not worth it.
  private var isWorthIt = true

  /// - Parameter bound: ascending keys must be greater than this one, too.
  init(after bound: [UInt8]? = nil) {
    first = Chain(greatest: bound)
    second = first
  }

  /// Looks at the next records. O(records).
  ///
  /// - Parameter key: the key of one of them, by its number among them, in the buffer or where it stays.
  mutating func extend(by count: Int, key: (Int, ByteBuffer) -> ByteView) {
    defer { end += count }
    guard isWorthIt else { return }
    // Three that take turns: two hold the greatest keys, and one the next.
    var buffers = (ByteBuffer(), ByteBuffer(), ByteBuffer())
    var greatest = (first.greatest(in: buffers.0), second.greatest(in: buffers.1))
    for row in 0..<count {
      let key = key(row, buffers.2)
      if Self.isGreater(key, greatest.0) {
        first.add(end + row)
        greatest.0 = key
        swap(&buffers.0, &buffers.2)
      } else if Self.isGreater(key, greatest.1) {
        second.add(end + row)
        greatest.1 = key
        swap(&buffers.1, &buffers.2)
      } else {
        stragglers.append(Int32(end + row))
      }
    }
    withExtendedLifetime(buffers) {
      first.greatest = greatest.0.map { Array($0) }
      second.greatest = greatest.1.map { Array($0) }
    }
    if stragglers.count > 64 + (end + count) / 4 {
      isWorthIt = false
      (first, second) = (Chain(), Chain())
      stragglers = []
    }
  }

  /// The ascending records as runs of neighbours.
  var runs: [Range<Int>] { longer.runs }

  /// The others, ascending by their number.
  var others: [Int32] {
    guard isWorthIt else { return (0..<end).map { Int32($0) } }
    let shorter = first.count >= second.count ? second : first
    return (stragglers + shorter.runs.flatMap { $0.map { Int32($0) } }).sorted()
  }

  /// The last of the ascending keys; nil without one.
  var greatest: [UInt8]? { longer.runs.isEmpty ? nil : longer.greatest }

  private var longer: Chain { first.count >= second.count ? first : second }

  private static func isGreater(_ key: ByteView, _ other: ByteView?) -> Bool {
    other.map { Bytes.compare(key, $0) > 0 } ?? true
  }

  /// Records whose keys ascend.
  private struct Chain {
    private(set) var count = 0
    /// The last key, or what it must be greater than.
    var greatest: [UInt8]?
    private var ended: [Range<Int>] = []
    private var open = 0..<0

    init(greatest: [UInt8]? = nil) { self.greatest = greatest }

    /// Neighbours each.
    var runs: [Range<Int>] { open.isEmpty ? [] : ended + [open] }

    @inline(__always)
    mutating func add(_ row: Int) {
      count += 1
      if open.upperBound != row {
        if !open.isEmpty { ended.append(open) }
        open = row..<row
      }
      open = open.lowerBound..<row + 1
    }

    /// The last key, or what it must be greater than, in a buffer.
    func greatest(in buffer: ByteBuffer) -> ByteView? {
      guard let greatest else { return nil }
      greatest.withUnsafeBufferPointer { buffer.append($0) }
      return buffer.view
    }
  }
}
