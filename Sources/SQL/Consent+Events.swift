import Pipeline
import Table

/// Columns that the pages on consent name: those of the consent events.
private enum EventColumn {
  static let customer = "customer_id"
  static let channel = "channel"
  static let topic = "topic"
  static let action = "action"
  static let at = "occurred_at"
  static let untilOn = "until_on"
  /// Before the type as which an address is read: `address_email`.
  static let addressPrefix = "address_"
}

/// The time of a refusal without one: after all others.
private let latest = literal("9999-12-31T23:59:59")

extension ConsentSQL {
  /// The readings of an event's address, each once.
  private var readings: [String] {
    var readings: [String] = []
    for channel in channels {
      if let reading = reading(of: channel), !readings.contains(reading) {
        readings.append(reading)
      }
    }
    return readings
  }

  /// What was said for every topic and still counts: opt_in or opt_out, the customer, the channel
  /// or `all`, when, and the address in every reading. Nil if the pipeline has no events.
  var events: String? {
    guard let source = consent.events.map(script.source) else { return nil }
    return script.table(
      .consentEvents, named: "consent_said", "consent events for every topic, read on the safe side"
    ) {
      func column(_ name: String) -> String {
        source.column(name) == nil ? "NULL" : identifier(name)
      }
      let (action, at, channel) = (
        column(EventColumn.action), column(EventColumn.at), column(EventColumn.channel)
      )
      let everyTopic = "COALESCE(\(column(EventColumn.topic)), 'all') = 'all'"
      let addresses = readings.map { reading in
        let name = EventColumn.addressPrefix + reading
        return labelled(column(name), as: identifier(name))
      }
      func select(_ action: String, _ channel: String, _ at: String) -> Select {
        Select(
          [
            "\(literal(action)) AS action",
            labelled(column(EventColumn.customer), as: "customer_id"),
            labelled(channel, as: "channel"), "\(at) AS at",
          ] + addresses, from: script.known(source))
      }
      var agreed = select("opt_in", channel, at)
      agreed.conditions = [
        "\(action) = 'opt_in'", "\(channel) IS NOT NULL", "\(at) IS NOT NULL", everyTopic,
      ]
      var refused = select(
        "opt_out", "COALESCE(\(channel), 'all')", "COALESCE(\(at), \(latest))")
      let until = column(EventColumn.untilOn)
      refused.conditions = [
        "(\(action) IS NULL OR \(action) <> 'opt_in')", everyTopic,
        "(\(until) IS NULL OR \(until) >= \(literal(script.today)))",
      ]
      return Select.union([
        remark("an agreement without a time or a channel says nothing") + "\n" + agreed.text,
        remark("all else is a refusal: without a time the latest, without a channel for all")
          + "\n" + refused.text,
      ])
    }
  }

  /// What was said by address: in each reading that the event's address allows, by the forms of
  /// customers for the address typed into them (action `form`), and to delivery systems.
  private var byAddress: String {
    script.table(
      .consentByAddress, named: "consent_said_by_address", "the same by address, and what forms say"
    ) {
      var selects: [Select] = []
      if let events {
        selects += readings.map { reading in
          let column = "said.\(identifier(EventColumn.addressPrefix + reading))"
          var select = said(
            reading, column, channel: "said.channel", action: "said.action", at: "said.at",
            from: "\(events) AS said")
          select.conditions = ["\(column) IS NOT NULL"]
          return select
        }
      }
      for form in consent.forms { selects += formAnswers(form) }
      if let refusals = script.refusals {
        selects += channels.map { channel in
          var select = said(
            reading(of: channel) ?? "", "refusal.address", channel: literal(channel),
            action: "'opt_out'", at: "COALESCE(refusal.occurred_at, \(latest))",
            from: "\(identifier(refusals)) AS refusal")
          select.conditions = [
            "refusal.channel = \(literal(channel))", "refusal.address IS NOT NULL",
          ]
          return select
        }
      }
      if selects.isEmpty {
        var nothing = said(
          "", "NULL", channel: "NULL", action: "NULL", at: "NULL", from: "(SELECT 1)")
        nothing.conditions = ["1 = 0"]
        selects = [nothing]
      }
      return Select.union(selects.map(\.text))
    }
  }

