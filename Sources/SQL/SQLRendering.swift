public import Pipeline
import Table

/// Renders a plan as SQL over the cleansed tables of a stage file, one table a source: a second
/// implementation of what the native engine does, to be read and to be compared with it.
///
/// The tables hold the loaded records, whatever their date: dates TEXT `YYYY-MM-DD`, timestamps
/// TEXT `YYYY-MM-DDTHH:MM:SS`, booleans INTEGER 0 and 1, an empty text is null. Everything else,
/// what is known at the business date, links, consent, is derived in the SQL itself.
///
/// A plan must be asked for its own marts and segments only. Rendering does no input or output
/// and takes time in proportion to the text it makes.
public struct SQLRendering: Sendable {
  let dialect: any SQLDialect

  public init(dialect: any SQLDialect = SQLiteDialect()) {
    self.dialect = dialect
  }

  /// One SELECT that gives the mart: its columns in the order of the plan, its rows in byte order
  /// of the key, booleans never null.
  ///
  /// - Parameters:
  ///   - date: the business date, in days since 1970-01-01.
  ///   - refusals: a table of what delivery systems told of up to the business date, with columns
  ///     `channel`, `customer_id`, `address` and `occurred_at`: unsubscribed and complained. They
  ///     count as opt-outs for every topic (docs/consent.md). Nil: none.
  public func mart(
    _ mart: MartPlan, in plan: Plan, date: Int64, refusals: String? = nil
  ) -> String {
    let script = Script(plan: plan, dialect: dialect, businessDate: date, refusals: refusals)
    return MartSQL(mart, in: script).text
  }

  /// One SELECT over the table of the segment's mart, named like it: `subject_key` and `row_key`
  /// of every subject whose latest qualifying row is that one, in byte order of the subject.
  ///
  /// - Parameter date: the business date, in days since 1970-01-01.
  public func segment(_ segment: SegmentPlan, in plan: Plan, date: Int64) -> String {
    SegmentSQL(segment, Script(plan: plan, dialect: dialect, businessDate: date)).text
  }
}
