import Pipeline

extension ConsentSQL {
  /// Every address of every person: the channel it is for and how it is read.
  func addresses(of persons: Persons) -> String {
    let selects: [Select] =
      switch persons {
      case .customers: customerAddresses(named: "this", "this.\(identifier(consent.people.key))")
      case .prospects(let form): prospectAddresses(form)
      case .members: memberAddresses
      }
    return script.add(
      "addresses_of_\(name(of: persons))", ["every address under which a person is known"]
    ) {
      // Each once; and UNION, unlike UNION ALL, is not taken apart by SQLite's optimizer.
      selects.map(\.text).joined(separator: "\nUNION\n")
    }
  }

  private func address(
    _ person: String, _ channel: String, _ reading: String, _ address: String, from: String
  ) -> Select {
    var select = Select(
      [
        "\(person) AS person", "\(literal(channel)) AS channel", "\(literal(reading)) AS reading",
        labelled(address, as: "address"),
      ], from: from)
    select.conditions = ["\(address) IS NOT NULL"]
    return select
  }

  private func customerAddresses(
    named alias: String, _ person: String, from: String? = nil, joins: [String] = []
  ) -> [Select] {
    consent.people.addresses.flatMap { item in
      item.columns.map { column in
        var select = address(
          person, item.channel, reading(column, of: people), "\(alias).\(identifier(column))",
          from: from ?? "\(script.known(people)) AS \(alias)")
        select.joins = joins
        return select
      }
    }
  }

  private func prospectAddresses(_ form: ConsentDefinition.Form) -> [Select] {
    let source = script.source(form.source)
    return form.answers.map { item in
      var select = address(
        "this.\(identifier(form.key))", item.channel, reading(item.address, of: source),
        "this.\(identifier(item.address))", from: "\(script.known(source)) AS this")
      restrict(&select, of: source, by: form.link, hasCustomer: false)
      return select
    }
  }

  /// The LINE ID itself and every address of its customer.
  private var memberAddresses: [Select] {
    guard let members, let memberID, let line = lineChannel else { return [] }
    let from = "\(script.known(members)) AS member"
    return [address("member.\(memberID)", line, "line_id", "member.\(memberID)", from: from)]
      + customerAddresses(
        named: "customer", "member.\(memberID)", from: from, joins: customerOfMember(members))
  }
}
