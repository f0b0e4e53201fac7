import Table

/// One column of a run of records: a cell a record, the bits of a text reference or of a number.
struct LoadedColumn: @unchecked Sendable {
  private let cells: UnsafeBufferPointer<UInt64>
  /// Keeps the cells alive.
  private let room: Region.Block
  /// The text that the cells refer to; nil for numbers.
  let arena: TextArena?

  init(cells: UnsafeBufferPointer<UInt64>, room: Region.Block, arena: TextArena?) {
    self.cells = cells
    self.room = room
    self.arena = arena
  }

  /// A copy of a column's values.
  init(_ values: ColumnValues) {
    switch values {
    case .text(let texts):
      self = texts.refs.withUnsafeBytes { Self(copying: $0, texts.arena) }
    case .numbers(let numbers):
      self = numbers.withUnsafeBytes { Self(copying: $0, nil) }
    }
  }

  /// The same cells in as little room as they need; the text is not copied.
  init(copying other: LoadedColumn) {
    self.init(copying: UnsafeRawBufferPointer(other.cells), other.arena)
  }

  private init(copying bytes: UnsafeRawBufferPointer, _ arena: TextArena?) {
    guard let room = Region.Block(size: bytes.count) else { fatalError("no addresses are left") }
    room.trim(to: bytes.count)
    let cells = UnsafeMutableRawPointer(room.base)
    if let base = bytes.baseAddress { cells.copyMemory(from: base, byteCount: bytes.count) }
    self.init(
      cells: UnsafeBufferPointer(
        start: cells.assumingMemoryBound(to: UInt64.self), count: bytes.count / 8),
      room: room, arena: arena)
  }

  /// The bytes of a row of a column of text; nil for null.
  func text(_ row: Int) -> ByteView? {
    let ref = TextRef(bits: cells[row])
    return ref.isNull ? nil : arena?[ref]
  }

  /// The references of a column of text. Valid while the column lives; nil for numbers, and of no rows.
  var textCells: UnsafePointer<UInt64>? { arena == nil ? nil : cells.baseAddress }

  /// A row of a column of numbers.
  func number(_ row: Int) -> Int64 { Int64(bitPattern: cells[row]) }

  /// All cells, copied.
  var values: ColumnValues {
    func copied<Cell>() -> [Cell] {
      [Cell](unsafeUninitializedCapacity: cells.count) { out, count in
        if let base = out.baseAddress { copy(.run(0..<cells.count), to: base) }
        count = cells.count
      }
    }
    return if let arena {
      .text(TextColumn(arena: arena, refs: copied()))
    } else {
      .numbers(copied())
    }
  }

  /// Copies the given rows, in their order, to `out`.
  func copy<Cell>(_ rows: RowChoice, to out: UnsafeMutablePointer<Cell>) {
    precondition(MemoryLayout<Cell>.size == 8)
    let out = UnsafeMutableRawPointer(out).assumingMemoryBound(to: UInt64.self)
    switch rows {
    case .run(let run):
      if let base = cells.baseAddress { out.update(from: base + run.lowerBound, count: run.count) }
    case .some(let rows):
      for (place, row) in rows.enumerated() { out[place] = cells[Int(row)] }
    }
  }
}

/// Which rows of a file are meant: all of a run, or some one by one.
enum RowChoice {
  case run(Range<Int>)
  case some([Int32])

  /// The rows of a file but those for which the flag is set; no flags stand for none set.
  init(of count: Int, without flags: [Bool]) {
    self = flags.isEmpty ? .run(0..<count) : .some((0..<Int32(count)).filter { !flags[Int($0)] })
  }

  var count: Int {
    switch self {
    case .run(let run): run.count
    case .some(let rows): rows.count
    }
  }
}
