/// A small pipeline to be changed: two made-up exports of a shop, one mart, one scenario, and all
/// that a manifest needs (docs/tutorial.md). The same name gives the same files.
public struct PipelineDraft: Sendable {
  /// The day that the exports are about: somebody enters the scenario on it.
  public static let date = "2026-11-21"
  /// The folder of the exports, in the pipeline's own.
  public static let exports = "sample"

  /// The files by path from the pipeline's folder, all UTF-8.
  public let files: [(path: String, content: String)]

  /// - Parameter name: the pipeline's name: a letter `a` to `z`, then such letters, digits, `_`
  ///   and `-`.
  /// - Throws: `StageError` `usage` for another name.
  public init(name: String) throws {
    guard let first = name.utf8.first, Self.letters.contains(first),
      name.utf8.allSatisfy({ Self.letters.contains($0) || Self.others.contains($0) })
    else {
      throw StageError(
        .usage, "'\(name)' cannot name a pipeline", help: "a letter a–z, then a–z, 0–9, _ and -")
    }
    files = Self.definitions(name) + Self.sample
  }

  private static let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
  private static let others = Set("0123456789_-".utf8)
}
