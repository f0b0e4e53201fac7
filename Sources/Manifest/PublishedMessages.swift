import Table

/// A message of a published manifest: a send, or an exclusion.
public struct PublishedMessage: Sendable, Equatable {
  /// Once in a manifest, as a send or as an exclusion.
  public let sendID: String
  /// As it stands there; not checked against any definitions.
  public let scenarioID: String
  /// The message's name in the flow of the scenario.
  public let step: String
  /// Of an exclusion the channel that was tried: a step with several may have a row for each.
  public let channel: String
  /// Whose journey it is: personal data.
  public let subjectKey: String
  /// The customer, or nil for somebody who is none.
  public let customerID: String?
  /// Why it is not sent; nil for a send.
  public let reason: String?

  public init(
    sendID: String, scenarioID: String, step: String, channel: String, subjectKey: String,
    customerID: String?, reason: String?
  ) {
    self.sendID = sendID
    self.scenarioID = scenarioID
    self.step = step
    self.channel = channel
    self.subjectKey = subjectKey
    self.customerID = customerID
    self.reason = reason
  }
}

/// What a published manifest holds, and what it was made of.
public struct PublishedMessages: Sendable {
  /// Sends by channel, then exclusions, in the order of the files.
  public let messages: [PublishedMessage]
  /// Of all definition files and the parameters of the run.
  public let definitionDigest: String
  /// Every export file that was read: source, file, SHA-256.
  public let inputs: [[String]]

  /// The files with messages, sends before exclusions.
  static let files = ManifestWriter.files.map(\.name) + [ManifestWriter.exclusionsFile]

  /// Reads the folder of a manifest whose sums the caller has checked. O(bytes); memory: a record a
  /// message.
  /// - Throws: `changed` if a file cannot be read as what it should be.
  public init(folder: String) throws(ManifestError) {
    var messages: [PublishedMessage] = []
    for file in Self.files {
      let path = "\(folder)/\(file)"
      try GzipLines.read(path) { (row) throws(ManifestError) in
        messages.append(try PublishedMessage(row, in: path))
      }
    }
    self.messages = messages
    let path = "\(folder)/\(ManifestWriter.indexFile)"
    let text = ByteBuffer(capacity: 4096)
    try ManifestSums.read(path) { text.append($0) }
    guard let index = JSONText(text.view), let digest = index["definition_digest"]?.string,
      let inputs = index["inputs"]?.elements
    else { throw ManifestError(.changed, "'\(path)' is not the index of a manifest") }
    definitionDigest = digest
    self.inputs = inputs.map { input in
      ["source", "file", "sha256"].map { input[$0]?.string ?? "" }
    }
  }
}

extension PublishedMessage {
  /// A row of a file of sends or exclusions.
  ///
  /// - Throws: `changed` if it is none.
  init(_ row: JSONText, in path: String) throws(ManifestError) {
    let isSend = !path.hasSuffix(ManifestWriter.exclusionsFile)
    let reason = row["reason"]?.string
    guard let sendID = row["send_id"]?.string, let scenarioID = row["scenario_id"]?.string,
      let step = row["step"]?.string, let channel = row["channel"]?.string,
      let subjectKey = row["subject_key"]?.string, (reason == nil) == isSend
    else { throw ManifestError(.changed, "'\(path)' holds a row that is no message") }
    self.init(
      sendID: sendID, scenarioID: scenarioID, step: step, channel: channel,
      subjectKey: subjectKey, customerID: row["customer_id"]?.string, reason: reason)
  }
}
