import Foundation

/// Where things lie in the repository that the tests were built from.
enum Repository {
  /// The folder that holds Package.swift; commands are run in it.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let fixtures = root.appending(path: "fixtures/insurance")
  static let exports = exports(of: "insurance")
  static let pipeline = root.appending(path: "pipelines/insurance")
  static let golden = root.appending(path: "Tests/EndToEndTests/Golden")

  /// The small landing directory of a pipeline.
  static func exports(of pipeline: String) -> URL {
    root.appending(path: "fixtures/\(pipeline)/exports")
  }

  /// The business date that the fixture is about.
  static let date = "2026-11-21"

  /// What signs unsubscribe links in tests.
  static let secret = "secret-of-the-fixture"
}
