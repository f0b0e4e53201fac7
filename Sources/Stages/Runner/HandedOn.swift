import Consent
import Derive
import Pipeline
import Table

/// What the stages of one process hand on to those after them, beside what they publish.
///
/// Whoever needs something of it takes what is there and otherwise reads what was published, which is
/// the same. So every part may be missing, and a stage that is run by itself finds none.
struct HandedOn {
  // From cleanse to derive.

  /// By source the columns that marts are made of, of all its rows. Derive takes them out as it cuts
  /// them to the date.
  var cleansed: [String: Table] = [:]

  // From derive to segment.

  /// By mart the search for who may enter, when all its rows have passed.
  var searches: [String: SegmentSearch] = [:]

  // From derive to manifest.

  /// The record of consent, and what the date knows of the sources that the gate asks.
  var consent: (index: ConsentIndex, day: DayTables)?
  /// By mart the rows that journeys will ask for. Taken out as they are read.
  var awaitedRows: [String: AwaitedRows] = [:]
  /// By name marts that are whole in memory: those of days without files.
  var marts: [String: Table] = [:]

  // From segment to manifest.

  /// By scenario who may enter it.
  var segments: [String: Table] = [:]
  /// By scenario who may enter although their day has passed, where people may catch up.
  var lateSegments: [String: Table] = [:]

  // Of the ledger before the date, from whoever asked first.

  var pastDays: PastDays?
  var pastSends: PastSends?
  var refusals: RefusalMemory?
  /// The same on its way from the ledger.
  var storedRefusals: Workers.Errand<RefusalMemory.Stored>?

  /// What the date knows of the cleansed sources, with the columns that were read of them.
  var dayTables: (tables: DayTables, read: ColumnsRead)?
}
