import Pipeline
import Table

/// The columns of the consent events (docs/consent.md).
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
let latestRefusal = literal("9999-12-31T23:59:59")

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
        "opt_out", "COALESCE(\(channel), 'all')", "COALESCE(\(at), \(latestRefusal))")
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
  var byAddress: String {
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
            action: "'opt_out'", at: "COALESCE(refusal.occurred_at, \(latestRefusal))",
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
      let at = first(form.at, "this", of: source)
      var select = said(
        reading(item.address, of: source), address, channel: literal(item.channel),
        action: "'form'", at: at, from: "\(script.known(source)) AS this")
      restrict(&select, of: source, by: form.link, hasCustomer: true)
      select.conditions += [
        "this.\(identifier(item.permission)) = 1", "\(address) IS NOT NULL", "\(at) IS NOT NULL",
      ]
      return select
    }
  }
}
