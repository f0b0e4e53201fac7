import Pipeline

extension PipelineDefinition {
  /// With parameters given for a run put in the place of the definition's own.
  ///
  /// - Throws: `StageError` for an unknown name or a value of another type.
  func setting(_ given: [(name: String, value: String)]) throws -> PipelineDefinition {
    var parameters = parameters
    for (name, value) in given {
      guard let index = parameters.firstIndex(where: { $0.name == name }) else {
        throw StageError(
          .usage, "the pipeline has no parameter '\(name)'",
          help: parameters.isEmpty
            ? nil : "it has \(parameters.map(\.name).joined(separator: ", "))")
      }
      let kind = parameters[index].kind
      let isList = kind == .texts || kind == .dates
      let words =
        isList ? value.split(separator: ",").map { String($0) } : [value]
      guard let parsed = ParameterValue(words, as: kind) else {
        let article = kind == .int ? "an" : "a"
        throw StageError(.usage, "parameter '\(name)' needs \(article) \(kind.rawValue)")
      }
      parameters[index].value = parsed
    }
    return replacing(parameters: parameters)
  }
}
