import Foundation
import Pipeline
import Stages
import Store

/// An error as the user sees it: its text and the process's exit code (sysexits.h).
struct Failure: Error {
  let text: String
  let exitCode: Int32

  /// What the system says of an `errno`.
  static func reason(_ number: Int32) -> String { String(cString: strerror(number)).lowercased() }

  /// Says it on standard error, if there is something to say.
  func tell() {
    if !text.isEmpty { StandardStream.tell(text + "\n") }
  }

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
      let found = foundPipelines
      let help =
        "give --pipeline DIR" + (found.isEmpty ? "" : ": there is \(found.joined(separator: ", "))")
      throw Failure(text: "meibo: error: \(error)\n  help: \(help)", exitCode: 78)
    } catch let error as StageError {
      throw Failure(text: "meibo: error: \(error)", exitCode: error.kind.rawValue)
    } catch let error as StoreError {
      throw Failure(text: "meibo: \(error)", exitCode: error.isTemporary ? 75 : 65)
    }
  }

  /// The folders with a `pipeline.yml` where people keep them: here, and below `pipelines`.
  private static var foundPipelines: [String] {
    let files = FileManager.default
    let names = (try? files.contentsOfDirectory(atPath: "pipelines")) ?? []
    return (["."] + names.sorted().map { "pipelines/\($0)" })
      .filter { files.fileExists(atPath: "\($0)/pipeline.yml") }
  }
}
