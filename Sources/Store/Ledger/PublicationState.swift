/// How the ledger and the manifest folder of a date stand to each other, and what brings them
/// together.
///
/// A date is published in five steps, each synced before the next:
/// 1. the new manifest is built aside;
/// 2. the old one, if there is one, is withdrawn: renamed so that nobody takes it;
/// 3. `Ledger.replace` commits the date with the new manifest's digest;
/// 4. the new manifest is renamed into place;
/// 5. the withdrawn one is removed.
///
/// So no delivery system ever sees a manifest that the ledger does not hold. A run that was killed
/// between two steps leaves digests that differ, and the next run does what this says.
public enum PublicationState: Sendable, Equatable {
  /// Folder and ledger agree, or neither has the date. What lies aside or withdrawn can go.
  case consistent
  /// Killed after the commit: the manifest aside is the one in the ledger. Rename it into place.
  case finish
  /// Killed before the commit: the withdrawn manifest is the one in the ledger. Rename it back.
  case restore
  /// None of the folders is the one in the ledger. Withdraw what is there and run the date again.
  case redo

  /// Compares the digest in the ledger with those of the folders that are there and whole; nil
  /// stands for what is not.
  public init(ledger: String?, published: String?, aside: String?, withdrawn: String?) {
    if ledger == published {
      self = .consistent
    } else if ledger == nil {
      self = .redo
    } else if ledger == aside {
      self = .finish
    } else if ledger == withdrawn {
      self = .restore
    } else {
      self = .redo
    }
  }
}
