/// Whether a stage has to run, and why.
public struct StageDecision: Sendable, Equatable {
  /// One decision a stage, for the runner's business date.
  public let stage: Stage
  /// The first that holds, in the order in which they are looked for.
  public let reason: Reason

  /// Why a stage has to run, or why it need not or cannot.
  public enum Reason: Sendable, Equatable {
    /// It has been run with the same program, definitions, parameters and inputs.
    case unchanged
    /// The date was handed over; to run it is refused.
    case sealed
    case neverRun
    case forced
    /// The stage before it is run, and what that will give is not known yet.
    case earlierStage(Stage)
    case exports(added: Int, changed: Int, gone: Int)
    /// The definitions or the parameters given for the run.
    case definitions
    /// The program.
    case program
    /// What the stage before it published, the ledger's earlier dates, or the secret.
    case inputs
    /// Later dates are in the ledger, which a run discards.
    case laterDates
    /// All but the secret is the same, and there is none to compare; to run it is refused.
    case noSecret
  }

  /// False if what is published already is what the stage would give, or cannot change.
  public var runs: Bool { reason != .unchanged && reason != .sealed }

  /// True if nobody can tell without the secret whether the stage has to run.
  public var isOpen: Bool { reason == .noSecret }
}

extension StageDecision: CustomStringConvertible {
  /// The reason in words, for people.
  public var description: String {
    switch reason {
    case .unchanged: "unchanged: same program, definitions and inputs"
    case .sealed: "sealed: it has been handed over"
    case .neverRun: "not run yet"
    case .forced: "asked for"
    case .earlierStage(let stage): "stage '\(stage.rawValue)' is run"
    case .exports(let added, let changed, let gone):
      "exports differ: \(added) added, \(changed) changed, \(gone) gone"
    case .definitions: "definitions or parameters differ"
    case .program: "another build of the program"
    case .inputs: "made of other inputs"
    case .laterDates: "later dates are to be discarded"
    case .noSecret:
      "cannot be told without the secret: set MEIBO_UNSUBSCRIBE_SECRET, or give --secret-file FILE"
    }
  }
}
