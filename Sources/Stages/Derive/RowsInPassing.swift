import Derive
import Table

/// The rows of a source that its mart is made of while they are read once more: first their links
/// were followed, of which nothing but where they lead was kept.
struct RowsInPassing: Sendable {
  /// By run the numbers of its known rows among all known rows.
  let ranges: [Range<Int>]
  private let runs: KnownRuns
  private let source: String

  /// - Parameter counts: by run how many rows were known when the links were followed.
  init(_ runs: KnownRuns, of source: String, counts: [Int]) {
    self.runs = runs
    self.source = source
    var next = 0
    ranges = counts.map { count in
      defer { next += count }
      return next..<next + count
    }
  }

  /// The rows of a run. O(bytes); memory: the run.
  ///
  /// - Throws: `StoreError`; `StageError` if there are not as many as before.
  func table(_ run: Int) throws -> Table {
    let rows = try runs.rows(run).table
    guard rows.rowCount == ranges[run].count else {
      throw StageError(
        .data, "the cleansed rows of '\(source)' changed while they were read",
        help: "nothing was published; run 'meibo cleanse' again, or 'meibo run' for all stages")
    }
    return rows
  }
}