  private func said(
    _ reading: String, _ address: String, channel: String, action: String, at: String, from: String
  ) -> Select {
    Select(
      [
        "\(literal(reading)) AS reading", labelled(address, as: "address"),
        labelled(channel, as: "channel"), labelled(action, as: "action"), labelled(at, as: "at"),
      ], from: from)
  }

  /// A ticked box on a form of a customer speaks for the address typed beside it.
  private func formAnswers(_ form: ConsentDefinition.Form) -> [Select] {
    let source = script.source(form.source)
    return form.answers.map { item in
      let address = "this.\(identifier(item.address))"
      let at = "this.\(identifier(form.at))"
      var select = said(
        reading(item.address, of: source), address, channel: literal(item.channel),
        action: "'form'", at: at, from: "\(script.known(source)) AS this")
      withoutCustomer(&select, source, form.link, not: true)
      select.conditions += [
        "this.\(identifier(item.permission)) = 1", "\(address) IS NOT NULL", "\(at) IS NOT NULL",
      ]
      return select
    }
  }

  /// One row a person and channel about whom something was said: the last refusal, the last
  /// agreement, and the last agreement counting what forms say.
  func heard(about persons: Persons) -> String {
    let addresses = addresses(of: persons)
    var parts = saidByCustomer(persons)
    let byAddress = byAddress
    let name = name(of: persons)
    return script.add(
      "heard_about_\(name)", ["the last that was said, for every person and channel"]
    ) {
      var addressed = Select(
        ["address.person", "channel.channel", "said.action", "said.at"],
        from: "\(byAddress) AS said")
      addressed.joins = [
        innerJoin(
          addresses, as: "address",
          on: ["address.reading = said.reading", "address.address = said.address"]),
        innerJoin(
          channelTable, as: "channel",
          on: [
            "(channel.channel = address.channel AND said.channel IN (address.channel, 'all'))\n"
              + "  OR (said.channel = 'all' AND said.action = 'opt_out')"
          ]),
      ]
      parts.append(
        remark("by an address: a refusal for all channels holds wherever its owner is reached,")
          + "\n" + remark("an agreement for the address's channel only") + "\n" + addressed.text)
      var folded = Select(
        [
          "person", "channel", "MAX(CASE WHEN action = 'opt_out' THEN at END) AS refused_at",
          "MAX(CASE WHEN action = 'opt_in' THEN at END) AS agreed_at",
          "MAX(CASE WHEN action IN ('opt_in', 'form') THEN at END) AS last_agreed_at",
        ],
        from: "(\n\(Select.union(parts).indented)\n) AS said")
      folded.grouping = ["person", "channel"]
      return folded.text
    }
  }

  /// The channels as a table of one column.
  private var channelTable: String {
    script.table(.channels, named: "channels", "the channels on which people have addresses") {
      channels.map { "SELECT \(literal($0)) AS channel" }.joined(separator: "\nUNION ALL ")
    }
  }

  /// What was said under the customer's ID; nobody but customers and their LINE IDs has one.
  private func saidByCustomer(_ persons: Persons) -> [String] {
    if case .prospects = persons { return [] }
    var origins: [(table: String, action: String, at: String)] = []
    if let events { origins.append((events, "said.action", "said.at")) }
    if let refusals = script.refusals {
      origins.append(
        (identifier(refusals), "'opt_out'", "COALESCE(said.occurred_at, \(latest))"))
    }
    return origins.map { origin in
      var person = "said.customer_id"
      var joins: [String] = []
      if case .members = persons, let members, let memberID,
        let link = consent.lineMembers.flatMap({ members.link($0.link) })
      {
        person = "member.\(memberID)"
        joins.append(
          innerJoin(
            script.link(link, of: members), as: "member",
            on: ["member.\(script.target(people.key.first ?? "")) = said.customer_id"]))
      }
      var select = Select(
        [
          "\(person) AS person", "channel.channel", labelled(origin.action, as: "action"),
          labelled(origin.at, as: "at"),
        ],
        from: "\(origin.table) AS said")
      select.joins =
        joins + [
          innerJoin(channelTable, as: "channel", on: ["said.channel IN (channel.channel, 'all')"])
        ]
      select.conditions = ["\(person) IS NOT NULL"]
      return select.text
    }
  }
}
