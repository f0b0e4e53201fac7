import Pipeline
import Store
import Table

extension StageRunner {
  /// Reads every export and says what is in it.
  func ingest() throws -> StageReport {
    let clock = ContinuousClock()
    let start = clock.now
    let exports = try exportSet()
    let work = progress.begin("", .records, bytes: exports.storedBytes)
    defer { progress.end(work) }
    let surveys = try exports.survey(threads: options.threads, work: work)
    return try publishIngest(surveys, since: start, clock)
  }

  func publishIngest(
    _ sources: [SurveyedSource], since start: ContinuousClock.Instant, _ clock: ContinuousClock
  ) throws -> StageReport {
    let files = sources.flatMap { source in source.files.map { (source.name, $0.facts) } }
    let fingerprint = Fingerprint(
      .ingest, options.date, pipeline: definition.name, definition: definitionDigest,
      inputs: Digest.of(files.flatMap { [$0.0, $0.1.name, $0.1.sha256] }))
    let tables = [
      StageTables.files(sources), StageTables.headers(sources), StageTables.quarantine(sources),
    ]
    let path = try publish(fingerprint, tables.map { ($0, TableDescription(of: $0)) })
    let quarantined = tables[2].rowCount
    return StageReport(
      stage: .ingest, published: path,
      counts: [
        ("files", files.count), ("bytes", files.reduce(0) { $0 + $1.1.unpackedBytes }),
        ("records", files.reduce(0) { $0 + $1.1.read }), ("quarantined", quarantined),
      ], notes: notesOfShrunkSources(sources), seconds: clock.seconds(since: start))
  }
}
