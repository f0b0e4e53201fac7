import Table

/// Where people come from by the record.
extension DefinitionChecker {
  /// Of anything but a text nobody could tell what it says of an origin.
  func checkOrigin(of people: ConsentDefinition.People, in table: SourceDefinition) {
    guard let column = people.origin else { return }
    let place = people.places.value("origin")
    guard type(column, of: table, at: place) != nil, let found = table.column(column)?.type,
      found.columnType != .text
    else { return }
    sink.error(
      at: place, "'origin' must be a text, column '\(column)' is of type \(found.rawValue)",
      help: "it names where a contact came from: a campaign, a shop, a list")
  }
}
