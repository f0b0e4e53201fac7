import CSQLite
import Foundation

/// A published file, asked through SQLite's own interface.
final class StageDatabase {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// A cell as SQLite stores it: 1 and '1' are two values.
  enum Cell: Hashable, Sendable {
    case null
    case integer(Int64)
    /// The bytes: text that looks the same may be another.
    case text([UInt8])
    case other

    static func utf8(_ text: String) -> Cell { .text(Array(text.utf8)) }
  }

  /// The result of a query.
  struct Rows: Sendable {
    let columns: [String]
    let cells: [[Cell]]
  }

  private let handle: OpaquePointer

  /// Opens a file for reading alone.
  init(_ file: URL) throws {
    var handle: OpaquePointer?
    guard sqlite3_open_v2(file.file, &handle, SQLITE_OPEN_READONLY, nil) == SQLITE_OK, let handle
    else { throw Failure(description: "cannot open \(file.lastPathComponent)") }
    self.handle = handle
  }

  deinit { sqlite3_close(handle) }

  func rows(_ query: String) throws -> Rows {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, query, -1, &statement, nil) == SQLITE_OK else { throw failure }
    defer { sqlite3_finalize(statement) }
    return try rows(of: statement)
  }

  /// The result of the last statement of a script, all of which are run.
  func run(_ script: String) throws -> Rows {
    var last = Rows(columns: [], cells: [])
    try script.withCString { script in
      var rest: UnsafePointer<CChar>? = script
      while let start = rest, start.pointee != 0 {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, start, -1, &statement, &rest) == SQLITE_OK else {
          throw failure
        }
        defer { sqlite3_finalize(statement) }
        // Blank lines and remarks are no statement.
        if statement != nil { last = try rows(of: statement) }
      }
    }
    return last
  }

  private func rows(of statement: OpaquePointer?) throws -> Rows {
    let count = sqlite3_column_count(statement)
    let names = (0..<count).map { String(cString: sqlite3_column_name(statement, $0)) }
    var cells: [[Cell]] = []
    var result = sqlite3_step(statement)
    while result == SQLITE_ROW {
      cells.append((0..<count).map { cell(statement, $0) })
      result = sqlite3_step(statement)
    }
    guard result == SQLITE_DONE else { throw failure }
    return Rows(columns: names, cells: cells)
  }

  /// The first column of a query, as text.
  func texts(_ query: String) throws -> [String] {
    try rows(query).cells.map { row in
      switch row[0] {
      case .null: "null"
      case .integer(let number): String(number)
      case .text(let bytes): String(decoding: bytes, as: UTF8.self)
      case .other: "other"
      }
    }
  }

  /// The first cell of a query that counts.
  func count(_ query: String) throws -> Int {
    guard case .integer(let number)? = try rows(query).cells.first?.first else {
      throw Failure(description: "no number: \(query)")
    }
    return Int(number)
  }

  private func cell(_ statement: OpaquePointer?, _ column: Int32) -> Cell {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_NULL: .null
    case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, column))
    case SQLITE_TEXT: .text(bytes(statement, column))
    default: .other
    }
  }

  /// All of a text, NUL or not.
  private func bytes(_ statement: OpaquePointer?, _ column: Int32) -> [UInt8] {
    let start = sqlite3_column_text(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    return Array(UnsafeBufferPointer(start: start, count: count))
  }

  private var failure: Failure { Failure(description: String(cString: sqlite3_errmsg(handle))) }
}
