import Table

/// What the names of an expression can mean.
struct Scope {
  let definition: PipelineDefinition
  /// The source whose rows the expression is about; nil in a condition over a mart.
  let source: SourceDefinition?
  /// Columns of the mart in reach, by name.
  let own: [String: ColumnType]
  /// The codes of those among them that are a source's choice.
  var choices: [String: [String]] = [:]
  /// What messages call it: `source 'contracts'`, `mart 'document_requests'`.
  let what: String
  /// What the named conditions and values of sources stand for.
  let names: NamedFormulas

  /// Every word that an expression may use here as a name, for "did you mean".
  var words: [String] {
    own.keys.sorted() + (source?.columns.map(\.name) ?? [])
      + (source?.conditions.map(\.name) ?? []) + (source?.values.map(\.name) ?? [])
      + definition.parameters.map(\.name)
  }

  /// The scope of a source's own rows.
  static func rows(
    of source: SourceDefinition, in definition: PipelineDefinition, names: NamedFormulas
  ) -> Scope {
    Scope(
      definition: definition, source: source, own: [:], what: "source '\(source.name)'",
      names: names)
  }
}
