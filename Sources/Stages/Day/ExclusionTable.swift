import Consent
import Gate
import Table

extension Table {
  /// Who was not sent what and why, in the order of the send ids: what the manifest says of it, and
  /// beside the deciding reason all others that held (`also`).
  ///
  /// A candidate is asked about every reason that concerns it alone. The two that compare candidates
  /// with each other, `duplicate_destination` and `frequency_cap`, are only asked of those that
  /// nothing else forbids.
  init(_ exclusions: [Exclusion]) {
    let order = exclusions.indices.sorted { exclusions[$0].id < exclusions[$1].id }
    func column(
      _ name: String, _ type: ColumnType = .text, _ text: (Exclusion) -> String?
    ) -> Column {
      var values = TextColumn()
      for index in order { values.append(text: text(exclusions[index])) }
      return Column(name, type, .text(values))
    }
    self.init(
      "exclusions",
      [
        column("send_id") { $0.id.description },
        column("scenario_id") { $0.message.scenarioID },
        column("step") { $0.message.step },
        column("channel") { $0.channel.rawValue },
        column("subject_key") { $0.subjectKey },
        column("customer_id") { $0.customerID },
        column("reason") { $0.reason.code },
        column("detail") { $0.detail },
        column("also", .list) { Self.list($0.also) },
      ])
  }

  /// A list as tables hold one: a JSON array, null if it is empty.
  private static func list(_ reasons: Reasons) -> String? {
    if reasons.isEmpty { return nil }
    return "[" + reasons.list.map { "\"\($0.code)\"" }.joined(separator: ",") + "]"
  }
}
