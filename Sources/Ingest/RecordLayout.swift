/// The room for the fields of one record, and which of them are kept where.
final class RecordLayout {
  private let room: UnsafeMutableBufferPointer<RawField>
  private let placeOf: UnsafeMutableBufferPointer<Int32>
  private let wantedCount: Int
  /// Declared columns that name a header named before: from where to where to copy.
  private var copies: [(from: Int, to: Int)] = []

  /// The declared columns of a file, in declared order.
  init(_ match: HeaderMatch) {
    wantedCount = match.positions.count
    // The last place takes the columns that nobody wants.
    room = .allocate(capacity: wantedCount + 1)
    room.initialize(repeating: .absent)
    placeOf = .allocate(capacity: match.fieldCount)
    placeOf.initialize(repeating: Int32(wantedCount))
    for (place, position) in match.positions.enumerated() {
      guard let position else { continue }
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
    room.initialize(repeating: .absent)
    placeOf = .allocate(capacity: fieldCount)
    for index in 0..<fieldCount { placeOf.initializeElement(at: index, to: Int32(index)) }
  }

  deinit {
    room.deallocate()
    placeOf.deallocate()
  }

  /// For the scanner to write to.
  var places: FieldPlaces {
    FieldPlaces(fields: room, places: UnsafeBufferPointer(placeOf))
  }

  /// The kept fields. Valid as long as this object lives.
  var fields: UnsafeBufferPointer<RawField> {
    UnsafeBufferPointer(start: room.baseAddress, count: wantedCount)
  }

  /// To be called after the scanner has written a record.
  @inline(__always)
  func finish() {
    for copy in copies { room[copy.to] = room[copy.from] }
  }
}
