import Cleanse
import Ingest
import Pipeline
import Table

/// A sound export that mutants are made of.
struct SeedExport {
  let name: String
  let source: FuzzedSource
  /// Its content, unpacked.
  let bytes: [UInt8]

  /// The exports of a folder that a source of the pipeline reads, in the order of sources and names.
  static func all(exports: String, pipeline: String) throws -> [SeedExport] {
    let folder = try ExportFolder(exports)
    let definition = try PipelineDefinition.load(folder: pipeline)
    return try definition.sources.flatMap { definition in
      let source = FuzzedSource(definition)
      return try folder.files(matching: definition.files).map { name in
        let file = try folder.open(name)
        return withExtendedLifetime(file) {
          SeedExport(name: name, source: source, bytes: Array(file.bytes))
        }
      }
    }
  }

  /// The same content as UTF-8.
  var utf8: [UInt8] {
    guard source.format.encoding == .cp932 else { return bytes }
    let out = ByteBuffer()
    bytes.withUnsafeBufferPointer { CP932().decode($0, into: out) }
    return out.bytes
  }
}

/// How a source is read and its columns are cleansed, as the stages do it.
struct FuzzedSource {
  let name: String
  let format: ExportFormat
  let wanted: [WantedColumn]
  let cleansers: [Cleanser]
  let names: [String]
  /// The columns that name a record.
  let keys: [Int]

  init(_ definition: SourceDefinition) {
    let encoding: ExportFormat.Encoding =
      switch definition.encoding {
      case .utf8: .utf8
      case .cp932: .cp932
      case .utf16LE: .utf16le
      case .auto: .auto
      }
    let delimiter: ExportFormat.Delimiter =
      switch definition.delimiter {
      case .comma: .comma
      case .tab: .tab
      case .semicolon: .semicolon
      }
    name = definition.name
    format = ExportFormat(
      encoding: encoding, delimiter: delimiter, skippedLines: definition.skipLines)
    wanted = definition.columns.map {
      WantedColumn($0.header, synonyms: $0.headerSynonyms, isOptional: $0.isOptional)
    }
    names = definition.columns.map(\.name)
    keys = definition.key.compactMap(names.firstIndex)
    cleansers = definition.columns.map { field in
      Cleanser(
        type: field.type,
        choices: ChoiceTable(
          field.choices.map { choice in
            Choice(code: choice.code, words: (choice.label.map { [$0] } ?? []) + choice.synonyms)
          }),
        boolWords: BoolWords(
          trueWords: field.trueWords, falseWords: field.falseWords, isInverted: field.isInverted),
        nullWords: field.nullWords,
        legalForms: field.legalForms.map { LegalForm(mark: $0.mark, form: $0.form) })
    }
  }
}
