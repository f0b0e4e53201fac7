import Glibc

/// The process that runs cases. It says which case it begins, so that whoever started it knows the
/// case in which it died.
struct Child {
  let seed: UInt64
  let exports: String
  let pipeline: String
  let folder: ScratchFolder
  let limitSeconds: Int

  /// One case in so many is a run of the stages.
  static let casesPerWholeRun = 100
  /// A process that asks for more address space than this does not get it.
  static let maximumMemoryBytes: UInt = 2 << 30

  func run(_ cases: Range<Int>) throws {
    // A thread of Dispatch blocks all signals, and what it starts inherits that.
    var none = sigset_t()
    sigemptyset(&none)
    sigprocmask(SIG_SETMASK, &none, nil)
    var limit = rlimit(rlim_cur: Self.maximumMemoryBytes, rlim_max: Self.maximumMemoryBytes)
    guard setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else {
      throw Violation("the memory cannot be limited: errno \(errno)")
    }
    let seeds = try SeedExport.all(exports: exports, pipeline: pipeline)
    guard !seeds.isEmpty else { throw Violation("no export in '\(exports)'") }
    let direct = DirectCheck(folder: folder)
    var stages: WholeRun?
    for number in cases {
      var random = Random(seed: seed, number: number)
      if number % Self.casesPerWholeRun == Self.casesPerWholeRun - 1 {
        let mutants = WholeRun.mutants(of: seeds, &random)
        let isStrict = random.chance(20)
        run(number, ["stages"] + mutants.flatMap(\.kinds), mutants) {
          let run = try stages ?? WholeRun(seeds, pipeline: pipeline, folder: folder)
          stages = run
          return try run.run(mutants, isStrict: isStrict)
        }
      } else {
        let mutant = Mutant(random.pick(seeds), &random)
        run(number, mutant.kinds, [mutant]) { try direct.run(mutant) }
      }
    }
  }

  private func run(
    _ number: Int, _ kinds: [String], _ mutants: [Mutant], _ body: () throws -> CaseResult
  ) {
    // Somebody watches for the limit; without him a case that hangs must end all the same.
    alarm(UInt32(limitSeconds + 10))
    Message.began(number, kinds: kinds, files: mutants.map(\.original.name)).send()
    do {
      _ = try PeakMemory.reset()
      var result = try body()
      result.processPeak = max(result.processPeak, try PeakMemory.bytes())
      Message.done(number, result).send()
    } catch {
      Message.failed(number, "\(error)").send()
    }
  }
}
