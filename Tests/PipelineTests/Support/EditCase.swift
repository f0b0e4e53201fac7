import Testing

/// The shop with some passages of its files replaced, and the errors that this gives.
struct EditCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let edits: [(path: String, passage: String, replacement: String)]
  let errors: [String]

  init(
    _ name: String, _ path: String, _ passage: String, _ replacement: String, _ errors: String...
  ) {
    testDescription = name
    edits = [(path, passage, replacement)]
    self.errors = errors
  }

  init(
    _ name: String, path: String, _ passage: String, _ replacement: String, _ errors: [String]
  ) {
    testDescription = name
    edits = [(path, passage, replacement)]
    self.errors = errors
  }

  /// What `meibo check` reports for the edited shop.
  func reported() throws -> [String] {
    var folder = DefinitionFolder()
    for edit in edits { folder.replace(edit.path, edit.passage, edit.replacement) }
    return try folder.errors()
  }
}
