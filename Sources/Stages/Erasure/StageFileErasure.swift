import Pipeline
import Store
import Table

/// Takes a person's rows out of the stage files of one date, and gives every stage the fingerprint
/// that it would have with the manifests of earlier dates as they are now.
struct StageFileErasure {
  let store: StoreFolder
  let date: Int64

  /// By stage, the rows of the files that are there.
  let found: [Stage: PersonRows.Found]

  init(_ store: StoreFolder, _ date: Int64, _ person: PersonRows) throws {
    self.store = store
    self.date = date
    var found: [Stage: PersonRows.Found] = [:]
    var keys: [String: Set<ByteText>] = [:]
    for stage in Stage.allCases { found[stage] = PersonRows.Found() }
    func open(_ stage: Stage) throws -> (any StageFileReader)? {
      try Self.open(stage, in: store, on: date)
    }
    if let file = try open(.ingest) {
      try person.addAccounts(of: file, to: &found[.ingest, default: PersonRows.Found()])
    }
    if let file = try open(.cleanse) {
      let cleansed = try person.cleansed(file)
      keys = cleansed.keys
      found[.cleanse] = cleansed
    }
    if let file = try open(.derive) { found[.derive] = try person.derived(file, keys: keys) }
    if let file = try open(.segment) {
      found[.segment] = try person.segments(
        file, keys: keys, martKeys: found[.derive]?.keys ?? [:])
    }
    if let file = try open(.manifest) { found[.manifest] = try person.excluded(file) }
    self.found = found
  }

  /// The keys of the person's rows, by source.
  var keys: [String: Set<ByteText>] { found[.cleanse]?.keys ?? [:] }

  /// How many rows are the person's.
  var rowCount: Int { found.values.reduce(0) { $0 + $1.count } }

  /// How many files have such rows.
  var fileCount: Int { found.values.count { $0.count > 0 } }

  static func open(
    _ stage: Stage, in store: StoreFolder, on date: Int64
  ) throws -> (any StageFileReader)? {
    do {
      return try StageFile.open(store.stageFile(stage.rawValue, on: date))
    } catch {
      guard error.code == .missing else { throw error }
      return nil
    }
  }

  /// Writes every file that changes anew, each beside its place, synced and renamed. The cleansed
  /// tables, by which all others are found, come last: an erasure that dies can be taken up again.
  func remove(before old: [String], now new: [String], _ ledger: Ledger) throws {
    let fingerprints = try fingerprints(before: old, now: new)
    for stage in [Stage.manifest, .segment, .derive, .ingest, .cleanse] {
      guard let file = try Self.open(stage, in: store, on: date) else { continue }
      let rows = found[stage]?.rows ?? [:]
      let fingerprint = fingerprints[stage]
      if !rows.isEmpty || fingerprint != nil {
        try rewrite(file, stage, without: rows, fingerprint?.new)
      }
      guard let fingerprint else { continue }
      for var run in try ledger.runs(on: date)
      where run.stage == stage.rawValue && run.outputDigest == fingerprint.old.digest {
        run.outputDigest = fingerprint.new.digest
        // What the manifest was made of includes a secret: its stage is run again if it is asked for.
        if stage != .manifest { run.inputDigest = fingerprint.new.inputs }
        try ledger.record(run)
      }
    }
  }

  private func rewrite(
    _ file: any StageFileReader, _ stage: Stage, without rows: [String: [Int]],
    _ fingerprint: Fingerprint?
  ) throws {
    let writer = try BulkStageWriter(path: store.stageFile(stage.rawValue, on: date))
    for description in file.tables {
      if description.isParted {
        let gone = Set(rows[description.name] ?? [])
        try writer.add(file.parts(of: description.name).without(gone), description)
        continue
      }
      var table = try file.read(description.name)
      if let gone = rows[description.name].map({ Set($0) }) {
        table = table.gather((0..<table.rowCount).filter { !gone.contains($0) }.map { Int32($0) })
      }
      // Without its rows no file stands there whole any more.
      if KeptTables.names.contains(description.name), !rows.isEmpty { table = table.gather([]) }
      if description.name == "stage", let fingerprint { table = fingerprint.table }
      try writer.add(table, description)
    }
    try writer.publish()
  }

  /// The stages that earlier dates are an input of, and those after them, if that input changed:
  /// what they were made of, and what they would be made of now.
  private func fingerprints(
    before old: [String], now new: [String]
  ) throws -> [Stage: (old: Fingerprint, new: Fingerprint)] {
    guard old != new else { return [:] }
    var published: [Stage: Fingerprint] = [:]
    for stage in Stage.allCases {
      published[stage] = try Self.open(stage, in: store, on: date)
        .flatMap { Fingerprint(try $0.read("stage")) }
    }
    guard let cleanse = published[.cleanse] else { return [:] }
    var changed: [Stage: (old: Fingerprint, new: Fingerprint)] = [:]
    var (before, now) = (cleanse.digest, cleanse.digest)
    for stage in [Stage.derive, .segment, .manifest] {
      let readsPast = stage != .segment
      let inputs = (
        readsPast ? Digest.of([before] + old) : before, readsPast ? Digest.of([now] + new) : now
      )
      guard let found = published[stage], [inputs.0, inputs.1].contains(found.inputs) else { break }
      let (was, will) = (found.with(inputs: inputs.0), found.with(inputs: inputs.1))
      changed[stage] = (was, will)
      (before, now) = (was.digest, will.digest)
    }
    return changed
  }
}

extension Fingerprint {
  fileprivate func with(inputs: String) -> Fingerprint {
    Fingerprint(
      stage, date, pipeline: pipeline, definition: definition, inputs: inputs, software: software)
  }
}
