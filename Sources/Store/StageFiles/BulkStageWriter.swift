public import Table

/// Writes the one file that a stage publishes for a business date: in the SQLite file format
/// directly, page after page, without SQLite.
///
/// Nothing is seen of it before `publish`; after that the file is in place, whole and on the disk.
/// A writer that is let go unpublished leaves nothing behind and the old file as it was. Equal
/// tables, added in the same order, give a file of equal bytes.
///
/// Leaf pages are written in the order of the rows, interior pages after them, the schema last. The
/// result is an ordinary database. Memory: four buffers of a mebibyte, and per leaf page a few bytes;
/// for a key index also 12 bytes a row and column. Not safe to use from two threads at once.
public final class BulkStageWriter {
  // Let go of before the file that they are written to.
  private let pages: PageFile
  private let aside: AsideFile
  private var entries: [WrittenTable] = []
  private var schema: [SchemaEntry] = []

  /// The page size of every stage file.
  public static let pageSize = 16384

  /// Begins the file that is to be at `path`, in a folder that is made if need be.
  ///
  /// - Parameter threads: with more than one, pages go to the disk while the next are filled; the
  ///   file is the same.
  /// - Throws: `noSpace` or `io`.
  public convenience init(path: String, threads: Int = 1) throws(StoreError) {
    let aside = try AsideFile(replacing: path)
    try self.init(aside, pageSize: BulkStageWriter.pageSize, isInBackground: threads > 1)
  }

  init(
    _ aside: AsideFile, pageSize: Int, lockByte: Int = PageFile.lockByte,
    isInBackground: Bool = false
  ) throws(StoreError) {
    self.aside = aside
    pages = try PageFile(
      descriptor: aside.descriptor, path: aside.path, pageSize: pageSize, lockByte: lockByte,
      isInBackground: isInBackground)
  }

  /// Adds a table whole, after those before it.
  ///
  /// Dates are written as `YYYY-MM-DD`, timestamps as `YYYY-MM-DDTHH:MM:SS`, booleans as 0 and 1,
  /// lists as the JSON text that they hold. After an error the writer can only be let go.
  /// - Throws: `unwritable` if the table is not as described, its name is reserved (it begins with
  ///   `_` or `sqlite_`) or taken, or a day is outside the years 0 to 9999; `noSpace` or `io`.
  public func add(_ table: Table, _ description: TableDescription) throws(StoreError) {
    try description.check(table)
    try entries.map(\.description).refuse(second: description)
    try write(table, description)
    entries.append(WrittenTable(description: description, rowCount: table.rowCount))
  }

  /// The same for a table of which some columns are stored once for many rows.
  public func add(_ parts: TableParts, _ description: TableDescription) throws(StoreError) {
    try description.check(parts)
    try entries.map(\.description).refuse(second: description)
    try write(
      description.sharedPart(parts.shared), description.sharedPart, rowID: description.reference)
    try write(description.rowsPart(parts.own, at: parts.places), description.rowsPart)
    noteView(description, rowCount: parts.own.rowCount, sharedRowCount: parts.shared.rowCount)
  }

  /// Adds a table of which one run of rows after another is made: `next` gives tables of the same
  /// name and columns until it gives nil. The file is the same however the rows are cut.
  ///
  /// - Throws: as `add`; `unwritable` also for a table with an index, which needs all its rows.
  public func add(
    _ description: TableDescription, _ next: () -> Table?
  ) throws(StoreError) {
    let draft = try begin(description)
    while let rows = next() {
      try description.check(rows)
      try draft.tree.add(rows.columns, rowCount: rows.rowCount)
    }
    try end(draft)
  }

  /// Adds a table of which one run of rows after another is made into records elsewhere: `body` gets
  /// a function that takes them, in the order of the rows. The file is the same however the rows are
  /// cut.
  ///
  /// - Throws: as `add`, and what `body` throws.
  public func add(
    _ description: TableDescription,
    _ body: ((RowRecords) throws(StoreError) -> Void) throws -> Void
  ) throws {
    let draft = try begin(description)
    try body { (records) throws(StoreError) in try draft.add(records) }
    try end(draft)
  }

