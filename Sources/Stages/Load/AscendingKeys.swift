import Table

/// The records of one file whose keys ascend, and the others. Found while the file is read, when
/// its keys are still at hand.
///
/// A record goes to the first of two chains whose greatest key is below its own, else to neither.
/// The longer chain counts: so neither a record of a low key nor one of a high key that comes early
/// spoils an order that the rest has.
struct AscendingKeys {
  /// A record that keys are compared with.
  typealias Bound = (reader: KeyReader, row: Int)

  private var chains = [Chain(), Chain()]
  private var stragglers: [Int32] = []
  private var end = 0
  /// False from when so many records are in no order that looking for one is not worth it.
  private var isWorthIt = true
  private let bound: Bound?

  /// - Parameter bound: ascending keys must be greater than this one's, too.
  init(after bound: Bound? = nil) { self.bound = bound }

  /// Looks at the records up to `count` that have not been looked at. O(records).
  mutating func extend(to count: Int, _ reader: KeyReader) {
    defer { end = count }
    guard isWorthIt else { return }
    var keys = (ByteBuffer(), ByteBuffer(), ByteBuffer())
    var greatest = (
      chains[0].greatest(reader, bound, keys.0), chains[1].greatest(reader, bound, keys.1)
    )
    for row in end..<count {
      let key = reader.key(row, keys.2)
      if Self.isGreater(key, greatest.0) {
        chains[0].add(row)
        greatest.0 = key
        swap(&keys.0, &keys.2)
      } else if Self.isGreater(key, greatest.1) {
        chains[1].add(row)
        greatest.1 = key
        swap(&keys.1, &keys.2)
      } else {
        stragglers.append(Int32(row))
      }
    }
    if stragglers.count > 64 + count / 4 {
      isWorthIt = false
      chains = [Chain(), Chain()]
      stragglers = []
    }
  }

  /// The ascending records as runs of neighbours.
  var runs: [Range<Int>] { longer.runs }

  /// The others, ascending by their number.
  var others: [Int32] {
    guard isWorthIt else { return (0..<end).map { Int32($0) } }
    let shorter = chains[0].count >= chains[1].count ? chains[1] : chains[0]
    return (stragglers + shorter.runs.flatMap { $0.map { Int32($0) } }).sorted()
  }

  /// True if the ascending keys are greater than the bound's, too. O(1).
  func ascend(after bound: Bound, _ reader: KeyReader) -> Bool {
    guard let first = runs.first else { return true }
    let buffers = (ByteBuffer(), ByteBuffer())
    return withExtendedLifetime(buffers) {
      Self.isGreater(
        reader.key(first.lowerBound, buffers.0), bound.reader.key(bound.row, buffers.1))
    }
  }

  private var longer: Chain { chains[0].count >= chains[1].count ? chains[0] : chains[1] }

  private static func isGreater(_ key: ByteView, _ other: ByteView?) -> Bool {
    other.map { Bytes.compare(key, $0) > 0 } ?? true
  }

  /// Records whose keys ascend.
  private struct Chain {
    private(set) var runs: [Range<Int>] = []
    private(set) var count = 0

    mutating func add(_ row: Int) {
      count += 1
      if let last = runs.last, last.upperBound == row {
        runs[runs.count - 1] = last.lowerBound..<row + 1
      } else {
        runs.append(row..<row + 1)
      }
    }

    /// The last key, or the bound's. Valid as the reader's keys are.
    func greatest(_ reader: KeyReader, _ bound: Bound?, _ joined: ByteBuffer) -> ByteView? {
      runs.last.map { reader.key($0.upperBound - 1, joined) }
        ?? bound.map { $0.reader.key($0.row, joined) }
    }
  }
}
