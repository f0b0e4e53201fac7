import CVector
import Table

/// A place that matters to the structure of a file: a quote, a delimiter, a line feed or the end.
struct Mark {
  private let bits: Int

  @inline(__always)
  init(_ offset: Int, isUnclean: UInt64) { bits = offset &<< 1 | Int(isUnclean) }

  /// Where it stands.
  @inline(__always) var offset: Int { bits &>> 1 }
  /// 1 if an unclean byte stands between the mark before it and this one, or 0.
  @inline(__always) var unclean: Int { bits & 1 }
}

/// Walks from mark to mark through a run of bytes. Marks are found some hundred at a time, so that
/// the walk itself has little to decide; fewer at first, for whoever looks at one record only.
struct MarkCursor {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  private let delimiter: UInt8
  /// The marks found and not yet passed lie in `marks[passed ..< found]`.
  private let marks: UnsafeMutablePointer<Mark>
  private let capacity: Int
  private var passed = 0
  private var found = 0
  /// Up to where the bytes were searched.
  private var searched: Int
  /// How many marks were looked for last.
  private var batch = 0
  /// 1 if an unclean byte was found behind the last mark.
  private var carried: UInt64 = 0

  /// A cursor before the first mark at or after `start`. `room` must live as long as it.
  init(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, delimiter: UInt8, in room: MarkRoom
  ) {
    self.base = base
    self.end = end
    self.delimiter = delimiter
    marks = room.marks
    capacity = room.capacity
    searched = start
  }

  /// Goes to before the first mark at or after `start`.
  mutating func move(to start: Int) { (passed, found, searched, carried) = (0, 0, start, 0) }

  /// The next `count` marks, at most as many as the room was made for; nil if there are fewer before the
  /// end. Valid until the cursor changes. O(1) amortised over the bytes.
  @inline(__always)
  mutating func ahead(_ count: Int) -> UnsafePointer<Mark>? {
    if found &- passed < count, !search(for: count) { return nil }
    return UnsafePointer(marks + passed)
  }

  /// Passes marks that `ahead` gave.
  @inline(__always)
  mutating func pass(_ count: Int) { passed &+= count }

  /// Passes the next mark, or the end if there is none left.
  @inline(__always)
  mutating func next() -> Mark {
    if passed == found, !search(for: 1) {
      defer { carried = 0 }
      return Mark(end, isUnclean: carried)
    }
    passed &+= 1
    return marks[passed &- 1]
  }

  /// Finds more marks than last time, as far as there is room; false if the end leaves fewer than
  /// `count`. O(1) amortised over the bytes: no more marks are moved than are found soon after.
  @inline(never)
  private mutating func search(for count: Int) -> Bool {
    guard searched < end else { return found - passed >= count }
    batch = min(capacity, max(count, 2 * batch))
    marks.update(from: marks + passed, count: found - passed)
    var (place, searched, carried) = (marks + (found - passed), searched, carried)
    let full = marks + batch
    while place < full, end &- searched >= 64 {
      let masks = StructureMask(base + searched, delimiter: delimiter)
      Self.write(masks, from: searched, &carried, &place)
      searched &+= 64
    }
    if place < full, searched < end {
      Self.write(lastMask(from: searched), from: searched, &carried, &place)
      searched = end
    }
    (passed, found) = (0, place - marks)
    (self.searched, self.carried) = (searched, carried)
    return found >= count
  }

  /// Adds the marks of the 64 bytes at `start`; may write, but does not add, more, up to 64.
  @inline(__always)
  private static func write(
    _ masks: StructureMask, from start: Int, _ carried: inout UInt64,
    _ place: inout UnsafeMutablePointer<Mark>
  ) {
    let rest = masks.marks
    // Between two marks all bits are set, so that an unclean byte added there carries into the mark
    // behind it, and one behind the last mark out of the sum.
    let between = ~rest
    let (sum, isOver) = between.addingReportingOverflow(masks.unclean & between)
    let (all, isOverAgain) = sum.addingReportingOverflow(carried)
    let dirty = all & rest
    carried = isOver || isOverAgain ? 1 : 0
    place += UnsafeMutableRawPointer(place).withMemoryRebound(to: Int64.self, capacity: 64) {
      structure_write(rest, dirty, Int64(start), $0)
    }
  }

  /// The mask of the last bytes, fewer than 64, filled up with spaces.
  @inline(never)
  private func lastMask(from start: Int) -> StructureMask {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { padded in
      padded.initialize(repeating: UInt8(ascii: " "))
      for index in 0..<(end - start) { padded[index] = base[start + index] }
      return StructureMask(UnsafePointer(padded.baseAddress!), delimiter: delimiter)
    }
  }
}

/// Where a cursor keeps the marks that it has found.
final class MarkRoom {
  /// The cursor looks on while there are fewer: half of them at least are then new.
  let capacity: Int
  let marks: UnsafeMutablePointer<Mark>

  /// - Parameter count: how many must find room at a time.
  init(_ count: Int) {
    capacity = max(512, 2 * count)
    // The last 64 bytes searched may hold as many more.
    marks = .allocate(capacity: capacity + 64)
  }

  deinit { marks.deallocate() }
}
