import Scenario
import Table

/// How people answered to sends, by the end of the date.
struct Responses: Sendable {
  private let sends: KeyIndex
  private var best: [MessageResponse]

  /// `events` has the columns send_id and kind; nil without delivery events.
  init(_ events: Table?) {
    guard let events else {
      sends = KeyIndex()
      best = []
      return
    }
    let ids = events["send_id"].text
    let kinds = events["kind"].text
    sends = KeyIndex(of: ids)
    best = Array(repeating: .none, count: events.rowCount)
    for row in 0..<events.rowCount {
      guard let id = ids[row], let first = sends.find(id) else { continue }
      let response: MessageResponse =
        switch kinds.string(row) {
        case "click": .clicked
        case "open": .opened
        default: .none
        }
      best[first] = max(best[first], response)
    }
  }

  func response(to sendID: String) -> MessageResponse {
    var sendID = sendID
    return sendID.withUTF8 { sends.find($0) }.map { best[$0] } ?? .none
  }
}
