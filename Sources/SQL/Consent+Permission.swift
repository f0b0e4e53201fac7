import Pipeline

extension RowScope {
  /// Whether the row's person agrees to be reached on a channel: the person that the row is or is
  /// linked to, else what the row itself says of its own address. 0 if there is nobody.
  ///
  /// - Parameter link: leads to the person; nil where the row stands for a person itself.
  func permission(on channel: String, _ link: String?) -> String {
    guard let consent = script.plan.definition.consent else { return "0" }
    let column = identifier(channel)
    let isMember = consent.lineMembers?.source == source.name
    if isMember, ConsentSQL(consent, script).lineChannel == channel {
      return "COALESCE(\(ownConsent(consent)).\(column), 0)"
    }
    var answers: [String] = []
    if source.name == consent.people.source {
      answers.append("\(ownConsent(consent)).\(column)")
    } else if let link = link ?? linkToPeople(consent) {
      answers.append("\(customerConsent(consent, by: link)).\(column)")
    }
    if consent.forms.contains(where: { $0.source == source.name }) {
      answers.append("\(ownConsent(consent)).\(column)")
    }
    return SQLExpression.coalesce(answers + ["0"]).text
  }

  /// The link by which a form or a LINE member is found to be a customer.
  private func linkToPeople(_ consent: ConsentDefinition) -> String? {
    if let form = consent.forms.first(where: { $0.source == source.name }) { return form.link }
    if let members = consent.lineMembers, members.source == source.name { return members.link }
    return nil
  }

  private func customerConsent(_ consent: ConsentDefinition, by link: String) -> String {
    let key = linkKey(link)
    return join(.customerConsent(by: link), as: "\(link)_consent") { alias in
      let table = ConsentSQL(consent, script).table(for: .customers)
      return leftJoin(table, as: alias, on: ["\(alias).person = \(key)"])
    }
  }

  /// Consent of the person that the row itself is: customer, prospect or member.
  private func ownConsent(_ consent: ConsentDefinition) -> String {
    let persons: Persons
    let key: String
    if source.name == consent.people.source {
      (persons, key) = (.customers, consent.people.key)
    } else if let form = consent.forms.first(where: { $0.source == source.name }) {
      (persons, key) = (.prospects(form), form.key)
    } else {
      (persons, key) = (.members, source.key.first ?? "")
    }
    return join(.ownConsent, as: "own_consent") { alias in
      let table = ConsentSQL(consent, script).table(for: persons)
      return leftJoin(table, as: alias, on: ["\(alias).person = \(own(key))"])
    }
  }
}
