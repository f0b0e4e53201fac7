import Ingest
import Pipeline
import Store
import Synchronization
import Table

/// What it takes to cleanse records of one source, for one thread at a time: it remembers values seen
/// before and uses its memory again from one piece of a file to the next.
final class SourceLoaders: @unchecked Sendable {
  let source: CompiledSource
  let columns: [ColumnLoader]
  let block: RecordBlock
  /// Makes the rows into records; nil if nobody wants them.
  let records: RowRecordsBuilder?
  let decoded = ByteBuffer()
  let keys = KeyPacker()

  /// So many rows are made into records at a time: few enough to stay near the processor.
  static let run = 2048

  /// - Parameters:
  ///   - source: compiled for these alone, so that threads share nothing.
  ///   - products: what is made of the records.
  ///   - hasShortcuts: what a value becomes is remembered, or seen at a glance; off only to prove that it
  ///     makes no difference.
  init(_ source: CompiledSource, _ products: LoadProducts, hasShortcuts: Bool) {
    self.source = source
    records = products.description.map { RowRecordsBuilder($0) }
    columns = source.columns.enumerated().map { index, column in
      ColumnLoader(
        column, hasShortcuts: hasShortcuts, comesAgain: !source.keyColumns.contains(index),
        isKept: source.keeps(index, products), expecting: Self.run)
    }
    block = RecordBlock(columnCount: source.columns.count)
  }
}

/// The loaders that no thread is using, of the source that is being read: those of the one before are
/// let go as soon as the next is begun, for together they would take tens of mebibytes.
final class LoaderPool: Sendable {
  private let idle = Mutex<(source: String?, loaders: [SourceLoaders])>((nil, []))
  private let make: @Sendable (SourceDefinition) -> SourceLoaders

  init(_ make: @escaping @Sendable (SourceDefinition) -> SourceLoaders) { self.make = make }

  /// Lends loaders of a source to `body`.
  func withLoaders<Result>(
    of source: SourceDefinition, _ body: (SourceLoaders) throws -> Result
  ) rethrows -> Result {
    let known = idle.withLock { idle in
      if idle.source != source.name { idle = (source.name, []) }
      return idle.loaders.popLast()
    }
    let loaders = known ?? make(source)
    defer {
      idle.withLock { idle in
        if idle.source == source.name { idle.loaders.append(loaders) }
      }
    }
    return try body(loaders)
  }
}

/// What is made of a source's records besides what the key rule needs.
struct LoadProducts: Sendable {
  /// The names of the columns that are kept in memory; nil: all.
  let columns: Set<String>?
  /// The table whose records are made; nil: none are.
  let description: TableDescription?

  /// All columns in memory.
  static let wholeColumns = LoadProducts(columns: nil, description: nil)

  func keeps(_ column: String) -> Bool { columns?.contains(column) ?? true }
}
