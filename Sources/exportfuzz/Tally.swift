/// What became of the cases.
struct Tally {
  private(set) var cases = 0
  private(set) var read = 0
  private(set) var refused = 0
  private(set) var records = 0
  private(set) var bytes = 0
  /// How many cases each way of breaking occurs in.
  private(set) var kinds: [String: Int] = [:]
  private(set) var mostMemory = 0
  private(set) var largestPercent = 0
  private(set) var processPeak = 0
  /// Numbers of cases.
  var failures: Set<Int> = []

  mutating func began(_ kinds: [String]) {
    cases += 1
    for kind in Set(kinds) { self.kinds[kind, default: 0] += 1 }
  }

  mutating func done(_ result: CaseResult) {
    read += result.isRead ? 1 : 0
    refused += result.isRead ? 0 : 1
    records += result.records
    bytes += result.bytes
    mostMemory = max(mostMemory, result.memory)
    largestPercent = max(largestPercent, result.memory * 100 / max(1, result.allowance))
    processPeak = max(processPeak, result.processPeak)
  }

  /// The lines at the end of a run.
  func summary(of wanted: Int, seed: UInt64, elapsed: Duration) -> String {
    let byKind = kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    let stopped = cases < wanted ? " of \(wanted), stopped by the clock" : ""
    return """
      seed \(seed): \(cases) cases\(stopped), \(read) read, \(refused) refused, \
      \(failures.count) failures
      \(records) records, \(bytes) bytes unpacked
      cases by kind: \(byKind)
      memory: reading took \(Self.mebibytes(mostMemory)) at most, \(largestPercent) % of what it \
      may at most; a process had \(Self.mebibytes(processPeak)) at most
      \(elapsed.components.seconds) seconds
      """
  }

  private static func mebibytes(_ bytes: Int) -> String {
    let tenths = (bytes * 10) >> 20
    return "\(tenths / 10).\(tenths % 10) MiB"
  }
}
