import Crypto
import Glibc
import Manifest
import Pipeline
import Store
import Table

extension StageRunner {
  /// What a run would do: whether each stage has to run, and why. Changes nothing.
  ///
  /// Contents decide, not times: exports are read once to take their digests.
  /// - Throws: `StageError` for exports that cannot be read, `StoreError`.
  public func decisions() throws -> [StageDecision] {
    var decisions: [StageDecision] = []
    var earlier: Fingerprint?
    for stage in Stage.allCases {
      let decision: StageDecision
      if let last = decisions.last, last.runs {
        decision = StageDecision(stage: stage, reason: .earlierStage(last.stage))
      } else {
        decision = try decide(stage, after: earlier)
      }
      decisions.append(decision)
      if !decision.runs { earlier = published(stage) }
    }
    return decisions
  }

  /// Whether a stage has to run after the one before it, which is as published.
  func decide(_ stage: Stage, after earlier: Fingerprint?) throws -> StageDecision {
    func because(_ reason: StageDecision.Reason) -> StageDecision {
      StageDecision(stage: stage, reason: reason)
    }
    if try isSealed { return because(.sealed) }
    if options.force { return because(.forced) }
    guard access(store.ledger, F_OK) == 0, let published = published(stage),
      let run = try ledger().runs(on: options.date).first(where: { $0.stage == stage.rawValue }),
      run.outputDigest == published.digest
    else { return because(.neverRun) }
    if published.definition != definitionDigest { return because(.definitions) }
    if run.software != Program.identity { return because(.program) }
    // Cleanse reads the exports too; run after ingest, they have been looked at.
    if stage == .ingest || stage == .cleanse, !hasComparedExports {
      let found = try ExportChange(from: publishedDigests(), to: exportDigests())
      if !found.isNone {
        return because(.exports(added: found.added, changed: found.changed, gone: found.gone))
      }
      hasComparedExports = true
    }
    let isOpen = stage == .manifest && lacksSecret
    if let earlier {
      let inputs = try inputs(of: stage, after: earlier)
      guard inputs == published.inputs,
        isOpen || runInputs(of: stage, inputs) == run.inputDigest
      else { return because(.inputs) }
    }
    if stage == .manifest {
      if try !ledger().laterDates(than: options.date).isEmpty { return because(.laterDates) }
      let folder = "\(store.manifests)/\(businessDate)"
      guard let digest = ManifestDigest.of(folder: folder),
        try ledger().manifestDigest(of: options.date) == digest
      else { return because(.neverRun) }
    }
    return because(isOpen ? .noSecret : .unchanged)
  }

  /// What a stage is made of, if the one before it is as given.
  func inputs(of stage: Stage, after earlier: Fingerprint) throws -> String {
    switch stage {
    case .ingest, .cleanse, .segment: return earlier.digest
    case .derive, .manifest: return Digest.of([earlier.digest] + (try pastDigests()))
    }
  }

  /// What a run of a stage is made of: its inputs and, if it signs links, the secret. Whoever looks
  /// at the published stage later need not have that.
  private func runInputs(of stage: Stage, _ inputs: String) -> String {
    stage == .manifest ? Digest.of([inputs, secretMark]) : inputs
  }

  /// The dates that the ledger held before this one, each with what was handed over: consent and
  /// journeys are told by them.
  private func pastDigests() throws -> [String] {
    let ledger = try ledger()
    return try ledger.dates().filter { $0 < options.date }.flatMap { date in
      [CalendarDay.text(date), try ledger.manifestDigest(of: date) ?? ""]
    }
  }

  /// Differs for different secrets and does not give one away.
  private var secretMark: String {
    guard let secret = options.unsubscribeSecret else { return "" }
    let code = HMAC<SHA256>.authenticationCode(
      for: Array("stage inputs".utf8), using: SymmetricKey(data: Array(secret.utf8)))
    return String(hexadecimal: code)
  }

  /// What a stage published for the date was made of; nil if it is not there or cannot be read.
  func published(_ stage: Stage) -> Fingerprint? {
    let path = store.stageFile(stage.rawValue, on: options.date)
    guard let file = try? StageFile.open(path), let table = try? file.read("stage") else {
      return nil
    }
    return Fingerprint(table)
  }

  private func exportDigests() throws -> [ExportDigest] {
    let exports = try exportSet()
    let work = progress.begin(
      "comparing exports", .files, of: exports.fileCount, bytes: exports.storedBytes)
    defer { progress.end(work) }
    return try exports.digests(threads: options.threads, work: work)
  }

  private func publishedDigests() throws -> [ExportDigest] {
    let files = try open(.ingest).read("files")
    let digests = files["sha256"].text
    return (0..<files.rowCount).map { row in
      ExportDigest(file: FileName(files, row), sha256: digests.string(row) ?? "")
    }
  }

  /// Remembers that a stage was run, so that it need not be run again.
  func record(_ stage: Stage) throws {
    guard let fingerprint = fingerprints[stage] else { return }
    let parameters = JSONLine.object(options.parameters.map { ($0.name, .text($0.value)) })
    try ledger().record(
      RunRecord(
        businessDate: options.date, stage: stage.rawValue, definitionDigest: definitionDigest,
        inputDigest: runInputs(of: stage, fingerprint.inputs), outputDigest: fingerprint.digest,
        software: Program.identity, exportsFolder: options.exports ?? "",
        parameters: parameters))
  }
}

/// How the exports of two runs differ.
private struct ExportChange {
  let added: Int
  let changed: Int
  let gone: Int

  init(from old: [ExportDigest], to new: [ExportDigest]) {
    func byName(_ files: [ExportDigest]) -> [FileName: String] {
      Dictionary(files.map { ($0.file, $0.sha256) }, uniquingKeysWith: { $1 })
    }
    let (before, now) = (byName(old), byName(new))
    added = now.keys.count { before[$0] == nil }
    changed = now.count { name, digest in before[name].map { $0 != digest } ?? false }
    gone = before.keys.count { now[$0] == nil }
  }

  var isNone: Bool { added == 0 && changed == 0 && gone == 0 }
}

/// Which program this is.
enum Program {
  /// Its version, and the size and time of its file: another build makes stages run again.
  static let identity: String = {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return Meibo.version }
    let time = status.st_mtim
    return "meibo \(Meibo.version) \(status.st_size) \(time.tv_sec).\(time.tv_nsec)"
  }()
}
