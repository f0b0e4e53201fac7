import Ingest
import Stages
import Store
import Table

/// Runs ingest and cleanse on all exports, some of them broken, into a store of their own.
struct WholeRun {
  private let seeds: [SeedExport]
  private let folder: ScratchFolder
  private let strict: String
  private let lenient: String
  private let date = CalendarDay.parse("2026-11-21") ?? 0

  /// Puts the sound exports, unpacked, into the folder, and definitions that let any share of
  /// records be quarantined.
  init(_ seeds: [SeedExport], pipeline: String, folder: ScratchFolder) throws {
    self.seeds = seeds
    self.folder = try folder.folder("exports")
    strict = pipeline
    lenient = try folder.copyDefinitions(of: pipeline, adding: "max_quarantined: 1")
    for seed in seeds { try self.folder.write(seed.bytes, to: seed.name) }
  }

  /// One or two of the exports, broken.
  static func mutants(of seeds: [SeedExport], _ random: inout Random) -> [Mutant] {
    Set([random.below(seeds.count), random.below(seeds.count)]).sorted().map {
      Mutant(whole: seeds[$0], &random)
    }
  }

  /// - Parameter isStrict: with the definitions as they are, which may refuse a source for its
  ///   share of quarantined records.
  /// - Throws: `Violation`; any other error is one too.
  func run(_ mutants: [Mutant], isStrict: Bool) throws -> CaseResult {
    for mutant in mutants { try folder.write(mutant.stored, to: mutant.original.name) }
    defer {
      for mutant in mutants { try? folder.write(mutant.original.bytes, to: mutant.original.name) }
    }
    let options = RunOptions(
      pipeline: isStrict ? strict : lenient, exports: folder.path, store: folder.path + "/../store",
      date: date)
    let before = try PeakMemory.reset()
    var published: [String] = []
    var refusal: StageError?
    do {
      let runner = try StageRunner(options)
      published = try [.ingest, .cleanse].map { try runner.run($0).published }
    } catch let error as StageError {
      refusal = error
    }
    var result = CaseResult(isRead: refusal == nil)
    result.memory = try PeakMemory.bytes() - before
    result.processPeak = before + result.memory
    let sound = seeds.reduce(0) { $0 + $1.bytes.count }
    let unpacked = mutants.reduce(sound) { $0 + $1.contentBytes }
    let header = mutants.reduce(0) { $0 + $1.firstLineBytes }
    result.allowance = Allowance.stages(unpacked: unpacked, header: header)
    try result.checkMemory()
    if refusal == nil {
      let check = try StageCheck(ingested: published[0], cleansed: published[1])
      try check.run(mutants)
      (result.records, result.bytes) = (check.records, check.bytes)
    } else if !isStrict {
      try Violation.unless(mutants.contains(where: \.mayBeRefused), "sound exports are refused")
    }
    return result
  }
}
