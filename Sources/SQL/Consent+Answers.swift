import Pipeline
import Table

/// The columns of the LINE account's members (docs/consent.md).
private enum MemberColumn {
  static let permission = "line_permission"
  static let blockedAt = "blocked_at"
}

extension ConsentSQL {
  /// One row a person and channel: the person's own answer, when it was given, and whether the
  /// person blocks the channel.
  func answers(of persons: Persons) -> String {
    let selects: [Select] =
      switch persons {
      case .customers: channels.map(customerAnswers)
      case .prospects(let form): prospectAnswers(form)
      case .members: [memberAnswers].compactMap { $0 }
      }
    return script.add(
      "answers_of_\(name(of: persons))", ["what the rows themselves answer"]
    ) { Select.union(selects.map(\.text)) }
  }

  private func answer(
    _ person: String, _ channel: String, _ answer: String, at: String, blocked: String = "0",
    from: String
  ) -> Select {
    Select(
      [
        "\(person) AS person", "\(literal(channel)) AS channel", labelled(answer, as: "answer"),
        "\(at) AS answered_at", "\(blocked) AS is_blocked",
      ], from: from)
  }

  private func customerAnswers(on channel: String) -> Select {
    let permission = permission(on: channel, of: "this")
    let at = consent.people.updatedAt.map { last($0, "this", of: people) } ?? "NULL"
    let isLine = channel == lineChannel
    var select = answer(
      "this.\(identifier(consent.people.key))", channel,
      isLine ? both(permission, memberPermission) : permission ?? "NULL", at: at,
      blocked: isLine ? block : "0", from: "\(script.known(people)) AS this")
    if isLine, let members, let memberID {
      let column = consent.people.addresses.first { $0.channel == channel }?.columns.first ?? ""
      select.joins = [
        leftJoin(
          script.known(members), as: "member",
          on: ["member.\(memberID) = this.\(identifier(column))"])
      ]
    }
    return select
  }

  private func prospectAnswers(_ form: ConsentDefinition.Form) -> [Select] {
    let source = script.source(form.source)
    return form.answers.map { item in
      var select = answer(
        "this.\(identifier(form.key))", item.channel, "this.\(identifier(item.permission))",
        at: last(form.at, "this", of: source), from: "\(script.known(source)) AS this")
      restrict(&select, of: source, by: form.link, hasCustomer: false)
      return select
    }
  }

  /// Of the LINE ID: the member's answer and the customer's, at the customer's time if there is one.
  private var memberAnswers: Select? {
    guard let members, let line = lineChannel, let memberID else { return nil }
    let permission = permission(on: line, of: "customer")
    let joined = members.eventTime.map { "member.\(identifier($0))" } ?? "NULL"
    let updated = consent.people.updatedAt.map { last($0, "customer", of: people) } ?? "NULL"
    let key = "customer.\(identifier(consent.people.key))"
    var select = answer(
      "member.\(memberID)", line, both(permission, memberPermission),
      at: "CASE WHEN \(key) IS NULL THEN \(joined) ELSE \(updated) END", blocked: block,
      from: "\(script.known(members)) AS member")
    select.joins = customerOfMember(members)
    return select
  }

  /// The permission on record of a row of people: a yes whose origin is not recorded is none.
  private func permission(on channel: String, of row: String) -> String? {
    guard let item = consent.people.permissions.first(where: { $0.channel == channel }) else {
      return nil
    }
    let answer = "\(row).\(identifier(item.column))"
    guard let origin = consent.people.origin else { return answer }
    return SQLExpression.cases(
      [("\(answer) = 0 OR \(row).\(identifier(origin)) <> ''", answer)], else: nil
    ).text
  }

  /// The stricter of two answers, of those that are known.
  private func both(_ first: String?, _ second: String?) -> String {
    guard let first, let second else { return first ?? second ?? "NULL" }
    return SQLExpression.cases(
      [("\(first) = 0 OR \(second) = 0", "0"), ("\(first) = 1 OR \(second) = 1", "1")], else: nil
    ).text
  }

  var members: SourceDefinition? { consent.lineMembers.map { script.source($0.source) } }

  /// The members' column with the LINE ID.
  var memberID: String? {
    members?.columns.first { $0.type == .lineID }.map { identifier($0.name) }
  }

  private var memberPermission: String? {
    members?.column(MemberColumn.permission).map { "member.\(identifier($0.name))" }
  }

  private var block: String {
    guard let column = members?.column(MemberColumn.blockedAt) else { return "0" }
    return "CASE WHEN member.\(identifier(column.name)) IS NOT NULL THEN 1 ELSE 0 END"
  }

  /// Joins to `member` the customer that it leads to.
  func customerOfMember(_ members: SourceDefinition) -> [String] {
    guard let link = consent.lineMembers.flatMap({ members.link($0.link) }) else { return [] }
    return [
      leftJoin(
        script.link(link, of: members), as: "member_link",
        on: members.key.map { "member_link.\(identifier($0)) = member.\(identifier($0))" }),
      leftJoin(
        script.known(people), as: "customer",
        on: people.key.map { "customer.\(identifier($0)) = member_link.\(script.target($0))" }),
    ]
  }

  /// Joins to `this` its link to a customer and keeps the rows that have one, or those without.
  func restrict(
    _ select: inout Select, of source: SourceDefinition, by name: String, hasCustomer: Bool
  ) {
    guard let link = source.link(name) else { return }
    select.joins.append(
      innerJoin(
        script.link(link, of: source), as: "link",
        on: source.key.map { "link.\(identifier($0)) = this.\(identifier($0))" }))
    let key = script.target(people.key.first ?? "")
    select.conditions.append("link.\(key) IS \(hasCustomer ? "NOT NULL" : "NULL")")
  }
}
