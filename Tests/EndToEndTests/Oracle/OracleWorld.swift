import Foundation
import Testing

/// Exports on which the engine and the SQL must agree.
enum OracleWorld: Sendable, CustomTestStringConvertible {
  case fixture
  case generated(seed: Int)

  /// The fixture and the worlds of three seeds, or of those in ORACLE_SEEDS (`5,6,7`).
  static var all: [OracleWorld] {
    let given = ProcessInfo.processInfo.environment["ORACLE_SEEDS"] ?? "20,4711,987654321"
    return [.fixture] + given.split(separator: ",").compactMap { Int($0) }.map(generated)
  }

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
