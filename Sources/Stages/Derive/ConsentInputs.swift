import Consent
import Derive
import Pipeline
import Store
import Table

extension StageRunner {
  /// The record of consent at the end of the business date.
  func consentIndex(_ day: DayTables) throws -> ConsentIndex {
    let sources = try consentSources(day)
    do {
      return try ConsentIndex(sources, threads: options.threads)
    } catch {
      throw StageError(.definition, "\(error)")
    }
  }

  /// What the record of consent is made of.
  func consentSources(_ day: DayTables) throws -> ConsentSources {
    guard let consent = definition.consent else {
      throw StageError(.definition, "the pipeline has no consent.yml")
    }
    var people = ConsentSources.People(
      day.table(consent.people.source), key: consent.people.key,
      updatedAt: consent.people.updatedAt, addresses: [:], permissions: [:])
    people.origin = consent.people.origin
    for (channel, columns) in consent.people.addresses {
      guard let kind = Channel(rawValue: channel)?.addressKinds.first else { continue }
      people.addresses[kind] = columns
    }
    if consent.people.addresses.contains(where: { $0.channel == Channel.ads.rawValue }) {
      people.adsKinds = [.email]
    }
    for (channel, column) in consent.people.permissions {
      if let channel = Channel(rawValue: channel) { people.permissions[channel] = column }
    }
    var sources = ConsentSources(
      date: options.date, people: people, events: consent.events.map(day.table) ?? .noEvents,
      pastSends: try pastSends())
    sources.forms = consent.forms.map { form in
      let table = day.table(form.source)
      var result = ConsentSources.Form(
        Table(form.mart, table.columns, rowCount: table.rowCount), key: form.key,
        eventTime: form.at, addresses: [:], permissions: [:],
        customer: day.link(form.link, of: form.source))
      for answer in form.answers {
        guard let channel = Channel(rawValue: answer.channel) else { continue }
        if let kind = channel.addressKinds.first { result.addresses[kind] = answer.address }
        result.permissions[channel] = answer.permission
        if channel == .ads { result.adsKinds = [.email] }
      }
      return result
    }
    sources.members = consent.lineMembers.map { members in
      ConsentSources.Members(
        day.table(members.source), customer: day.link(members.link, of: members.source))
    }
    sources.deliveries = consent.deliveryEvents.map(day.table)
    let memory = try refusalMemory(day)
    sources.rememberedEvents = memory[.consentEvents]
    sources.answersOfErased = memory.answersOfErased
    sources.rememberedDeliveries = memory[.deliveryEvents]
    return sources
  }
}

extension PipelineDefinition {
  /// The sources whose rows stand for people, as the record of consent counts them.
  var consentPopulations: [String: ConsentIndex.Population] {
    guard let consent else { return [:] }
    var populations: [String: ConsentIndex.Population] = [consent.people.source: .people]
    for (number, form) in consent.forms.enumerated() { populations[form.source] = .form(number) }
    if let members = consent.lineMembers { populations[members.source] = .members }
    return populations
  }
}

extension Table {
  /// The consent events of a pipeline that has none.
  fileprivate static var noEvents: Table {
    let texts = [
      "consent_id", "customer_id", "channel", "topic", "action", "origin", "address_email",
      "address_phone", "address_line_id", "address_token",
    ]
    return Table(
      "consent_events",
      texts.map { Column($0, texts: []) } + [
        Column("occurred_at", .timestamp, numbers: []), Column("until_on", .date, numbers: []),
      ])
  }
}
