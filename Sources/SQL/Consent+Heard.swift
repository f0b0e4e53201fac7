import Pipeline

extension ConsentSQL {
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
        (identifier(refusals), "'opt_out'", "COALESCE(said.occurred_at, \(latestRefusal))"))
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
