import Pipeline
import Stages
import Store

/// An error as the user sees it: its text and the process's exit code (sysexits.h).
struct Failure: Error {
  let text: String
  let exitCode: Int32

  /// Runs `body` and turns what the modules throw into what the user sees.
  static func reporting<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DefinitionError {
      let count = error.diagnostics.count { $0.severity == .error }
      throw Failure(
        text: "\(error)\nmeibo: \(count) error\(count == 1 ? "" : "s") in the definitions",
        exitCode: 78)
    } catch let error as PipelineFolderError {
      throw Failure(text: "meibo: error: \(error)", exitCode: 78)
    } catch let error as StageError {
      throw Failure(text: "meibo: error: \(error)", exitCode: error.kind.rawValue)
    } catch let error as StoreError {
      throw Failure(text: "meibo: \(error)", exitCode: error.isTemporary ? 75 : 65)
    }
  }
}
