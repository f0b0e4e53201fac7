import Glibc
import Pipeline
import Store

extension StageRunner {
  /// Refuses a store in which another pipeline ran first: its days and journeys would be replaced,
  /// or read as if they were this one's. Creates nothing.
  func refuseStoreOfAnother() throws {
    guard access(store.ledger, F_OK) == 0 else { return }
    try refuse(owner: try ledger().pipeline())
  }

  /// Makes the store this pipeline's, or refuses it if it is another's.
  func claimStore() throws { try refuse(owner: try ledger().claim(for: definition.name)) }

  /// Refuses another store, which is only read, as one's own would be.
  func refuse(ownerOf other: StoreFolder) throws {
    guard access(other.ledger, F_OK) == 0 else { return }
    try refuse(owner: try Ledger(path: other.ledger, isCreating: false).pipeline())
  }

  private func refuse(owner: String?) throws {
    guard let owner, owner != definition.name else { return }
    throw StageError(
      .data, "the store belongs to pipeline '\(owner)', and this is '\(definition.name)'",
      help: "give each pipeline its own --store; a renamed one keeps its name in pipeline.yml "
        + "(docs/operating.md)")
  }
}
