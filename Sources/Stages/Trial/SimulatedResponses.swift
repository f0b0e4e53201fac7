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

  /// A table of delivery events with the answers to these sends after its own rows. O(sends).
  func added(to table: Table, answering sends: [LedgerSend]) -> Table {
    let answers = sends.compactMap { send in kind(of: send.sendID).map { (send: send, kind: $0) } }
    return Table(
      table.name,
      table.columns.map { column in
        var column = column
        column.values.append(contentsOf: values(of: column, answers))
        return column
      }, rowCount: table.rowCount + answers.count)
  }

  private func values(
    of column: Column, _ answers: [(send: LedgerSend, kind: String)]
  ) -> ColumnValues {
    guard column.type.isText else {
      return .numbers(
        answers.map { answer in
          column.name == "occurred_at"
            ? (answer.send.businessDate + 1) * secondsPerDay + 9 * 3600 : nullNumber
        })
    }
    return .text(
      TextColumn(
        answers.map { answer in
          switch column.name {
          case "event_id": "simulated:" + answer.send.sendID
          case "send_id": answer.send.sendID
          case "kind": answer.kind
          default: nil
          }
        }))
  }
}
