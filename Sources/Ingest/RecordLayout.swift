/// Which fields of a record are kept where, and room for those of one.
final class RecordLayout {
  private let room: UnsafeMutableBufferPointer<RawField>
  private let placeOf: UnsafeMutableBufferPointer<Int32>
  private let wantedCount: Int
  /// Where the columns belong that the file does not have.
  private var absent: [Int] = []
  /// Declared columns that name a header named before: from where to where to copy.
  private var copies: [(from: Int, to: Int)] = []

  /// The declared columns of a file, in declared order.
  init(_ match: HeaderMatch) {
    wantedCount = match.positions.count
    // The last place takes the columns that nobody wants.
    room = .allocate(capacity: wantedCount + 1)
    placeOf = .allocate(capacity: match.fieldCount)
    placeOf.initialize(repeating: Int32(wantedCount))
    for (place, position) in match.positions.enumerated() {
      guard let position else {
        absent.append(place)
        continue
      }
      if placeOf[position] == wantedCount {
        placeOf[position] = Int32(place)
      } else {
        copies.append((from: Int(placeOf[position]), to: place))
      }
    }
  }

  /// All of `fieldCount` columns, in the file's order.
  init(allOf fieldCount: Int) {
    wantedCount = fieldCount
    room = .allocate(capacity: fieldCount)
    placeOf = .allocate(capacity: fieldCount)
    for index in 0..<fieldCount { placeOf.initializeElement(at: index, to: Int32(index)) }
  }

  deinit {
    room.deallocate()
    placeOf.deallocate()
  }

  /// For the scanner to write to.
  var places: FieldPlaces {
    FieldPlaces(fields: room.baseAddress, places: UnsafeBufferPointer(placeOf))
  }

  /// The kept fields that the scanner wrote to `start`, in declared order. Valid as long as that is:
  /// if it is this object's own room, as long as the object lives.
  @inline(__always)
  func finish(_ start: UnsafeMutablePointer<RawField>?) -> UnsafeBufferPointer<RawField> {
    if let start {
      for place in absent { start[place] = .absent }
      for copy in copies { start[copy.to] = start[copy.from] }
    }
    return UnsafeBufferPointer(start: start, count: wantedCount)
  }
}
