import Cleanse
import Ingest
import Table

/// Cleanses one column of a source, a block of records at a time, for one thread at a time.
///
/// A block amortises what a call costs; everything it touches belongs to one thread, so that no
/// reference count is shared between workers.
final class ColumnLoader {
  /// Whether cells stay; if not, those of a run are forgotten when it ends.
  let isKept: Bool
  private let column: CompiledColumn
  private let nullBits: UInt64
  @exclusivity(unchecked) private var arena = TextArena()
  private let out = ByteBuffer()
  private let decoded = ByteBuffer()
  private let scratch = CleanseScratch()
  private let cache: ValueCache
  @exclusivity(unchecked) private var room: Region.Block
  @exclusivity(unchecked) private var values: UnsafeMutablePointer<UInt64>
  @exclusivity(unchecked) private(set) var count = 0

  /// The text of forgotten cells may take so many bytes before it is forgotten, too.
  private static let mostForgotten = 1 << 18

  /// - Parameters:
  ///   - isCached: values come again; keys do not.
  ///   - rows: how many there will be at a time, about.
  init(_ column: CompiledColumn, isCached: Bool, isKept: Bool, expecting rows: Int) {
    self.column = column
    self.isKept = isKept
    nullBits = column.type.isText ? TextRef.null.bits : UInt64(bitPattern: nullNumber)
    cache = ValueCache(isOn: isCached && column.address == nil)
    room = Self.room(for: max(RecordBlock.capacity, rows))
    values = Self.cells(in: room)
  }

  private static func room(for cells: Int) -> Region.Block {
    guard let room = Region.Block(size: cells * 8) else { fatalError("no addresses are left") }
    return room
  }

  private static func cells(in room: Region.Block) -> UnsafeMutablePointer<UInt64> {
    UnsafeMutableRawPointer(room.base).assumingMemoryBound(to: UInt64.self)
  }

  /// Adds a cell for every record of the block that has not been refused.
  ///
  /// - Parameters:
  ///   - place: which of the records' fields is this column's.
  ///   - issue: called with the position among the added cells, the reason and the field of a value
  ///     that cannot be typed.
  func load(
    _ block: RecordBlock, place: Int, decoder: FieldDecoder,
    issue: (Int, IssueCode, RawField) -> Void
  ) {
    reserve(block.count)
    // All that the loop reads lies in local variables: what a class holds would be read again for
    // every cell.
    let cleanser = column.cleanser
    let (bytes, width) = (block.bytes, block.columnCount)
    let (fields, isRefused) = (block.fields + place, block.isRefused)
    let (arena, cache, nullBits) = (arena, cache, nullBits)
    let (readsBlanks, hasIssues) = (column.address != nil, !column.isReading)
    let added = values + count
    var end = 0
    for row in 0..<block.count where !isRefused[row] {
      let field = fields[row &* width]
      if field.count == 0 && !readsBlanks {
        added[end] = nullBits
        end &+= 1
        continue
      }
      let raw = bytes.slice(field.start, field.start &+ field.count)
      let place = cache.place(of: raw)
      let cell: CleansedCell
      if let place, let known = cache.cell(at: place, of: raw) {
        cell = known
      } else {
        cell = cleanse(field, block, row, cleanser, decoder, arena)
        if let place { cache.remember(raw, at: place, cell) }
      }
      if cell.kind == .issue && hasIssues { issue(end, cell.issue, field) }
      added[end] = cell.bits
      end &+= 1
    }
    count &+= end
    cache.review()
  }

  private func cleanse(
    _ field: RawField, _ block: RecordBlock, _ row: Int, _ cleanser: Cleanser,
    _ decoder: FieldDecoder, _ arena: TextArena
  ) -> CleansedCell {
    let text = decoder.text(field, in: block.bytes, scratch: decoded)
    let cell: CleansedCell
    switch cleanser.cleanse(text, into: out, scratch: scratch) {
    case .text: return CleansedCell(value: arena.append(out.view).bits)
    case .number(let number): return CleansedCell(value: UInt64(bitPattern: number))
    case .null: cell = CleansedCell(null: nullBits)
    case .issue(let code): cell = CleansedCell(null: nullBits, code)
    }
    guard let address = column.address else { return cell }
    // A prefecture that is not given or not readable is looked for where the address begins.
    let place = block.fields[row * block.columnCount + address]
    let found = Prefecture.starting(
      decoder.text(place, in: block.bytes, scratch: decoded), scratch: scratch)
    return found.map { CleansedCell(value: arena.append($0).bits) } ?? cell
  }

  /// Marks the records of the block whose cell, the last added, is null.
  func refuseNulls(_ block: RecordBlock) {
    for row in 0..<block.count where values[count - block.count + row] == nullBits {
      block.isRefused[row] = true
    }
  }

  /// Takes the cells of refused records out again; the block's cells must be the last added.
  func dropRefused(_ block: RecordBlock) {
    let first = count - block.count
    count = first
    for row in 0..<block.count where !block.isRefused[row] {
      values[count] = values[first + row]
      count += 1
    }
  }

  private func reserve(_ extra: Int) {
    guard (count + extra) * 8 > room.size else { return }
    let bigger = Self.room(for: max(room.size / 4, count + extra))
    Self.cells(in: bigger).update(from: values, count: count)
    room = bigger
    values = Self.cells(in: bigger)
  }

  /// All cells so far. Valid until the next are added.
  var loaded: LoadedColumn { last(count) }

  /// The last cells. Valid until the next are added.
  func last(_ wanted: Int) -> LoadedColumn {
    LoadedColumn(
      cells: UnsafeBufferPointer(start: values + (count - wanted), count: wanted), room: room,
      arena: column.type.isText ? arena : nil)
  }

  /// The cells of a batch, of a column that is kept. What is added next is another batch.
  func endBatch() -> LoadedColumn {
    defer {
      count = 0
      if column.type.isText {
        arena = TextArena()
        cache.removeAll()
      }
    }
    return LoadedColumn(copying: loaded)
  }

  /// Ends a run: forgets its cells unless they are kept. The memory is used again, so that it is
  /// near at hand.
  func endRun() {
    guard !isKept else { return }
    count = 0
    guard arena.footprint > Self.mostForgotten else { return }
    arena.removeAll()
    cache.removeAll()
  }
}
