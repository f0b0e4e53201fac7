import Consent
import Store
import Table

/// What the delivery reports of a day say of messages whose receivers were erased since, as consent
/// events: opt-outs of the message's channel by everything that the person was known by, a bounce of
/// its address alone (docs/decisions/0013).
struct ErasedAnswers {
  /// With hashes in the place of the subjects and without ids, in the order of the reports.
  let events: Table
  /// How many rows of the last of the reports are such answers.
  let reportsInLast: Int

  /// - Parameters:
  ///   - sends: `Ledger.erasedSends`.
  ///   - reports: delivery events, from memory and of the day; of one id the last counts.
  /// - Throws: `ConsentError` if a column is missing or of another type.
  init(to sends: Table, in reports: [Table]) throws(ConsentError) {
    var order: [ByteText] = []
    var answers: [ByteText: [Answer]] = [:]
    let ids = sends["send_id"].text
    let first = KeyIndex(of: ids)
    var found = 0
    for table in reports where sends.rowCount > 0 {
      found = 0
      for row in try ConsentSources.refusals(amongDeliveries: table).map({ Int($0) }) {
        guard let send = table["send_id"].text[row], let place = first.find(send),
          let id = table["event_id"].text.string(row)
        else { continue }
        let rows = (place..<sends.rowCount).prefix {
          ids[$0].map { Bytes.equal($0, send) } ?? false
        }
        found += 1
        let known = answers.updateValue(
          Self.answers(table, row, to: sends, rows), forKey: ByteText(id))
        if known == nil { order.append(ByteText(id)) }
      }
    }
    reportsInLast = found
    let rows = order.flatMap { answers[$0] ?? [] }
    let kind = RefusalKind.consentEvents
    events = Table(
      kind.table,
      kind.columns.map { column in
        switch column.name {
        case "occurred_at": Column(column.name, column.type, .numbers(rows.map(\.time)))
        case "until_on":
          Column(column.name, column.type, .numbers(rows.map { _ in nullNumber }))
        default: Column(column.name, texts: rows.map { $0.texts[column.name] })
        }
      }, rowCount: rows.count)
  }

  private struct Answer {
    var texts: [String: String]
    let time: Int64
  }

  /// What a report says of the subjects of its message.
  private static func answers(
    _ table: Table, _ row: Int, to sends: Table, _ rows: some Sequence<Int>
  ) -> [Answer] {
    let kind = table["kind"].text.string(row)
    return rows.filter { kind != "hard_bounce" || sends["number"].numbers[$0] == 0 }.map { place in
      var texts = ["action": "opt_out", "origin": "delivery:\(kind ?? "")"]
      for column in ["channel"] + ErasureMark.Kind.subjects.map(\.eventColumn) {
        texts[column] = sends[column].text.string(place)
      }
      return Answer(texts: texts, time: table["occurred_at"].numbers[row])
    }
  }
}
