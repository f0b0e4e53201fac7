import Table

/// Where people come from by the record.
extension DefinitionChecker {
  /// Of anything but a text nobody could tell what it says of an origin, and of a text that takes every
  /// word nobody can tell which are none.
  func checkOrigin(of people: ConsentDefinition.People, in table: SourceDefinition) {
    guard let column = people.origin else { return }
    let place = people.places.value("origin")
    guard type(column, of: table, at: place) != nil, let found = table.column(column)?.type else {
      return
    }
    guard found.columnType != .text else {
      guard found != .choice else { return }
      return sink.warning(
        at: place, "any word in '\(column)' counts as an origin, also 'unknown' or a bought list",
        help: "a column of type choice lists those that do")
    }
    sink.error(
      at: place, "'origin' must be a text, column '\(column)' is of type \(found.rawValue)",
      help: "it names where a contact came from: a campaign, a shop, a list")
  }
}
