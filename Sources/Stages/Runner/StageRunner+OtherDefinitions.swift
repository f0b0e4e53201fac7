import Glibc
import Store
import Table

extension StageRunner {
  /// The error of a stage that was made by other definitions, with what can be done about it: a date
  /// that is sealed, or that later ones go on from, is not run again.
  func madeByOthers(_ made: Fingerprint) throws -> StageError {
    let stage = made.stage.rawValue
    let digest = "\(made.definition.prefix(12))…"
    let help =
      if try isSealed {
        "\(businessDate) is sealed and stays as it is: give the definitions and --set of its run, "
          + "\(digest) (docs/operating.md)"
      } else if try hasLaterDates {
        "later dates go on from \(businessDate): give the definitions and --set of its run, "
          + "\(digest) (docs/operating.md)"
      } else {
        "run 'meibo \(stage)' again, or 'meibo run' for all stages"
      }
    return StageError(
      .data, "stage '\(stage)' was run with other definitions or parameters", help: help)
  }

  private var hasLaterDates: Bool {
    get throws {
      guard access(store.ledger, F_OK) == 0 else { return false }
      return try !ledger().laterDates(than: options.date).isEmpty
    }
  }
}
