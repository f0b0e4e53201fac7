public import ArgumentParser
import Foundation
public import Pipeline

/// Prints what definition files may hold, for editors or for people.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints what definition files may hold.",
    discussion: """
      As JSON Schema, by which editors complete and check the files while they are written, or as \
      the tables of the reference. Without a kind, a schema fits definition files of every kind.

      Example: meibo schema --out .schema
      """)

  @Argument(
    help: ArgumentHelp(
      "The kind of file: pipeline, source, mart, scenario, messages, channels, consent.",
      valueName: "kind"))
  var kind: DefinitionKind?

  @Option(help: ArgumentHelp("json or markdown.", valueName: "format"))
  var format = SchemaFormat.json

  @Option(
    help: ArgumentHelp(
      "A folder to write the JSON Schema of every kind to, a file each.", valueName: "folder"))
  var out: String?

  func validate() throws {
    guard out != nil else { return }
    if kind != nil { throw ValidationError("--out writes the schemas of all kinds") }
    if format != .json { throw ValidationError("--out writes JSON alone") }
  }

  func run() throws {
    guard let out else {
      switch format {
      case .json: print(text: DefinitionSchema.json(kind))
      case .markdown:
        let kinds = kind.map { [$0] } ?? DefinitionKind.allCases
        print(text: DefinitionReference.markdown(kinds))
      }
      return
    }
    do {
      try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
      for kind in DefinitionKind.allCases {
        let file = URL(filePath: out).appending(path: "\(kind.rawValue).json")
        try Data(DefinitionSchema.json(kind).utf8).write(to: file)
        print(out + "/" + file.lastPathComponent)
      }
    } catch {
      throw Failure.unwritable(out, error)
    }
  }
}

/// How the schema is printed.
enum SchemaFormat: String, ExpressibleByArgument, CaseIterable { case json, markdown }

extension DefinitionKind: ExpressibleByArgument {}
