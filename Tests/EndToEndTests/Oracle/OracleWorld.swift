import Foundation
import Testing

/// Exports on which the engine and the SQL must agree.
enum OracleWorld: Sendable, CustomTestStringConvertible {
  case fixture
  case generated(seed: Int)

  static let all: [OracleWorld] = [
    .fixture, .generated(seed: 20), .generated(seed: 4711), .generated(seed: 987_654_321),
  ]
  static let dates = ["2026-11-20", "2026-11-21"]

  var testDescription: String {
    switch self {
    case .fixture: "the fixture"
    case .generated(let seed): "exportgen --seed \(seed) --customers 300"
    }
  }

  /// The folder of its exports, made in `folder` if need be.
  func exports(in folder: URL) throws -> URL {
    guard case .generated(let seed) = self else { return Repository.exports }
    let exports = folder.appending(path: "exports")
    let result = try BuiltCommand.exportgen.run([
      "--seed", "\(seed)", "--customers", "300", "--date", Repository.date, "--out", exports.file,
    ])
    try #require(result.exitCode == 0, "\(result.errors)")
    return exports
  }
}
