import Foundation

/// Where things lie in the repository that the tests were built from.
enum Repository {
  /// The folder that holds Package.swift; commands are run in it.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let fixtures = root.appending(path: "fixtures/insurance")
  static let exports = fixtures.appending(path: "exports")
  static let pipeline = root.appending(path: "pipelines/insurance")
  static let golden = root.appending(path: "Tests/EndToEndTests/Golden")

  /// The business date that the fixture is about.
  static let date = "2026-11-21"

  /// What signs unsubscribe links in tests.
  static let secret = "secret-of-the-fixture"
}
