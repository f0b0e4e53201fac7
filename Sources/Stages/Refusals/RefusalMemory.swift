import Consent
import Store
import Table

/// What the store remembers of refusals on a business date: all that the exports of the date and of
/// the dates before it ever held (docs/decisions/0011).
struct RefusalMemory {
  /// As the exports last held them.
  private let latest: [RefusalKind: Table]
  /// As they last held those that had been said by the end of the date: an export that moves one
  /// into the future does not make it unsaid.
  private let said: [RefusalKind: Table]
  private let date: Int64
  /// How many rows of the consent events stand for reports that answer messages to people who were
  /// erased, and how many such reports the day's exports have.
  let answersOfErased: (rows: Int, reports: Int)

  /// Of a store that remembers nothing yet.
  init(emptyOn date: Int64) {
    latest = [:]
    said = [:]
    answersOfErased = (0, 0)
    self.date = date
  }

  /// - Parameters:
  ///   - deliveries: the day's delivery events, which may answer messages of people who were erased.
  ///   - columns: the columns of the day's exports that name subjects of a kind. Refusals of people
  ///     who were erased are known again by them (docs/decisions/0013).
  /// - Throws: `ConsentError` if a column of the delivery events is missing or of another type.
  init(
    _ stored: Stored, deliveries: Table?, naming columns: (ErasureMark.Kind) -> [TextColumn]
  ) throws(ConsentError) {
    date = stored.date
    guard let erased = stored.erased else {
      latest = stored.latest
      said = stored.said
      answersOfErased = (0, 0)
      return
    }
    var said = stored.said
    let reports = [said[.deliveryEvents], deliveries].compactMap { $0 }
    let answers = try ErasedAnswers(to: erased.sends, in: reports)
    answersOfErased = (answers.events.rowCount, deliveries == nil ? 0 : answers.reportsInLast)
    if answers.events.rowCount > 0 {
      said[.consentEvents]?.append(contentsOf: answers.events)
    }
    let subjects = ErasedSubjects(key: erased.key)
    latest = subjects.resolved(stored.latest, naming: columns)
    self.said = subjects.resolved(said, naming: columns)
  }

  /// What the ledger holds of it, which is read without the day's exports.
  struct Stored: Sendable {
    fileprivate private(set) var latest: [RefusalKind: Table] = [:]
    fileprivate private(set) var said: [RefusalKind: Table] = [:]
    /// The key that refusals of erased people are hashed with, and their messages; nil if nobody was
    /// erased.
    fileprivate let erased: (key: String, sends: Table)?
    fileprivate let date: Int64

    init(_ ledger: Ledger, on date: Int64) throws(StoreError) {
      if let key = try ledger.erasureKey() {
        erased = (key, try ledger.erasedSends())
      } else {
        erased = nil
      }
      self.date = date
      for kind in RefusalKind.allCases {
        let refusals = try ledger.refusals(kind, upTo: date)
        latest[kind] = refusals.latest.table
        said[kind] = refusals.said.table
      }
    }
  }

  /// The refusals of a kind that had been said by the end of the date.
  subscript(kind: RefusalKind) -> Table? {
    said[kind].flatMap { $0.rowCount > 0 ? $0 : nil }
  }

  /// Of the refusals that a source holds in `rows` those that are not remembered as they are. One
  /// that is over, and was never remembered, is not needed any more. O(rows × columns).
  func news(
    of kind: RefusalKind, in source: Table, rows: [Int32]
  ) throws(StoreError) -> Refusals {
    guard let old = latest[kind], case .text(let ids)? = source.column(kind.id)?.values
    else { return try Refusals(kind, source, rows: rows) }
    let known = KeyIndex(of: old.columns[0].text)
    let places = rows.map { row in ids[Int(row)].flatMap { known.find($0) }.map { Int32($0) } ?? -1
    }
    var isNews = places.map { $0 < 0 }
    if case .numbers(let ends)? = source.column("until_on")?.values {
      for (index, row) in rows.enumerated() where isNews[index] {
        let end = ends[Int(row)]
        isNews[index] = end == nullNumber || end >= date
      }
    }
    for column in old.columns {
      let differs = column.values.differs(from: source.column(column.name)?.values)
      for (index, row) in rows.enumerated() where !isNews[index] && places[index] >= 0 {
        isNews[index] = differs(Int(places[index]), Int(row))
      }
    }
    return try Refusals(kind, source, rows: rows.indices.filter { isNews[$0] }.map { rows[$0] })
  }
}

extension ColumnValues {
  /// Whether a row here holds something else than a row of another column; of a column that is not
  /// there every row is null.
  fileprivate func differs(from other: ColumnValues?) -> (_ row: Int, _ otherRow: Int) -> Bool {
    switch (self, other) {
    case (.numbers(let mine), .numbers(let theirs)?): { mine[$0] != theirs[$1] }
    case (.numbers(let mine), _): { row, _ in mine[row] != nullNumber }
    case (.text(let mine), .text(let theirs)?):
      { row, otherRow in
        switch (mine[row], theirs[otherRow]) {
        case (nil, nil): false
        case (let mine?, let theirs?): !Bytes.equal(mine, theirs)
        default: true
        }
      }
    case (.text(let mine), _): { row, _ in !mine.isNull(row) }
    }
  }
}
