import Store
import Table

/// A run of one file's records read and cleansed: the good ones, and all that was not good.
struct RecordBatch {
  let rowCount: Int
  let issues: [Issue]
  /// Raw texts of issues and raw bytes of quarantined records.
  let raws: TextArena
  private(set) var quarantined: [Quarantined]
  let keys: PackedKeys
  /// The columns that were kept: that of `newest_by`, and what was asked for.
  let columns: [LoadedColumn?]
  /// The rows as records for the stage file, in runs, if that was asked for.
  var records: [RowRecords]
  /// In place of records: where the rows are taken from.
  var taken: TakenRows?
  let ascending: AscendingKeys
  /// How many bytes of the file, as it lies there, were read for it.
  var storedBytes = 0

  /// A value that could not be typed.
  struct Issue {
    /// The number of its row among those of the batch, from 0.
    let row: Int32
    let column: Int16
    let code: IssueCode
    let raw: TextRef
  }

  /// A record that could not be read, or has no key.
  struct Quarantined {
    var record: Int
    let offset: Int
    let reason: QuarantineReason
    let raw: TextRef
    /// The record's length; more than is kept if it is 16 MiB or more.
    let length: Int
  }

  /// Numbers its records as those of the file, of which so many come before.
  mutating func follow(_ recordsBefore: Int) {
    for index in quarantined.indices { quarantined[index].record += recordsBefore }
  }
}

/// One file of a source, all of which was read.
struct ReadFile {
  let facts: FileFacts
  /// True if it was taken over from an earlier run and not read.
  var isKept = false
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
