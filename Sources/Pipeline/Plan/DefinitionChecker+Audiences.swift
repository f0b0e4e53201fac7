import Table

extension DefinitionChecker {
  /// Points out scenarios that let the same rows in on the same dates: unless they are told apart,
  /// by product for example, everybody in one is in the other.
  func noteSharedAudiences(_ segments: [SegmentPlan]) {
    for (place, segment) in segments.enumerated() {
      guard let scenario = definition.scenario(segment.scenario),
        let other = segments[..<place].first(where: { hasAudience(of: $0, segment, scenario) })
      else { continue }
      sink.note(
        at: scenario.places.value("mart"),
        "scenarios '\(other.scenario)' and '\(segment.scenario)' share an audience: mart, entry and "
          + "trigger are the same",
        help: "if both are to run, split it by a condition in the entry of each")
    }
  }

  private func hasAudience(
    of other: SegmentPlan, _ segment: SegmentPlan, _ scenario: ScenarioDefinition
  ) -> Bool {
    func conditions(_ segment: SegmentPlan) -> Set<String> {
      Set(segment.conditions.map { "\($0.formula)" })
    }
    return other.mart == segment.mart && other.subject == segment.subject
      && definition.scenario(other.scenario)?.trigger == scenario.trigger
      && conditions(other) == conditions(segment)
  }

  /// Warns of a channel that lists fewer address columns than people have for it: whoever took one
  /// out of the list may think that nobody is written to there any more.
  func checkChannelAddresses() {
    guard let people = definition.consent?.people else { return }
    for channel in definition.channels {
      guard let type = Self.addressTypes[channel.name] else { continue }
      let isNamed = people.addresses.contains { $0.channel == channel.name }
      let types = channel.name == "ads" && !isNamed ? [type, .phone] : [type]
      var columns: [String] = []
      for addresses in people.addresses {
        guard let own = Self.addressTypes[addresses.channel], types.contains(own) else { continue }
        columns += addresses.columns.filter { !columns.contains($0) }
      }
      guard !channel.addresses.isEmpty, channel.addresses.count < columns.count else { continue }
      sink.warning(
        at: channel.location,
        "channel '\(channel.name)' lists \(channel.addresses.count) of the \(columns.count) address "
          + "columns that messages go by: \(columns.map { "'\($0)'" }.joined(separator: ", "))",
        help: "who is written to at which address is said in consent.yml: take a column out there")
    }
  }
}
