public import Table

/// Writes the one file that a stage publishes for a business date.
///
/// Nothing is seen of it before `publish`; after that the file is in place, whole and on the disk.
/// A writer that is let go unpublished leaves nothing behind and the old file as it was. Equal
/// tables, added in the same order, give a file with equal content; the `BulkStageWriter` also
/// gives equal bytes.
public protocol StageFileWriter: AnyObject {
  /// Adds a table whole, after those before it.
  ///
  /// Dates are written as `YYYY-MM-DD`, timestamps as `YYYY-MM-DDTHH:MM:SS`, booleans as 0 and 1,
  /// lists as the JSON text that they hold. After an error the writer can only be let go.
  /// - Throws: `unwritable` if the table is not as described, its name is reserved (it begins with
  ///   `_` or `sqlite_`) or taken, or a day is outside the years 0 to 9999; `noSpace` or `io`.
  func add(_ table: Table, _ description: TableDescription) throws(StoreError)

  /// The same for a table of which some columns are stored once for many rows.
  func add(_ parts: TableParts, _ description: TableDescription) throws(StoreError)

  /// Adds the descriptions, syncs the file and puts it in the place of the old one. Once.
  func publish() throws(StoreError)
}
