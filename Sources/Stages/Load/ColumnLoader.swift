import CVector
import Cleanse
import Ingest
import Store
import Table

/// Cleanses one column of a source, a block of records at a time, for one thread at a time.
///
/// A block amortises what a call costs; everything it touches belongs to one thread, so that no
/// reference count is shared between workers.
final class ColumnLoader {
  /// Whether cells stay; if not, those of a run are forgotten when it ends.
  let isKept: Bool
  private let type: ColumnType
  private let cleanser: Cleanser
  private let isReading: Bool
  private let plain: PlainValues
  /// See `CompiledColumn`.
  private let address: Int?
  private let nullBits: UInt64
  @exclusivity(unchecked) private var arena = TextArena()
  private let out = ByteBuffer()
  private let decoded = ByteBuffer()
  private let scratch = CleanseScratch()
  private let cache: ValueCache
  /// Of the block at hand.
  private let misses: UnsafeMutablePointer<Miss>
  @exclusivity(unchecked) private var room: Region.Block
  @exclusivity(unchecked) private var values: UnsafeMutablePointer<UInt64>
  @exclusivity(unchecked) private(set) var count = 0

  /// The text of forgotten cells may take so many bytes before it is forgotten, too.
  private static let mostForgotten = 1 << 18

  /// - Parameters:
  ///   - hasShortcuts: as of `SourceLoaders`.
  ///   - comesAgain: whether values do; keys do not.
  ///   - rows: how many there will be at a time, about.
  init(
    _ column: CompiledColumn, hasShortcuts: Bool, comesAgain: Bool, isKept: Bool,
    expecting rows: Int
  ) {
    type = column.type
    cleanser = column.cleanser
    isReading = column.isReading
    plain = hasShortcuts ? PlainValues(of: column.cleanser.type) : .none
    address = column.address
    self.isKept = isKept
    nullBits = type.isText ? TextRef.null.bits : UInt64(bitPattern: nullNumber)
    misses = .allocate(capacity: RecordBlock.capacity)
    cache = ValueCache(isOn: hasShortcuts && comesAgain && address == nil)
    room = Self.room(for: max(RecordBlock.capacity, rows))
    values = Self.cells(in: room)
  }

  deinit { misses.deallocate() }

  /// What most values of a column are that need not be remembered, for to see what they are takes no
  /// longer than to look for them.
  private enum PlainValues {
    /// Texts that stay as they are.
    case texts
    /// Links and mail addresses as programs write them.
    case linksAndAddresses
    /// Dates, timestamps and numbers as programs write them.
    case numbers
    case none

    init(of type: FieldType) {
      self =
        switch type {
        case .id, .token: .texts
        case .url, .email: .linksAndAddresses
        case .date, .timestamp, .int, .money: .numbers
        default: .none
        }
    }
  }

  /// A value whose cell the loops over a block have not made.
  private struct Miss {
    /// Its record among those of the block, and its cell among those of the block.
    let row: Int32
    let cell: Int32
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
    let first = count
    let home = isKept ? nil : Region.offset(of: block.bytes)
    var latest = LatestDay()
    let missed =
      switch (plain, home) {
      case (.texts, .some(let home)): loadPlainTexts(block, place, home)
      case (.linksAndAddresses, .some(let home)):
        loadPlain(block, place) { [cleanser] raw, field in
          cleanser.isPlainText(raw)
            ? TextRef(offset: home &+ field.start, length: field.count).bits : nil
        }
      case (.numbers, _):
        loadPlain(block, place) { [cleanser] raw, _ in
          cleanser.plainNumber(raw, &latest).map { UInt64(bitPattern: $0) }
        }
      default: cache.isOn ? loadKnown(block, place) : loadNull(block, place)
      }
    guard missed > 0 else { return }
    let cells = values + first
    let fields = block.fields + place
    // Fetched once, not for every value.
    let (cleanser, cache, arena) = (cleanser, cache, arena)
    for miss in UnsafeBufferPointer(start: misses, count: missed) {
      let field = fields[Int(miss.row) &* block.columnCount]
      let cell = cleanse(field, miss, block, home, decoder, cleanser, cache, arena)
      if cell.kind == .issue && !isReading { issue(Int(miss.cell), cell.issue, field) }
      cells[Int(miss.cell)] = cell.bits
    }
    cache.review()
  }

