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

  /// A file or folder that cannot be written.
  static func unwritable(_ path: String, _ error: any Error) -> Failure {
    let cause = (error as? CocoaError)?.userInfo[NSUnderlyingErrorKey] as? POSIXError
    let reason = cause.map { ": \(Self.reason($0.code.rawValue))" } ?? ""
    return Failure(text: "meibo: error: cannot write '\(path)'\(reason)", exitCode: 75)
  }

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
      // A list of what there is may be empty.
      let help = error.help.flatMap { $0.isEmpty ? nil : "\n  help: \($0)" } ?? ""
      throw Failure(
        text: "meibo: error: \(error.message)\(help)", exitCode: error.kind.rawValue)
    } catch let error as StoreError {
      let place = error.path.map { "'\($0)': " } ?? ""
      // What the system refuses to write now, for want of a permission or because the disk fails, it
      // may take later: as with what a manifest cannot be written for.
      throw Failure(
        text: "meibo: error: \(place)\(error.message)",
        exitCode: error.isTemporary || error.code == .io ? 75 : 65)
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
