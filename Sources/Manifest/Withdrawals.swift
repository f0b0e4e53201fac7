import Glibc
import Table

/// A send that was handed over and must be pulled.
public struct Withdrawal: Sendable, Equatable {
  /// A send of the same manifest, in a file of a channel; once in the file.
  public let sendID: String
  /// The first key that rows are sorted by, then step, then send id.
  public let scenarioID: String
  /// The message's name in the flow of the scenario.
  public let step: String
  /// The channel that the send was handed over for, and that it must be pulled from.
  public let channel: String
  /// Whose journey it is: personal data.
  public let subjectKey: String
  /// The customer, or nil for somebody who is none.
  public let customerID: String?
  /// `suppressed`, `opted_out`, `no_consent` or `bounced`.
  public let reason: String
  /// For `suppressed` the reason of the suppression, if it can be read.
  public let detail: String?

  public init(
    sendID: String, scenarioID: String, step: String, channel: String, subjectKey: String,
    customerID: String?, reason: String, detail: String?
  ) {
    self.sendID = sendID
    self.scenarioID = scenarioID
    self.step = step
    self.channel = channel
    self.subjectKey = subjectKey
    self.customerID = customerID
    self.reason = reason
    self.detail = detail
  }
}

/// `withdrawn.jsonl.gz`, which lies beside the files of a manifest and takes sends away from it.
public enum Withdrawals {
  /// The file's name.
  public static let file = "withdrawn.jsonl.gz"

  /// What a manifest's folder says was withdrawn from it, in the order of the file; nothing if it
  /// has no such file.
  ///
  /// - Throws: `changed` if the file cannot be read.
  public static func read(folder: String) throws(ManifestError) -> [Withdrawal] {
    let path = "\(folder)/\(file)"
    guard access(path, F_OK) == 0 else { return [] }
    var withdrawals: [Withdrawal] = []
    try GzipLines.read(path) { (row) throws(ManifestError) in
      guard let withdrawal = Withdrawal(row) else {
        throw ManifestError(.changed, "'\(path)' holds a row that is no withdrawal")
      }
      withdrawals.append(withdrawal)
    }
    return withdrawals
  }

  /// Puts the file in its place whole, on the disk when it returns. Rows are sorted by scenario_id,
  /// step and send_id in byte order, so that equal withdrawals give equal bytes.
  public static func write(_ withdrawals: [Withdrawal], folder: String) throws(ManifestError) {
    let aside = "\(folder)/.\(file).aside"
    unlink(aside)
    let output = try OutputFile(path: aside, compressed: true)
    let json = JSONWriter(ByteBuffer(capacity: 1 << 12))
    let keys = withdrawals.map { Array("\($0.scenarioID)\0\($0.step)\0\($0.sendID)".utf8) }
    for place in keys.indices.sorted(by: { keys[$0].lexicographicallyPrecedes(keys[$1]) }) {
      json.buffer.removeAll()
      withdrawals[place].write(to: json)
      try output.write(json.buffer.view)
    }
    _ = try output.finish()
    guard rename(aside, "\(folder)/\(file)") == 0 else { throw .system("rename", aside) }
    try FileTree.sync(folder)
  }
}

extension Withdrawal {
  fileprivate init?(_ row: JSONText) {
    guard let sendID = row["send_id"]?.string, let scenarioID = row["scenario_id"]?.string,
      let step = row["step"]?.string, let channel = row["channel"]?.string,
      let subjectKey = row["subject_key"]?.string, let reason = row["reason"]?.string
    else { return nil }
    self.init(
      sendID: sendID, scenarioID: scenarioID, step: step, channel: channel,
      subjectKey: subjectKey, customerID: row["customer_id"]?.string, reason: reason,
      detail: row["detail"]?.string)
  }

  fileprivate func write(to json: JSONWriter) {
    func text(_ text: String?) -> JSONText { text.map { .text($0) } ?? .null }
    json.object([
      .init(name: "send_id", value: .text(sendID)),
      .init(name: "scenario_id", value: .text(scenarioID)),
      .init(name: "step", value: .text(step)), .init(name: "channel", value: .text(channel)),
      .init(name: "subject_key", value: .text(subjectKey)),
      .init(name: "customer_id", value: text(customerID)),
      .init(name: "reason", value: .text(reason)), .init(name: "detail", value: text(detail)),
    ])
    json.raw("\n")
  }
}
