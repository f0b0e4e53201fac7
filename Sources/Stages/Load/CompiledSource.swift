import Cleanse
import Ingest
import Pipeline
import Table

/// A source's definition made ready for reading: a flat list of column operations.
struct CompiledSource: Sendable {
  let definition: SourceDefinition
  let columns: [CompiledColumn]
  /// The columns that name a record, first: a record without its key is never half loaded.
  let keyColumns: [Int]
  let otherColumns: [Int]
  let newestColumn: Int?

  init(_ definition: SourceDefinition) {
    self.definition = definition
    let names = definition.columns.map(\.name)
    let address = names.firstIndex(of: "address")
    columns = definition.columns.map { CompiledColumn($0, address: address) }
    keyColumns = definition.key.compactMap(names.firstIndex)
    otherColumns = names.indices.filter { [keyColumns] in !keyColumns.contains($0) }
    newestColumn = definition.newestBy.flatMap(names.firstIndex)
  }

  /// True for a column whose cells stay in memory: the key rule compares it, or somebody asked for it.
  func keeps(_ column: Int, _ products: LoadProducts) -> Bool {
    column == newestColumn || products.keeps(columns[column].name)
  }

  var wanted: [WantedColumn] {
    definition.columns.map {
      WantedColumn($0.header, synonyms: $0.headerSynonyms, isOptional: $0.isOptional)
    }
  }

  var format: ExportFormat {
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
    return ExportFormat(
      encoding: encoding, delimiter: delimiter, skippedLines: definition.skipLines)
  }
}

/// What is done to one column's fields.
struct CompiledColumn: Sendable {
  let name: String
  let type: ColumnType
  let cleanser: Cleanser
  /// What cannot be read is null without an issue.
  let isReading: Bool
  /// For a prefecture: the column whose text may begin with one.
  let address: Int?

  init(_ field: FieldDefinition, address: Int?) {
    name = field.name
    type = field.type.columnType
    isReading = field.isReading
    self.address = field.type == .prefecture ? address : nil
    cleanser = Cleanser(
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
