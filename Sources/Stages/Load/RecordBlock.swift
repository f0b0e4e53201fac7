import Ingest
import Table

/// A run of good records of one file, waiting to be cleansed column by column.
final class RecordBlock {
  /// How many records it takes: few enough for their fields to stay in the nearest cache.
  static let capacity = 160

  let columnCount: Int
  /// A record after another, and room for one field more: see `RecordSink.room`.
  let fields: UnsafeMutablePointer<RawField>
  let numbers: UnsafeMutablePointer<Int>
  let offsets: UnsafeMutablePointer<Int>
  let raws: UnsafeMutablePointer<ByteView>
  /// Records that turned out to have no key.
  let isRefused: UnsafeMutablePointer<Bool>
  @exclusivity(unchecked) private(set) var count = 0
  /// What the fields' offsets refer to.
  @exclusivity(unchecked) private(set) var bytes = ByteView(start: nil, count: 0)

  init(columnCount: Int) {
    self.columnCount = columnCount
    fields = .allocate(capacity: Self.capacity * columnCount + 1)
    numbers = .allocate(capacity: Self.capacity)
    offsets = .allocate(capacity: Self.capacity)
    raws = .allocate(capacity: Self.capacity)
    isRefused = .allocate(capacity: Self.capacity)
  }

  deinit {
    fields.deallocate()
    numbers.deallocate()
    offsets.deallocate()
    raws.deallocate()
    isRefused.deallocate()
  }

  var isFull: Bool { count == Self.capacity }

  /// Where the next record's fields belong.
  @inline(__always)
  var room: UnsafeMutablePointer<RawField> { fields + count &* columnCount }

  /// Adds the record whose fields were written there.
  @inline(__always)
  func add(number: Int, offset: Int, in bytes: ByteView, raw: ByteView) {
    numbers[count] = number
    offsets[count] = offset
    raws[count] = raw
    isRefused[count] = false
    self.bytes = bytes
    count += 1
  }

  func removeAll() { count = 0 }
}