  /// Adds a cell for every record, those of values that are remembered already made.
  ///
  /// Nothing is called in here, and nothing decided but how long a value is: the loop has to lie in
  /// registers, and whether a value is known could not be foretold.
  ///
  /// - Returns: how many are not made, which `misses` tells.
  private func loadKnown(_ block: RecordBlock, _ place: Int) -> Int {
    // All that the loop reads lies in local variables: what a class holds would be read again for
    // every cell.
    let (bytes, width, rows) = (block.bytes, block.columnCount, block.count)
    let fields = block.fields + place
    let isRefused = UnsafeRawPointer(block.isRefused).assumingMemoryBound(to: UInt8.self)
    let (known, nullBits, misses) = (cache.known, nullBits, misses)
    let issueBit = isReading ? 0 : UInt64(CleansedCell.Kind.issue.rawValue)
    let added = values + count
    var (end, missed, asked) = (0, 0, 0)
    for row in 0..<rows {
      let field = fields[row &* width]
      let (_, cell, difference) = known.find(bytes.slice(field.start, field.start &+ field.count))
      // All ones for a value, all zeros for none.
      let value = UInt64(bitPattern: Int64(0 &- field.count) &>> 63)
      // What a refused record leaves here is written over.
      added[end] = (cell.bits & value) | (nullBits & ~value)
      misses[missed] = Miss(
        row: Int32(truncatingIfNeeded: row), cell: Int32(truncatingIfNeeded: end))
      let unknown = difference | UInt64(cell.kind.rawValue) & issueBit
      let kept = Int(truncatingIfNeeded: isRefused[row] ^ 1)
      missed &+= Int(truncatingIfNeeded: ColumnLoader.one(unlessZero: unknown) & value) & kept
      asked &-= Int(truncatingIfNeeded: value)
      end &+= kept
    }
    cache.note(lookups: asked)
    count &+= end
    return missed
  }

  /// Adds a cell for every record, those of texts that stay as they are already made.
  ///
  /// - Parameter home: where the block's bytes lie in the region.
  /// - Returns: as `loadKnown`.
  private func loadPlainTexts(_ block: RecordBlock, _ place: Int, _ home: Int) -> Int {
    guard let base = block.bytes.baseAddress else { return loadNull(block, place) }
    let (width, rows) = (block.columnCount, block.count)
    let fields = block.fields + place
    let isRefused = UnsafeRawPointer(block.isRefused).assumingMemoryBound(to: UInt8.self)
    let (nullBits, misses, nullWordLengths) = (nullBits, misses, cleanser.nullWordLengths)
    let added = values + count
    var (end, missed) = (0, 0)
    for row in 0..<rows {
      let field = fields[row &* width]
      let value = UInt64(bitPattern: Int64(0 &- field.count) &>> 63)
      let text = TextRef(offset: home &+ field.start, length: field.count).bits
      added[end] = (text & value) | (nullBits & ~value)
      misses[missed] = Miss(
        row: Int32(truncatingIfNeeded: row), cell: Int32(truncatingIfNeeded: end))
      let mayBeNullWord = nullWordLengths &>> UInt64(min(field.count, 63)) & 1
      let invisible = ascii_invisible(base + field.start, field.count)
      let isOther = invisible | mayBeNullWord | UInt64(field.flags.rawValue)
      let kept = Int(truncatingIfNeeded: isRefused[row] ^ 1)
      missed &+= Int(truncatingIfNeeded: ColumnLoader.one(unlessZero: isOther) & value) & kept
      end &+= kept
    }
    cache.note(lookups: missed)
    count &+= end
    return missed
  }

  /// Adds a cell for every record, those already made that `cell` knows at a glance: it is asked for fields
  /// that are not empty.
  ///
  /// - Returns: as `loadKnown`.
  @inline(__always)
  private func loadPlain(
    _ block: RecordBlock, _ place: Int, _ cell: (ByteView, RawField) -> UInt64?
  ) -> Int {
    let (bytes, width, rows) = (block.bytes, block.columnCount, block.count)
    let (fields, isRefused) = (block.fields + place, block.isRefused)
    let (nullBits, misses) = (nullBits, misses)
    let added = values + count
    var (end, missed) = (0, 0)
    for row in 0..<rows where !isRefused[row] {
      let field = fields[row &* width]
      added[end] = nullBits
      if field.count > 0 {
        let raw = bytes.slice(field.start, field.start &+ field.count)
        if field.flags.isEmpty, let bits = cell(raw, field) {
          added[end] = bits
        } else {
          misses[missed] = Miss(
            row: Int32(truncatingIfNeeded: row), cell: Int32(truncatingIfNeeded: end))
          missed &+= 1
        }
      }
      end &+= 1
    }
    cache.note(lookups: missed)
    count &+= end
    return missed
  }

