public import Table

/// Writes a stage file in the SQLite file format directly, page after page, without SQLite.
///
/// Leaf pages are written in the order of the rows, interior pages after them, the schema last. The
/// result is an ordinary database. Memory: a buffer of a mebibyte, and per leaf page a few bytes;
/// for a key index also 12 bytes a row and column. Not safe to use from two threads at once.
public final class BulkStageWriter: StageFileWriter {
  private let aside: AsideFile
  private let pages: PageFile
  private var entries: [(description: TableDescription, rowCount: Int)] = []
  private var schema: [SchemaEntry] = []

  /// The page size of every stage file.
  public static let pageSize = 16384

  /// Begins the file that is to be at `path`, in a folder that is made if need be.
  /// - Throws: `noSpace` or `io`.
  public convenience init(path: String) throws(StoreError) {
    let aside = try AsideFile(replacing: path)
    try self.init(aside, pageSize: BulkStageWriter.pageSize)
  }

  init(
    _ aside: AsideFile, pageSize: Int, lockByte: Int = PageFile.lockByte
  ) throws(StoreError) {
    self.aside = aside
    pages = try PageFile(
      descriptor: aside.descriptor, path: aside.path, pageSize: pageSize, lockByte: lockByte)
  }

  public func add(_ table: Table, _ description: TableDescription) throws(StoreError) {
    try description.check(table)
    try entries.map(\.description).refuse(second: description)
    try write(table, description)
    entries.append((description, table.rowCount))
  }

  public func publish() throws(StoreError) {
    for table in [StageCatalog.tables(entries), StageCatalog.columns(entries.map(\.description))] {
      try write(table, StageCatalog.description(of: table.name))
    }
    let first = try TableTree.writeSchema(
      SchemaEntry.columns(schema), rowCount: schema.count, into: pages)
    DatabaseHeader.write(first.bytes, pageSize: pages.pageSize, pageCount: pages.pageCount)
    try pages.finish(firstPage: first.bytes)
    try aside.publish()
  }

  private func write(_ table: Table, _ description: TableDescription) throws(StoreError) {
    let root = try TableTree.write(table.columns, rowCount: table.rowCount, into: pages)
    schema.append(
      SchemaEntry(
        type: "table", name: table.name, table: table.name, root: root,
        sql: StageSchema.createTable(description)))
    guard let sql = StageSchema.createIndex(description) else { return }
    let key = description.key.compactMap(table.column)
    let index = try IndexTree.write(key, rowCount: table.rowCount, into: pages)
    schema.append(
      SchemaEntry(
        type: "index", name: StageSchema.indexName(description), table: table.name, root: index,
        sql: sql))
  }
}

/// A row of `sqlite_schema`.
struct SchemaEntry {
  let type: String
  let name: String
  let table: String
  let root: UInt32
  let sql: String

  static func columns(_ entries: [SchemaEntry]) -> [Column] {
    [
      Column("type", texts: entries.map(\.type)),
      Column("name", texts: entries.map(\.name)),
      Column("tbl_name", texts: entries.map(\.table)),
      Column("rootpage", .int, numbers: entries.map { Int64($0.root) }),
      Column("sql", texts: entries.map(\.sql)),
    ]
  }
}

extension [TableDescription] {
  /// Refuses a table whose name another has, but for the case of its letters.
  func refuse(second description: TableDescription) throws(StoreError) {
    let name = TableDescription.folded(description.name)
    if contains(where: { TableDescription.folded($0.name) == name }) {
      throw StoreError(.unwritable, "table '\(description.name)' is added twice")
    }
  }
}
