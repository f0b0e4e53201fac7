/// How large an expression is once every named condition and value in it is replaced by what it
/// stands for.
///
/// Whatever walks a formula takes time for each part and a piece of the stack for each level. The
/// limits are far above what anybody writes and keep both small, also in a debug build and on a
/// thread of 512 KiB.
final class ExpressionSize {
  static let mostParts = 10_000
  static let mostLevels = 100

  private(set) var parts = 0
  /// Those of its deepest part.
  private(set) var levels = 0
  /// How deep the part lies that is being checked.
  private var level = 0

  /// False for good once a limit is passed.
  var isAllowed: Bool { parts <= Self.mostParts && levels <= Self.mostLevels }

  /// Counts something of that size at the present level.
  func add(parts: Int, levels: Int) {
    self.parts += parts
    self.levels = max(self.levels, level + levels)
  }

  /// Counts a part, and `body` so many levels below.
  func part<Result>(of levels: Int, _ body: () -> Result) -> Result {
    level += levels
    defer { level -= levels }
    return body()
  }
}