  /// 0 for 0, 1 for all else.
  @inline(__always)
  private static func one(unlessZero bits: UInt64) -> UInt64 { (bits | (0 &- bits)) &>> 63 }

  /// Adds a cell for every record, those of empty fields already made, if one is made of an empty field
  /// alone.
  ///
  /// - Returns: as `loadKnown`.
  private func loadNull(_ block: RecordBlock, _ place: Int) -> Int {
    let (width, rows) = (block.columnCount, block.count)
    let (fields, isRefused) = (block.fields + place, block.isRefused)
    let (nullBits, misses, readsBlanks) = (nullBits, misses, address != nil)
    let added = values + count
    var (end, missed) = (0, 0)
    for row in 0..<rows {
      added[end] = nullBits
      misses[missed] = Miss(
        row: Int32(truncatingIfNeeded: row), cell: Int32(truncatingIfNeeded: end))
      let kept = isRefused[row] ? 0 : 1
      missed &+= fields[row &* width].count > 0 || readsBlanks ? kept : 0
      end &+= kept
    }
    count &+= end
    return missed
  }

  /// The cell of a value that was not remembered; the block may have it twice.
  @inline(__always)
  private func cleanse(
    _ field: RawField, _ miss: Miss, _ block: RecordBlock, _ home: Int?, _ decoder: FieldDecoder,
    _ cleanser: Cleanser, _ cache: ValueCache, _ arena: TextArena
  ) -> CleansedCell {
    guard cache.isOn else {
      return cleanse(field, block, Int(miss.row), home, decoder, cleanser, arena)
    }
    let raw = block.bytes.slice(field.start, field.start &+ field.count)
    let (slot, known, difference) = cache.known.find(raw)
    if difference == 0 { return known }
    guard slot >= 0 else {
      // Too long to be looked for: no hit.
      cache.note(lookups: -1)
      return cleanse(field, block, Int(miss.row), home, decoder, cleanser, arena)
    }
    // What is remembered outlives the block's bytes.
    let cell = cleanse(field, block, Int(miss.row), nil, decoder, cleanser, arena)
    cache.remember(raw, at: slot, cell)
    return cell
  }

  /// - Parameter home: where the block's bytes lie in the region; a text among them need not be copied.
  ///   Nil if it must be.
  private func cleanse(
    _ field: RawField, _ block: RecordBlock, _ row: Int, _ home: Int?, _ decoder: FieldDecoder,
    _ cleanser: Cleanser, _ arena: TextArena
  ) -> CleansedCell {
    let text = decoder.text(field, in: block.bytes, scratch: decoded)
    let cell: CleansedCell
    switch cleanser.cleanse(text, into: out, scratch: scratch) {
    case .text(let text):
      if let home, let start = text.baseAddress, let bytes = block.bytes.baseAddress,
        start >= bytes, start < bytes + block.bytes.count
      {
        return CleansedCell(
          value: TextRef(offset: home &+ (start - bytes), length: text.count).bits)
      }
      return CleansedCell(value: arena.append(text).bits)
    case .number(let number): return CleansedCell(value: UInt64(bitPattern: number))
    case .null: cell = CleansedCell(null: nullBits)
    case .issue(let code): cell = CleansedCell(null: nullBits, code)
    }
    guard let address else { return cell }
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

  /// The last cells. Valid until the next are added, or the run ends.
  func lastCells(_ wanted: Int) -> CellColumn {
    CellColumn(type, UnsafeBufferPointer(start: values + (count - wanted), count: wanted))
  }

  /// The last cells. Valid until the next are added.
  func last(_ wanted: Int) -> LoadedColumn {
    LoadedColumn(
      cells: UnsafeBufferPointer(start: values + (count - wanted), count: wanted), room: room,
      arena: type.isText ? arena : nil)
  }

  /// The cells of a batch, of a column that is kept. What is added next is another batch.
  func endBatch() -> LoadedColumn {
    defer {
      count = 0
      if type.isText {
        arena.trim()
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
