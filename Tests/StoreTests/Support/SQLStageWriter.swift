import Table
import TestSupport

@testable import Store

/// Writes a stage file through SQLite, in one transaction: the second opinion by which the
/// `BulkStageWriter` is tested.
final class SQLStageWriter: StageFileWriter {
  private let aside: AsideFile
  private var database: SQLDatabase?
  private var entries: [WrittenTable] = []

  /// Begins the file that is to be at `path`, in a folder that is made if need be.
  init(path: String) throws {
    aside = try AsideFile(replacing: path)
    let database = try SQLDatabase(aside.temporaryPath)
    self.database = database
    // Nobody sees the file before it is whole, so SQLite need neither journal nor sync it.
    try database.execute(
      """
      PRAGMA page_size = \(BulkStageWriter.pageSize);
      PRAGMA journal_mode = OFF;
      PRAGMA synchronous = OFF;
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA application_id = \(DatabaseHeader.applicationID);
      BEGIN;
      """)
  }

  func add(_ table: Table, _ description: TableDescription) throws {
    try description.check(table)
    try entries.map(\.description).refuse(second: description)
    try write(table, description)
    entries.append(WrittenTable(description: description, rowCount: table.rowCount))
  }

  func add(_ parts: TableParts, _ description: TableDescription) throws {
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

  func publish() throws {
    for table in StageCatalog.tables(of: entries) {
      try write(table, StageCatalog.description(of: table.name))
    }
    try open().execute("PRAGMA user_version = \(entries.layoutVersion)")
    try open().execute("COMMIT")
    database = nil
    try aside.publish()
  }

  private func open() throws -> SQLDatabase {
    guard let database else {
      throw StoreError(.unwritable, "the file is published already", path: aside.path)
    }
    return database
  }

  private func write(
    _ table: Table, _ description: TableDescription, rowID: String? = nil
  ) throws {
    let database = try open()
    try database.execute(StageSchema.createTable(description, rowID: rowID))
    let places = table.columns.map { $0.type == .bytes ? "CAST(? AS BLOB)" : "?" }
      .joined(separator: ",")
    let insert = try SQLStatement(
      SQLConnection(borrowing: database.handle, aside.temporaryPath),
      "INSERT INTO \(StageSchema.quoted(table.name)) VALUES (\(places))")
    let buffer = ByteBuffer()
    for row in 0..<table.rowCount {
      for (index, column) in table.columns.enumerated() {
        try bind(column, row, insert, index, buffer)
      }
      _ = try insert.step()
      insert.reset()
    }
    if let index = StageSchema.createIndex(description) { try database.execute(index) }
  }

  private func bind(
    _ column: Column, _ row: Int, _ insert: SQLStatement, _ index: Int, _ buffer: ByteBuffer
  ) throws {
    switch column.values {
    case .text(let text):
      guard let bytes = text[row] else { return insert.bindNull(index) }
      try insert.bind(index, bytes)
    case .numbers(let numbers):
      let number = numbers[row]
      if number == nullNumber { return insert.bindNull(index) }
      guard column.type == .date || column.type == .timestamp else {
        return insert.bind(index, number)
      }
      let day = column.type == .date ? number : CalendarDay.of(timestamp: number)
      guard day >= DateTexts.first, day <= DateTexts.last else {
        throw RecordEncoder.notInCalendar(column.name)
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
