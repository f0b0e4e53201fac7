import Cleanse
import Ingest
import Table

/// One file read and cleansed: its good records as columns, and all that was not good.
struct FileBatch {
  let source: String
  let file: FileFacts
  let rowCount: Int
  let issues: [Issue]
  /// Raw texts of issues and raw bytes of quarantined records.
  let raws: TextArena
  let quarantined: [Quarantined]
  let columns: [ColumnValues]

  /// A value that could not be typed.
  struct Issue {
    let row: Int32
    let column: Int16
    let code: IssueCode
    let raw: TextRef
  }

  /// A record that could not be read, or has no key.
  struct Quarantined {
    let record: Int
    let offset: Int
    let reason: QuarantineReason
    let raw: TextRef
    /// The record's length; more than is kept if it is over 1 MiB.
    let length: Int
  }
}

/// What is known of a file besides its records.
struct FileFacts: Sendable {
  let name: String
  let sha256: String
  let storedBytes: Int
  let unpackedBytes: Int
  let isGzipped: Bool
  let encoding: String
  let read: Int
  let unknownColumns: [String]
  let repeatedColumns: [String]
}

/// Cleanses the records of one file into columns.
struct BatchBuilder: RecordSink {
  private let source: CompiledSource
  private let decoder: FieldDecoder
  private var texts: [TextColumn?]
  private var numbers: [[Int64]]
  private var caches: [ValueCache]
  private let out = ByteBuffer()
  private let decoded = ByteBuffer()
  private let scratch = CleanseScratch()
  private var keyValues: [CachedValue]
  private(set) var rowCount = 0
  private(set) var issues: [FileBatch.Issue] = []
  private(set) var quarantined: [FileBatch.Quarantined] = []
  let raws = TextArena()

  init(_ source: CompiledSource, decoder: FieldDecoder, expecting bytes: Int) {
    self.source = source
    self.decoder = decoder
    texts = source.columns.map { $0.type.isText ? TextColumn() : nil }
    numbers = source.columns.map { _ in [] }
    caches = source.columns.indices.map { ValueCache(isOn: !source.keyColumns.contains($0)) }
    keyValues = source.keyColumns.map { _ in .null }
    // A guess at the number of rows: room for fields of eight bytes.
    let rows = bytes / max(1, source.columns.count * 8)
    for index in source.columns.indices {
      if texts[index] != nil {
        texts[index]?.refs.reserveCapacity(rows)
      } else {
        numbers[index].reserveCapacity(rows)
      }
    }
  }

  mutating func record(
    number: Int, offset: Int, fields: UnsafeBufferPointer<RawField>, in bytes: ByteView,
    raw: ByteView
  ) {
    for (place, column) in source.keyColumns.enumerated() {
      let value = cleanse(column, fields, bytes)
      switch value {
      case .null, .issue:
        return quarantine(number: number, offset: offset, reason: .missingKey, raw: raw)
      case .number, .text: keyValues[place] = value
      }
    }
    for (place, column) in source.keyColumns.enumerated() { store(keyValues[place], in: column) }
    for column in source.otherColumns {
      let value = cleanse(column, fields, bytes)
      if case .issue(let code) = value, !source.columns[column].isReading {
        let text = decoder.text(fields[column], in: bytes, scratch: decoded)
        issues.append(
          FileBatch.Issue(
            row: Int32(rowCount), column: Int16(column), code: code, raw: raws.append(text)))
      }
      store(value, in: column)
    }
    rowCount += 1
  }

  mutating func quarantine(number: Int, offset: Int, reason: QuarantineReason, raw: ByteView) {
    quarantined.append(FileBatch.Quarantined(number, offset, reason, raw, keptIn: raws))
  }

  private mutating func store(_ value: CachedValue, in column: Int) {
    if texts[column] != nil {
      if case .text(let ref) = value {
        texts[column]?.refs.append(ref)
      } else {
        texts[column]?.refs.append(.null)
      }
    } else if case .number(let number) = value {
      numbers[column].append(number)
    } else {
      numbers[column].append(nullNumber)
    }
  }

  private mutating func cleanse(
    _ column: Int, _ fields: UnsafeBufferPointer<RawField>, _ bytes: ByteView
  ) -> CachedValue {
    let operation = source.columns[column]
    let field = fields[column]
    let address = operation.address
    if field.count == 0 && address == nil { return .null }
    let raw = bytes.slice(field.start, field.start + field.count)
    let place = address == nil ? caches[column].find(raw) : nil
    if let known = place?.value { return known }
    let text = decoder.text(field, in: bytes, scratch: decoded)
    var value: CachedValue
    switch operation.cleanser.cleanse(text, into: out, scratch: scratch) {
    case .null: value = .null
    case .issue(let code): value = .issue(code)
    case .number(let number): value = .number(number)
    case .text: value = .text(append(out.view, to: column))
    }
    if let address { value = prefecture(value, startingAt: fields[address], bytes, column) }
    if let place { caches[column].remember(raw, in: place.slot, value) }
    return value
  }

  /// A prefecture that is not given or not readable is looked for where the address begins.
  private mutating func prefecture(
    _ value: CachedValue, startingAt field: RawField, _ bytes: ByteView, _ column: Int
  ) -> CachedValue {
    switch value {
    case .text, .number: return value
    case .null, .issue:
      let address = decoder.text(field, in: bytes, scratch: decoded)
      guard let found = Prefecture.starting(address, scratch: scratch) else { return value }
      return .text(append(found, to: column))
    }
  }

  private func append(_ text: ByteView, to column: Int) -> TextRef {
    guard let arena = texts[column]?.arena else { return .null }
    return arena.append(text)
  }

  /// The columns in declared order. The builder is empty afterwards.
  mutating func takeColumns() -> [ColumnValues] {
    let columns = source.columns.indices.map { index -> ColumnValues in
      texts[index].map { .text($0) } ?? .numbers(numbers[index])
    }
    texts = []
    numbers = []
    return columns
  }
}
