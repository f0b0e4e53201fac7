extension DefinitionChecker {
  /// Warns of a permission that is asked of another person than the one a message is for.
  func checkPerson(_ plan: MartPlan) {
    guard let people = definition.consent?.people, let mart = definition.mart(plan.name),
      case .linked(let written, people.key, _)? = plan.column("customer_id")?.formula
    else { return }
    let permissions = Set(definition.channels.map(\.permission))
    for column in plan.columns where permissions.contains(column.name) {
      let asked = column.formula.all.compactMap { part in
        if case .permission(_, let link?) = part, link != written { link } else { nil }
      }
      guard let other = asked.first, let place = mart.column(column.name)?.location else {
        continue
      }
      sink.warning(
        at: place,
        "'\(column.name)' asks the person of '\(other)', a message is for that of '\(written)'",
        help: "'customer_id' says for whom it is")
    }
  }
}