  /// Adds a table in parts of which one run of rows after another is made into records elsewhere:
  /// first what rows share, then the rows. The file is the same however the rows are cut.
  ///
  /// - Throws: as `add`, and what `shared` and `rows` throw.
  public func add(
    _ description: TableDescription,
    shared: ((RowRecords) throws(StoreError) -> Void) throws -> Void,
    rows: ((RowRecords) throws(StoreError) -> Void) throws -> Void
  ) throws {
    try description.checkParts()
    try entries.map(\.description).refuse(second: description)
    let sharedPart = TableDraft(description.sharedPart, into: pages)
    try shared { (records) throws(StoreError) in try sharedPart.add(records) }
    note(
      sharedPart.description, root: try sharedPart.tree.finish(), rowID: description.reference)
    let rowsPart = TableDraft(description.rowsPart, into: pages)
    try rows { (records) throws(StoreError) in try rowsPart.add(records) }
    note(rowsPart.description, root: try rowsPart.tree.finish())
    noteView(description, rowCount: rowsPart.rowCount, sharedRowCount: sharedPart.rowCount)
  }

  /// Begins a table whose rows come in runs of records. Nothing else can be added until `end`.
  ///
  /// - Parameter isSummed: whether checksums are made of what is written.
  /// - Throws: `unwritable` for a second table of a name, or one with an index, which needs all its
  ///   rows.
  public func begin(
    _ description: TableDescription, isSummed: Bool = false
  ) throws(StoreError) -> TableDraft {
    try entries.map(\.description).refuse(second: description)
    if description.isKeyIndexed {
      throw StoreError(.unwritable, "table '\(description.name)' has an index and comes in runs")
    }
    return TableDraft(description, into: pages, isSummed: isSummed)
  }

  /// Ends a table: all its rows are in.
  ///
  /// - Throws: `noSpace` or `io`.
  public func end(_ draft: TableDraft) throws(StoreError) {
    note(draft.description, root: try draft.tree.finish())
    entries.append(WrittenTable(description: draft.description, rowCount: draft.rowCount))
  }

  /// Adds the descriptions, syncs the file and puts it in the place of the old one. Once.
  public func publish() throws(StoreError) {
    for table in StageCatalog.tables(of: entries) {
      try write(table, StageCatalog.description(of: table.name))
    }
    let first = try TableTree.writeSchema(
      SchemaEntry.columns(schema), rowCount: schema.count, into: pages)
    DatabaseHeader.write(
      first.bytes, pageSize: pages.pageSize, pageCount: pages.pageCount,
      layoutVersion: entries.layoutVersion)
    try pages.finish(firstPage: first.bytes)
    try aside.publish()
  }

  private func write(
    _ table: Table, _ description: TableDescription, rowID: String? = nil
  ) throws(StoreError) {
    let tree = TableTree(columnCount: table.columns.count, into: pages)
    try tree.add(table.columns, rowCount: table.rowCount)
    note(description, root: try tree.finish(), rowID: rowID)
    guard let sql = StageSchema.createIndex(description) else { return }
    let key = description.key.compactMap(table.column)
    let index = try IndexTree.write(key, rowCount: table.rowCount, into: pages)
    schema.append(
      SchemaEntry(
        type: "index", name: StageSchema.indexName(description), table: table.name, root: index,
        sql: sql))
  }

  private func note(_ description: TableDescription, root: UInt32, rowID: String? = nil) {
    schema.append(
      SchemaEntry(
        type: "table", name: description.name, table: description.name, root: root,
        sql: StageSchema.createTable(description, rowID: rowID)))
  }

  private func noteView(_ description: TableDescription, rowCount: Int, sharedRowCount: Int) {
    schema.append(
      SchemaEntry(
        type: "view", name: description.name, table: description.name, root: 0,
        sql: StageSchema.createView(description)))
    entries.append(
      WrittenTable(
        description: description, rowCount: rowCount, sharedRowCount: sharedRowCount))
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
