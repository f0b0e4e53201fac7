import GRDB
import Table

/// Days and seconds as the ledger's tables hold them: text that people read.
enum LedgerDate {
  static func text(_ day: Int64?) -> String? { day.map(CalendarDay.text) }
}

extension Row {
  /// The day in a column, which is not null.
  func day(_ column: Int) throws(StoreError) -> Int64 {
    guard let day = try optionalDay(column) else { throw Row.notADate }
    return day
  }

  func optionalDay(_ column: Int) throws(StoreError) -> Int64? {
    guard let text: String = self[column] else { return nil }
    guard let day = CalendarDay.parse(text) else { throw Row.notADate }
    return day
  }

  func timestamp(_ column: Int) throws(StoreError) -> Int64 {
    var text: String = self[column]
    guard let timestamp = text.withUTF8(DateTexts.timestamp) else { throw Row.notADate }
    return timestamp
  }

  private static var notADate: StoreError {
    StoreError(.damaged, "the ledger holds a date that is none")
  }
}
