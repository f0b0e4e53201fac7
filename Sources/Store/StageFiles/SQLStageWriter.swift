public import Table

/// Writes a stage file through SQLite's C API, in one transaction.
///
/// The slower way to the same tables: the fallback, and the second opinion by which the
/// `BulkStageWriter` is tested. Not safe to use from two threads at once.
public final class SQLStageWriter: StageFileWriter {
  private let aside: AsideFile
  private var connection: SQLConnection?
  private var entries: [WrittenTable] = []

  /// Begins the file that is to be at `path`, in a folder that is made if need be.
  /// - Throws: `noSpace` or `io`.
  public init(path: String) throws(StoreError) {
    aside = try AsideFile(replacing: path)
    let connection = try SQLConnection(aside.temporaryPath, .writing)
    self.connection = connection
    // Nobody sees the file before it is whole, so SQLite need neither journal nor sync it.
    try connection.execute(
      """
      PRAGMA page_size = \(BulkStageWriter.pageSize);
      PRAGMA journal_mode = OFF;
      PRAGMA synchronous = OFF;
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA application_id = \(DatabaseHeader.applicationID);
      BEGIN;
      """)
  }

  public func add(_ table: Table, _ description: TableDescription) throws(StoreError) {
    try description.check(table)
    try entries.map(\.description).refuse(second: description)
    try write(table, description)
    entries.append(WrittenTable(description: description, rowCount: table.rowCount))
  }

  public func add(_ parts: TableParts, _ description: TableDescription) throws(StoreError) {
    try description.check(parts)
    try entries.map(\.description).refuse(second: description)
    try write(
      description.sharedPart(parts.shared), description.sharedPart, rowID: description.reference)
    try write(description.rowsPart(parts.own, at: parts.places), description.rowsPart)
    try open().execute(StageSchema.createView(description))
    entries.append(
      WrittenTable(
        description: description, rowCount: parts.own.rowCount,
        sharedRowCount: parts.shared.rowCount))
  }

  public func publish() throws(StoreError) {
    for table in StageCatalog.tables(of: entries) {
      try write(table, StageCatalog.description(of: table.name))
    }
    try open().execute("PRAGMA user_version = \(entries.layoutVersion)")
    try open().execute("COMMIT")
    connection = nil
    try aside.publish()
  }

  private func open() throws(StoreError) -> SQLConnection {
    guard let connection else {
      throw StoreError(.unwritable, "the file is published already", path: aside.path)
    }
    return connection
  }

  private func write(
    _ table: Table, _ description: TableDescription, rowID: String? = nil
  ) throws(StoreError) {
    let connection = try open()
    try connection.execute(StageSchema.createTable(description, rowID: rowID))
    let places = Array(repeating: "?", count: table.columns.count).joined(separator: ",")
    let insert = try SQLStatement(
      connection, "INSERT INTO \(StageSchema.quoted(table.name)) VALUES (\(places))")
    let buffer = ByteBuffer()
    for row in 0..<table.rowCount {
      for (index, column) in table.columns.enumerated() {
        try bind(column, row, insert, index, buffer)
      }
      _ = try insert.step()
      insert.reset()
    }
    if let index = StageSchema.createIndex(description) { try connection.execute(index) }
  }

  private func bind(
    _ column: Column, _ row: Int, _ insert: SQLStatement, _ index: Int, _ buffer: ByteBuffer
  ) throws(StoreError) {
    switch column.values {
    case .text(let text):
      guard let bytes = text[row] else { return insert.bindNull(index) }
      if column.type == .bytes {
        try insert.bind(index, blob: bytes)
      } else {
        try insert.bind(index, bytes)
      }
    case .numbers(let numbers):
      let number = numbers[row]
      if number == nullNumber { return insert.bindNull(index) }
      guard column.type == .date || column.type == .timestamp else {
        return insert.bind(index, number)
      }
      let day = column.type == .date ? number : CalendarDay.of(timestamp: number)
      guard day >= DateTexts.first, day <= DateTexts.last else {
        throw RecordBlock.notInCalendar(column.name)
      }
      buffer.removeAll()
      if column.type == .date {
        buffer.append(date: number)
      } else {
        buffer.append(timestamp: number)
      }
      try insert.bind(index, buffer.view)
    }
  }
}
