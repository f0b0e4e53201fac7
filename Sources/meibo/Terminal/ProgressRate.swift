import Stages

/// How fast a piece of work goes, by what was done in the last ten seconds.
struct ProgressRate {
  private var seen: [(at: Duration, snapshot: StageProgress.Snapshot)] = []

  /// What happened longer ago says little of now.
  private static let window = Duration.seconds(10)
  /// What was seen for less than this says nothing.
  private static let least = Duration.seconds(1)

  /// Takes what was seen at an instant, not before the last. Another piece begins anew.
  mutating func add(_ snapshot: StageProgress.Snapshot, at instant: Duration) {
    if seen.last?.snapshot.piece != snapshot.piece { seen = [] }
    seen.append((instant, snapshot))
    // The newest of those outside the window stays, so that the window is always covered.
    while seen.count > 2, instant - seen[1].at >= Self.window { seen.removeFirst() }
  }

  /// Units done in a second; nil in the first second of a piece, and while nothing moves.
  var perSecond: Double? { speed(\.done) }

  /// How long it will go on; nil without a total or a rate, and if all is done. Goes by bytes if
  /// their total is known, else by units.
  var secondsLeft: Double? {
    guard let last = seen.last?.snapshot else { return nil }
    let (count, total) =
      last.totalBytes != nil
      ? (\StageProgress.Snapshot.bytes, last.totalBytes) : (\.done, last.total)
    guard let total, let speed = speed(count), last[keyPath: count] < total else { return nil }
    return Double(total - last[keyPath: count]) / speed
  }

  private func speed(_ count: KeyPath<StageProgress.Snapshot, Int>) -> Double? {
    guard let first = seen.first, let last = seen.last, last.at - first.at >= Self.least else {
      return nil
    }
    let done = last.snapshot[keyPath: count] - first.snapshot[keyPath: count]
    return done > 0 ? Double(done) / ((last.at - first.at) / .seconds(1)) : nil
  }
}
