import Crypto
import Pipeline
import Store
import Table

/// Made-up answers to messages that were never sent: about three in ten are opened, one in twelve
/// is clicked, on the morning after. Whose it is hangs on the seed and the message alone.
struct SimulatedResponses {
  let seed: UInt64

  /// What the reader does; nil: nothing.
  func kind(of sendID: String) -> String? {
    var hash = SHA256()
    hash.update(data: Array("\(seed)\n\(sendID)".utf8))
    let share = Array(hash.finalize())[0]
    return share < 21 ? "click" : share < 77 ? "open" : nil
  }

  /// An answer to a send.
  struct Answer: Sendable {
    let sendID: String
    let kind: String
    /// The date of the send.
    let businessDate: Int64
  }

  /// The answer to a send; nil if there is none.
  func answer(to send: LedgerSend) -> Answer? {
    kind(of: send.sendID).map {
      Answer(sendID: send.sendID, kind: $0, businessDate: send.businessDate)
    }
  }

  /// A table of delivery events with answers after its own rows. O(answers).
  static func added(_ answers: [Answer], to table: Table) -> Table {
    Table(
      table.name,
      table.columns.map { column in
        var column = column
        column.values.append(contentsOf: values(of: column, answers))
        return column
      }, rowCount: table.rowCount + answers.count)
  }

  private static func values(of column: Column, _ answers: [Answer]) -> ColumnValues {
    guard column.type.isText else {
      return .numbers(
        answers.map { answer in
          column.name == "occurred_at"
            ? (answer.businessDate + 1) * secondsPerDay + 9 * 3600 : nullNumber
        })
    }
    return .text(
      TextColumn(
        answers.map { answer in
          switch column.name {
          case "event_id": "simulated:" + answer.sendID
          case "send_id": answer.sendID
          case "kind": answer.kind
          default: nil
          }
        }))
  }
}

/// The made-up answers to what the trial of a simulation has sent and the store has not, gathered as
/// its dates go by: each date of either is read once. Memory: the answers, and the ids of all that
/// the store sent.
struct SimulatedAnswers {
  private let responses: SimulatedResponses
  /// What the store sent before the first date.
  private let before: KeyIndex
  /// What it sent from then on.
  private var sent: Set<ByteText> = []
  /// In the order of dates and of sends in each.
  private(set) var answers: [SimulatedResponses.Answer] = []

  init(_ responses: SimulatedResponses, before: KeyIndex) {
    self.responses = responses
    self.before = before
  }

  /// Takes what a date has sent in the trial and in the store. To what the store sent, on this date
  /// or a later one, real people have answered. O(answers and sends of the date).
  mutating func add(trial: [LedgerSend], store: [LedgerSend]) {
    sent.formUnion(store.map { ByteText($0.sendID) })
    answers += trial.compactMap { responses.answer(to: $0) }.filter { answer in
      var id = answer.sendID
      return id.withUTF8 { before.find($0) } == nil
    }
    answers.removeAll { sent.contains(ByteText($0.sendID)) }
  }
}
