import CZlib
import Glibc
public import Table

/// Takes messages out of a published manifest, so that its sums and counts are those of what is
/// left.
public enum ManifestErasure {
  /// How many messages are taken out, or would be.
  public struct Counts: Sendable, Equatable {
    /// Lines of the files of channels, withdrawn ones among them.
    public var sends = 0
    /// Lines of `exclusions.jsonl.gz`.
    public var exclusions = 0
    /// Lines of `withdrawn.jsonl.gz`, whose sends are among the others.
    public var withdrawals = 0

    /// True if the folder stays as it is.
    public var isNothing: Bool { sends == 0 && exclusions == 0 && withdrawals == 0 }
  }

  /// Whether a message is meant; `to` is the address of a send.
  public typealias Choice = (_ message: PublishedMessage, _ to: String?) -> Bool

  /// The messages of a folder that are meant, withdrawn ones only among the sends. O(bytes).
  /// - Throws: `changed` if a file cannot be read as what it should be.
  public static func messages(
    in folder: String, _ isMeant: Choice
  ) throws(ManifestError) -> [PublishedMessage] {
    var found: [PublishedMessage] = []
    for file in PublishedMessages.files {
      let path = "\(folder)/\(file)"
      try GzipLines.read(path) { (row) throws(ManifestError) in
        let message = try PublishedMessage(row, in: path)
        if isMeant(message, row["to"]?.string) { found.append(message) }
      }
    }
    return found
  }

  /// Publishes the manifest of a date without the messages that are meant, whole or not at all:
  /// built beside its place, on the disk, committed, and then put into its place in one step.
  /// Nothing is written if none is meant.
  ///
  /// - Parameter commit: called with the new digest before the folder takes its place.
  /// - Throws: `changed` if a file cannot be read as what it should be; `inputOutput`; what
  ///   `commit` throws. Nothing has changed then.
  public static func publish(
    _ date: Int64, parent: String, without isMeant: Choice, commit: (String) throws -> Void
  ) throws -> Counts {
    let name = CalendarDay.text(date)
    let old = "\(parent)/\(name)"
    let withdrawals = try Withdrawals.read(folder: old)
    let kept = withdrawals.filter { !isMeant(PublishedMessage($0), nil) }
    let meant = try messages(in: old, isMeant)
    var counts = Counts(
      sends: meant.count { $0.reason == nil }, withdrawals: withdrawals.count - kept.count)
    counts.exclusions = meant.count - counts.sends
    guard !counts.isNothing else { return counts }

    let folder = try ManifestFolder(parent: parent, name: name)
    var index = try IndexText(file: "\(old)/\(ManifestWriter.indexFile)")
    for file in PublishedMessages.files {
      var rows = 0
      let sum = try folder.add(file) { (write) throws(ManifestError) in
        let line = ByteBuffer(capacity: 1 << 12)
        let path = "\(old)/\(file)"
        try GzipLines.readLines(path) { (text, row) throws(ManifestError) in
          let message = try PublishedMessage(row, in: path)
          guard !isMeant(message, row["to"]?.string) else { return }
          rows += 1
          line.removeAll()
          line.append(text)
          line.append(UInt8(ascii: "\n"))
          try write(line.view)
        }
      }
      index.set(file: file, rows: rows, sha256: sum)
    }
    for message in meant { index.subtract(message) }
    let json = index.json
    try folder.add(ManifestWriter.indexFile) { (write) throws(ManifestError) in
      try write(json.view)
    }
    if !withdrawals.isEmpty { try Withdrawals.write(kept, folder: folder.path) }
    try folder.publish(commit)
    return counts
  }

  /// Hands the content of a file to `body`, unpacked if it is gzip, in pieces that overlap by
  /// `overlap` bytes. O(bytes).
  /// - Throws: `changed` if it is broken gzip; `inputOutput`.
  public static func read(
    unpacking path: String, overlap: Int, _ body: (ByteView) -> Void
  ) throws(ManifestError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("open", path) }
    try read(unpacking: descriptor, name: path, overlap: overlap, body)
  }

  /// The same of an open file, which is closed afterwards.
  public static func read(
    unpacking descriptor: Int32, name path: String, overlap: Int, _ body: (ByteView) -> Void
  ) throws(ManifestError) {
    guard let file = gzdopen(descriptor, "rb") else {
      _ = close(descriptor)
      throw .system("open", path)
    }
    defer { gzclose(file) }
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    let text = ByteBuffer(capacity: 1 << 19)
    while true {
      let count = Int(gzread(file, &piece, UInt32(piece.count)))
      var status: Int32 = 0
      // zlib tells only at the end whether the last stream was whole.
      if count == 0 { _ = gzerror(file, &status) }
      guard count >= 0, status == Z_OK else {
        throw ManifestError(.changed, "'\(path)' is not whole gzip")
      }
      if count == 0 { return }
      piece[..<count].withUnsafeBufferPointer { text.append($0) }
      body(text.view)
      let rest = text.view.suffix(overlap).map { $0 }
      text.removeAll()
      rest.withUnsafeBufferPointer { text.append($0) }
    }
  }
}

extension PublishedMessage {
  fileprivate init(_ withdrawal: Withdrawal) {
    self.init(
      sendID: withdrawal.sendID, scenarioID: withdrawal.scenarioID, step: withdrawal.step,
      channel: withdrawal.channel, subjectKey: withdrawal.subjectKey,
      customerID: withdrawal.customerID, reason: withdrawal.reason)
  }
}
