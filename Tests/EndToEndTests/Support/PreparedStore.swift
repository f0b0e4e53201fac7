import Testing

/// Makes a store for a whole suite before its first test: a pipeline's fixture run on some dates.
struct PreparedStore: SuiteTrait, TestScoping {
  @TaskLocal private static var current: TestStore?

  let pipeline: String
  let dates: [String]

  /// The store of the suite; tests that change it take a copy.
  static var store: TestStore {
    get throws { try #require(current, "the suite has no prepared store") }
  }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let store = try TestStore()
    for date in dates {
      try store.run(
        on: date, exports: Repository.exports(of: pipeline),
        ["--pipeline", "pipelines/\(pipeline)"])
    }
    try await Self.$current.withValue(store, operation: function)
  }
}

extension Trait where Self == PreparedStore {
  /// The suite's tests share a store in which these dates were run, one after the other.
  static func preparedStore(
    of pipeline: String = "insurance", on dates: [String] = [Repository.date]
  ) -> PreparedStore {
    PreparedStore(pipeline: pipeline, dates: dates)
  }
}
