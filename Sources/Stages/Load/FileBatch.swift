import Store
import Table

/// One file read and cleansed: its good records, and all that was not good.
struct FileBatch {
  let source: String
  let file: FileFacts
  let rowCount: Int
  let issues: [Issue]
  /// Raw texts of issues and raw bytes of quarantined records.
  let raws: TextArena
  let quarantined: [Quarantined]
  /// The columns that were kept: those of the key and of `newest_by`, and what was asked for.
  let columns: [LoadedColumn?]
  /// The rows as records for the stage file, in runs, if that was asked for.
  var records: [RowRecords]
  let ascending: AscendingKeys
  /// True if it was taken over from an earlier run and not read.
  var isKept = false
  /// That of the batch with its records, if a later run may take it over.
  var partChecksum: UInt32?

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
    /// The record's length; more than is kept if it is 16 MiB or more.
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
