import Table

/// One column of one file: a cell a record, the bits of a text reference or of a number.
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

  /// The bytes of a row of a column of text; nil for null.
  func text(_ row: Int) -> ByteView? {
    let ref = TextRef(bits: cells[row])
    return ref.isNull ? nil : arena?[ref]
  }

  /// A row of a column of numbers.
  func number(_ row: Int) -> Int64 { Int64(bitPattern: cells[row]) }

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
  case some(ArraySlice<Int32>)

  var count: Int {
    switch self {
    case .run(let run): run.count
    case .some(let rows): rows.count
    }
  }

  /// Those from place `start` on, at most `most`.
  func slice(_ start: Int, _ most: Int) -> RowChoice {
    let end = min(start + most, count)
    switch self {
    case .run(let run): return .run(run.lowerBound + start..<run.lowerBound + end)
    case .some(let rows): return .some(rows[rows.startIndex + start..<rows.startIndex + end])
    }
  }
}
