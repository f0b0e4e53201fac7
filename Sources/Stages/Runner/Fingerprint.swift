import Crypto
public import Pipeline
import Table

/// What a published stage was made of: equal fingerprints mean equal content.
struct Fingerprint: Equatable, Sendable {
  let stage: Stage
  let date: Int64
  let pipeline: String
  /// Of every definition file, and of the parameters given for the run.
  let definition: String
  /// Of everything the stage read.
  let inputs: String
  let software: String

  /// One row, as it is published with the stage.
  var table: Table {
    Table(
      "stage",
      [
        Column("stage", texts: [stage.rawValue]),
        Column("business_date", .date, numbers: [date]),
        Column("pipeline", texts: [pipeline]),
        Column("definition", texts: [definition]),
        Column("inputs", texts: [inputs]),
        Column("software", texts: [software]),
      ])
  }

  init(
    _ stage: Stage, _ date: Int64, pipeline: String, definition: String, inputs: String,
    software: String = Meibo.version
  ) {
    self.stage = stage
    self.date = date
    self.pipeline = pipeline
    self.definition = definition
    self.inputs = inputs
    self.software = software
  }

  /// Nil if the table is not one row of a stage.
  init?(_ table: Table) {
    func text(_ name: String) -> String? {
      guard table.rowCount == 1, case .text(let column)? = table.column(name)?.values else {
        return nil
      }
      return column.string(0)
    }
    guard let stage = text("stage").flatMap(Stage.init), let pipeline = text("pipeline"),
      let definition = text("definition"), let inputs = text("inputs"),
      let software = text("software"),
      case .numbers(let dates)? = table.column("business_date")?.values
    else { return nil }
    self.init(
      stage, dates[0], pipeline: pipeline, definition: definition, inputs: inputs,
      software: software)
  }

  /// What the next stage takes as its input.
  var digest: String {
    Digest.of([stage.rawValue, CalendarDay.text(date), pipeline, definition, inputs, software])
  }
}

/// SHA-256 over lists of texts.
enum Digest {
  /// Each text with its length before it, so that no two lists run together.
  static func of(_ parts: [String]) -> String {
    var hash = SHA256()
    for part in parts {
      hash.update(data: Array("\(part.utf8.count):".utf8))
      hash.update(data: Array(part.utf8))
    }
    return String(hexadecimal: hash.finalize())
  }
}

extension PipelineDefinition {
  /// The SHA-256, in hexadecimal, of every file and of the parameters that a run was given.
  public func digest(parameters: [(name: String, value: String)]) -> String {
    Digest.of(
      files.flatMap { [$0.path, $0.content] } + ["parameters"]
        + parameters.flatMap { [$0.name, $0.value] })
  }
}

/// The program.
public enum Meibo {
  /// As `meibo --version`, manifests and stage files say it. After a change stages run again.
  public static let version = "0.1.0"
}
