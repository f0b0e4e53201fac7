import Stages

extension Club {
  func erase(
    _ store: TemporaryFolder, _ customer: String = "P1", isDry: Bool = false,
    exports: String? = nil
  ) throws -> Erasure {
    try StageRunner(
      RunOptions(
        pipeline: shop.pipeline.path, exports: exports, store: store.path, date: Self.days[0])
    ).erase(ErasedPerson(customer: customer), isDry: isDry)
  }
}
