public import Consent
import Crypto
public import Table

/// Decides for every candidate of a day whether it is sent. Nothing goes out any other way.
///
/// Pure: no I/O, and the same tables give the same result whatever their row order and the order
/// of the candidates. docs/consent.md says what is asked and in which order.
public struct Gate: Sendable {
  let consent: ConsentIndex
  let suppressions: Suppressions
  let notes: ComplaintNotes
  let caps: [Cap]
  let preferences: [FrequencyPreference]
  /// So many candidates are one task of a thread. The result does not depend on it.
  var candidatesAtATime = 4096

  /// `handlingNotes` is the column of notes on customers, one row a row of the people table, read
  /// by `handling`; a pipeline without such notes leaves both nil. `preferences` has one entry a
  /// channel at most.
  public init(
    consent: ConsentIndex, suppressions: Suppressions, caps: [Cap],
    preferences: [FrequencyPreference] = [], handlingNotes: TextColumn? = nil,
    handling: HandlingRule? = nil
  ) {
    self.consent = consent
    self.suppressions = suppressions
    self.caps = caps
    self.preferences = preferences
    notes = ComplaintNotes(handlingNotes, rule: handling)
  }

  /// Three passes: each candidate alone; then of those left, for each scenario, step, channel and
  /// address the first is kept; then caps. Throws `GateError` if the count does not come out even
  /// or a candidate is given twice. O(n log n); about 1 KB a candidate while it runs. The result
  /// does not depend on `threads`.
  public func decide(
    _ candidates: [Candidate], threads: Int = 1
  ) throws(GateError) -> GateResult {
    var day = GateDay(gate: self, candidates: candidates, threads: threads)
    day.askEachAlone()
    try day.refuseTwins()
    day.dropDuplicates()
    day.applyCaps()
    return try day.result()
  }
}
